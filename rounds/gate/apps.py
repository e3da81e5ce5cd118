"""Django's name for the room."""

from django.apps import AppConfig


class GateConfig(AppConfig):
    """The gate room."""

    name = "rounds.gate"
    label = "gate"
    default_auto_field = "django.db.models.BigAutoField"
