"""Django's name for the room."""

from django.apps import AppConfig


class TrustConfig(AppConfig):
    """The trust room."""

    name = "rounds.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
