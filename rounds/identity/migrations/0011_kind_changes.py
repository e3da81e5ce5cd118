"""Each change of what kind of organisation an account is stays in the record."""

import django.db.models.deletion
from django.db import migrations, models

import rounds.base.clock
import rounds.base.ids


class Migration(migrations.Migration):
    """One table; what accounts are today is where it begins."""

    dependencies = [("identity", "0010_currency")]

    operations = [
        migrations.CreateModel(
            name="KindChange",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=rounds.base.ids.new_id, primary_key=True, serialize=False
                    ),
                ),
                ("was", models.CharField(blank=True, default="", max_length=12)),
                ("kind", models.CharField(blank=True, default="", max_length=12)),
                ("reason", models.CharField(blank=True, default="", max_length=300)),
                ("at", models.DateTimeField(default=rounds.base.clock.now)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kind_changes",
                        to="identity.account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="identity.account",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account", "at"], name="kind_change_of")],
            },
        ),
    ]
