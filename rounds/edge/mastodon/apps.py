"""Django's name for the Mastodon door, which owns apps and their tokens."""

from django.apps import AppConfig


class MastodonConfig(AppConfig):
    """The Mastodon door."""

    name = "rounds.edge.mastodon"
    label = "mastodon"
    default_auto_field = "django.db.models.BigAutoField"
