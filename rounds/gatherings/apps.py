"""Django's name for the room."""

from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """The gatherings room."""

    name = "rounds.gatherings"
    label = "gatherings"
    default_auto_field = "django.db.models.BigAutoField"
