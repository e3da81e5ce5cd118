"""An interest says in which currency its band is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column; what was declared before stays without."""

    dependencies = [("identity", "0009_token_of_code")]

    operations = [
        migrations.AddField(
            "interest", "currency", models.CharField(max_length=3, default="", blank=True)
        ),
    ]
