"""A template filter of the chat pages."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(found: Mapping[str, Any], number: int) -> Any:
    """What was found at the row `number` of the prompts; nothing where nothing was."""
    return found.get(f"prompt-{number}", "")
