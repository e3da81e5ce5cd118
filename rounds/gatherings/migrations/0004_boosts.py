from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("gatherings", "0003_withheld")]

    operations = [
        migrations.AddIndex(
            model_name="collectedpost",
            index=models.Index(
                condition=models.Q(("boost_of__isnull", False)),
                fields=["boost_of"],
                name="collected_boosts",
            ),
        ),
    ]
