from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("gate", "0006_invitation_reminders")]

    operations = [
        migrations.AddField(
            model_name="keptdraft",
            name="came",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
