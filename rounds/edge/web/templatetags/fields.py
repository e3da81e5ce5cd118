"""Template tags for forms: one field with its words, set the same everywhere.

`{% load fields %}` then `{% field form.email %}` or, for a whole form, `{% fields form %}`.
"""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import SafeString

register = template.Library()

_KINDS: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "many"),
    (forms.RadioSelect, "one"),
    (forms.CheckboxInput, "tick"),
    (forms.FileInput, "file"),
]


@register.filter
def kind(bound: BoundField) -> str:
    """How a field is set: 'tick', 'one' (radios), 'many' (boxes), 'file' or 'line'."""
    widget = bound.field.widget
    return next((name for cls, name in _KINDS if isinstance(widget, cls)), "line")


# The form says itself who has to answer.
_ASKED_BY_ROLE = frozenset({"uses_own_name"})


@register.filter
def is_optional(bound: BoundField) -> bool:
    """Whether to say that a field may stay empty: a list offers that among its choices."""
    if bound.name in _ASKED_BY_ROLE:
        return False
    return not bound.field.required and not isinstance(bound.field.widget, forms.Select)


@register.simple_tag
def control(bound: BoundField, **attributes: Any) -> SafeString:
    """The control of a field, without the words some libraries repeat inside it."""
    return bound.as_widget(attrs={"placeholder": False, **attributes})


@register.inclusion_tag("forms/field.html")
def field(bound: BoundField, **more: Any) -> dict[str, Any]:
    """A field: its label, its help, what is wrong with it, its control.

    Example: `{% field form.country %}`.
    """
    return {"field": bound, **more}


@register.inclusion_tag("forms/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form in their order, with what is wrong with the whole above them."""
    return {"form": form}
