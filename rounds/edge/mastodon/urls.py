"""The addresses of the Mastodon door. Importing a resource puts its endpoints into the table."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, re_path

from rounds.edge.mastodon.door import door

RESOURCES = [
    "openapi",
    "statuses",
    "reactions",
    "media",
    "polls",
    "scheduled_statuses",
]
for _name in RESOURCES:
    import_module(f"rounds.edge.mastodon.{_name}")

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^api/", door),
]
