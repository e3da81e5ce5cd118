from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("gate", "0007_came_from_elsewhere")]

    operations = [
        migrations.AddField(
            model_name="keptdraft",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="manuscriptversion",
            name="seen_as",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
