from django.db import migrations, models
from django.db.models import F


def withhold_what_is_hidden(apps, schema_editor):
    """Posts that a claim hid before gatherings knew of it become gaps too."""
    collected = apps.get_model("gatherings", "CollectedPost")
    gathering = apps.get_model("gatherings", "Gathering")
    for post_id, at in apps.get_model("posts", "HiddenPost").objects.values_list("post_id", "at"):
        rows = collected.objects.filter(post_id=post_id)
        gathering.objects.filter(pk__in=list(rows.values_list("gathering_id", flat=True))).update(
            facts_version=F("facts_version") + 1
        )
        rows.update(withheld_at=at, withheld_times=1)


class Migration(migrations.Migration):

    dependencies = [
        ("gatherings", "0002_reminders"),
        ("posts", "0006_hidden"),
    ]

    operations = [
        migrations.AddField(
            model_name="collectedpost",
            name="withheld_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="collectedpost",
            name="withheld_times",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.RunPython(withhold_what_is_hidden, migrations.RunPython.noop),
    ]
