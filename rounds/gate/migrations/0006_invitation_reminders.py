from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("gate", "0005_bring_in")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
