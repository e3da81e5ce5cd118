"""Django's name for the room."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    """The posts room."""

    name = "rounds.posts"
    label = "posts"
    default_auto_field = "django.db.models.BigAutoField"
