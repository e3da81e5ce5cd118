"""Django's name for the room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs room."""

    name = "rounds.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
