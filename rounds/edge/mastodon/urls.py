"""The addresses of the Mastodon door. Importing a resource puts its endpoints into the table."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, path, re_path

from rounds.edge.mastodon import consent
from rounds.edge.mastodon.door import door

RESOURCES = [
    "accounts",
    "conversations",
    "filters",
    "grouped_notifications",
    "instance",
    "lists",
    "markers",
    "media",
    "notifications",
    "oauth",
    "old_filters",
    "openapi",
    "people",
    "polls",
    "profile",
    "push",
    "reactions",
    "registration",
    "reports",
    "rounds_v1.archives",
    "rounds_v1.claims_checked",
    "rounds_v1.credentials",
    "rounds_v1.drafts",
    "rounds_v1.held_drafts",
    "rounds_v1.picture_looks",
    "rounds_v1.representatives",
    "rounds_v1.review_acts",
    "rounds_v1.reviews",
    "rounds_v1.takedowns",
    "scheduled_statuses",
    "search",
    "statuses",
    "suggestions",
    "tags",
    "timelines",
    "wellknown",
]
for _name in RESOURCES:
    import_module(f"rounds.edge.mastodon.{_name}")

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^api/", door),
    re_path(r"^oauth/(?:token|revoke|userinfo)/?$", door),
    re_path(r"^\.well-known/(?:oauth-authorization-server|nodeinfo|host-meta|webfinger)$", door),
    re_path(r"^nodeinfo/", door),
    re_path(r"^oauth/authorize/?$", consent.authorise),
    path("settings/apps", consent.apps),
]
