"""The addresses of the web door: each group of pages brings its own list."""

from django.urls import URLPattern, URLResolver

from rounds.edge.web import accounts, standing

urlpatterns: list[URLPattern | URLResolver] = [
    *standing.urlpatterns,
    *accounts.urlpatterns,
]
