"""What its owner should know of the file that a picture came in."""

from typing import Any

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("posts", "0009_provenance")]

    operations: list[Any] = [
        migrations.AddField(
            model_name="media", name="remarks", field=models.JSONField(default=list)
        ),
    ]
