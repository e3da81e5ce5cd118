"""A claimant without an account acts by a key that is kept as digest, not by the claim's address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trust", "0002_takedowns")]

    operations = [
        migrations.AddField(
            model_name="takedown", name="keys", field=models.JSONField(default=list)
        ),
    ]
