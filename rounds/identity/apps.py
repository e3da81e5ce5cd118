"""Django's name for the room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """The identity room."""

    name = "rounds.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
