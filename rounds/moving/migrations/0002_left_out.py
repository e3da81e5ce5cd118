from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("moving", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="parcel", name="left_out", field=models.JSONField(default=list)
        ),
    ]
