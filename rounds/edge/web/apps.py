"""Django's name for the web door, so that it finds the templates and static files."""

from django.apps import AppConfig

import rounds.edge.web.addresses  # noqa: F401 (makes <id:...> known to every list of addresses)


class WebConfig(AppConfig):
    """The web door."""

    name = "rounds.edge.web"
    label = "web"
