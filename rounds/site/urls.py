"""Which door answers which address: each door brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

from rounds.edge.mastodon.urls import urlpatterns as mastodon

urlpatterns: list[URLPattern | URLResolver] = [
    *mastodon,
    path("accounts/", include("allauth.urls")),
]
