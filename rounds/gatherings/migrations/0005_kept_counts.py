import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("gatherings", "0004_boosts")]

    operations = [
        migrations.CreateModel(
            name="KeptCounts",
            fields=[
                (
                    "gathering",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="kept_counts",
                        serialize=False,
                        to="gatherings.gathering",
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=dict)),
            ],
        ),
    ]
