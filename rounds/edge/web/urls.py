"""The addresses of the web door: each group of pages brings its own list."""

from django.urls import URLPattern, URLResolver

from rounds.edge.web import (
    accounts,
    acts,
    compose,
    conversation,
    front,
    lists,
    profile,
    standing,
    streams,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *front.urlpatterns,
    *standing.urlpatterns,
    *accounts.urlpatterns,
    *streams.urlpatterns,
    *lists.urlpatterns,
    *compose.urlpatterns,
    *acts.urlpatterns,
    *profile.urlpatterns,
    *conversation.urlpatterns,
]
