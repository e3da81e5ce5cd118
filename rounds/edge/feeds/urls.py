"""The addresses of the feeds door."""

from django.urls import URLPattern, URLResolver, path

from rounds.edge.feeds import calendars

urlpatterns: list[URLPattern | URLResolver] = [
    path("chats.ics", calendars.upcoming_calendar, name="chats-calendar"),
    path("chats/<int:chat>.ics", calendars.chat_calendar, name="chat-calendar"),
]
