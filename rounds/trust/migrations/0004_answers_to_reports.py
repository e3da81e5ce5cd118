"""A report says how it was answered, and what its reporter is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns; reports closed before have no answer."""

    dependencies = [("trust", "0003_claimants_keys")]

    operations = [
        migrations.AddField(
            "report", "answer", models.CharField(max_length=8, default="", blank=True)
        ),
        migrations.AddField("report", "words", models.TextField(default="", blank=True)),
    ]
