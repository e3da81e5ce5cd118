from django.db import migrations, models


class Migration(migrations.Migration):
    """Which code a token was given for, so that a code shown twice takes it back."""

    dependencies = [("identity", "0008_badge_rests")]

    operations = [
        migrations.AddField(
            model_name="apptoken",
            name="code_digest",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]
