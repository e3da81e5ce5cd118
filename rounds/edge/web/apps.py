"""Django's name for the web door, so that it finds the templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web door."""

    name = "rounds.edge.web"
    label = "web"
