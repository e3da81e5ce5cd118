"""The list of the settings' rooms, for the page of settings and beside each of them."""

from django import template

from rounds.edge.web.rooms import ROOMS, Room

register = template.Library()


@register.simple_tag
def settings_rooms() -> tuple[Room, ...]:
    """Every room. Example: `{% settings_rooms as rooms %}`."""
    return ROOMS
