"""Which door answers which address: each door brings its own list."""

from django.urls import URLPattern, URLResolver, include, path

from rounds.edge.feeds.urls import urlpatterns as feeds
from rounds.edge.mastodon.urls import urlpatterns as mastodon
from rounds.edge.web.urls import urlpatterns as web

urlpatterns: list[URLPattern | URLResolver] = [
    *mastodon,
    *feeds,
    path("accounts/", include("allauth.urls")),
    *web,
]

handler400 = "rounds.edge.web.failures.bad_request"
handler403 = "rounds.edge.web.failures.forbidden"
handler404 = "rounds.edge.web.failures.not_found"
handler429 = "rounds.edge.web.failures.too_many"
handler500 = "rounds.edge.web.failures.broken"
