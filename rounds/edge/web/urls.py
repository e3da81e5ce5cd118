"""The addresses of the web door: each group of pages brings its own list."""

from django.urls import URLPattern, URLResolver

from rounds.edge.web import (
    accounts,
    acts,
    chats,
    chats_lead,
    chats_plan,
    chats_report,
    chats_transcript,
    compose,
    conversation,
    front,
    lists,
    notifications,
    profile,
    search,
    settings_data,
    settings_filters,
    settings_pages,
    settings_people,
    standing,
    streams,
)

urlpatterns: list[URLPattern | URLResolver] = [
    *front.urlpatterns,
    *standing.urlpatterns,
    *accounts.urlpatterns,
    *notifications.urlpatterns,
    *search.urlpatterns,
    *settings_pages.urlpatterns,
    *settings_people.urlpatterns,
    *settings_filters.urlpatterns,
    *settings_data.urlpatterns,
    *streams.urlpatterns,
    *lists.urlpatterns,
    *compose.urlpatterns,
    *acts.urlpatterns,
    *profile.urlpatterns,
    *conversation.urlpatterns,
    *chats.urlpatterns,
    *chats_plan.urlpatterns,
    *chats_lead.urlpatterns,
    *chats_transcript.urlpatterns,
    *chats_report.urlpatterns,
]
