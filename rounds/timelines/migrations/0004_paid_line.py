from django.db import migrations
from django.db.models import Q


def render_anew(apps, schema_editor):
    """Bodies kept before the line for apps was part of them are made again when asked for."""
    kept = apps.get_model("timelines", "RenderedPost")
    paid = apps.get_model("posts", "Post").objects.filter(Q(industry=True) | ~Q(sponsored_by=""))
    kept.objects.filter(post_id__in=paid.values("pk")).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("timelines", "0003_about_a_chat"),
        ("posts", "0003_labels"),
    ]

    operations = [migrations.RunPython(render_anew, migrations.RunPython.noop)]
