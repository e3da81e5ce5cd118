"""Django's name for the room."""

from django.apps import AppConfig


class MovingConfig(AppConfig):
    """The moving room."""

    name = "rounds.moving"
    label = "moving"
    default_auto_field = "django.db.models.BigAutoField"
