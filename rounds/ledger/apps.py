"""Django's name for the room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger room."""

    name = "rounds.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
