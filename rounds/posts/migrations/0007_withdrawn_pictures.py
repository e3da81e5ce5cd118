"""The pictures of a hidden post are private while they stay in it."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("posts", "0006_hidden")]

    operations: list[Any] = [
        migrations.AddField(
            model_name="media", name="withdrawn", field=models.BooleanField(default=False)
        ),
        migrations.RemoveConstraint(model_name="media", name="posted_pictures_are_served"),
        migrations.AddConstraint(
            model_name="media",
            constraint=models.CheckConstraint(
                condition=Q(post=None) | Q(private=False) | Q(withdrawn=True),
                name="posted_pictures_are_served",
            ),
        ),
    ]
