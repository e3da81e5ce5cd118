from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("posts", "0007_withdrawn_pictures")]

    operations = [
        migrations.AddField(
            model_name="revision", name="labels", field=models.JSONField(default=dict)
        ),
    ]
