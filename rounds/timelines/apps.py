"""Django's name for the room."""

from django.apps import AppConfig


class TimelinesConfig(AppConfig):
    """The timelines room."""

    name = "rounds.timelines"
    label = "timelines"
    default_auto_field = "django.db.models.BigAutoField"
