from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("posts", "0008_labels_of_versions")]

    operations = [
        migrations.AddField(
            model_name="media", name="provenance", field=models.JSONField(default=dict)
        ),
    ]
