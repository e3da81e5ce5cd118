"""New portraits wait among the pictures until they were looked at."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("posts", "0010_file_remarks")]

    operations: list[Any] = [
        migrations.AddField(
            model_name="media",
            name="portrait",
            field=models.CharField(blank=True, default="", max_length=6),
        ),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.CheckConstraint(
                condition=Q(post=None) | Q(portrait=""), name="no_post_takes_a_portrait"
            ),
        ),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.UniqueConstraint(
                condition=~Q(portrait=""),
                fields=("account", "portrait"),
                name="one_waits_for_each",
            ),
        ),
    ]
