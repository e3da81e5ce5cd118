"""How long it is until something begins or ends, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation

from rounds.base import clock

NOON = datetime(2027, 3, 4, 12, tzinfo=UTC)


def shown(language: str, left: str, **ahead: int) -> str:
    """What the page says that long before."""
    clock.travel(NOON)
    template = Template(f"{{% load pieces %}}{{% countdown moment left={left} %}}")
    with translation.override(language):
        html = template.render(Context({"moment": NOON + timedelta(**ahead)}))
    return html.strip().partition(">")[2].removesuffix("</span>")


@pytest.mark.parametrize(
    ("ahead", "english", "german"),
    [
        ({"days": 2, "hours": 3}, "2 days 3 h left", "noch 2 Tage 3 Std."),
        ({"hours": 25}, "1 day 1 h left", "noch 1 Tag 1 Std."),
        ({"hours": 1, "minutes": 2, "seconds": 3}, "1 h 2 min left", "noch 1 Std. 2 Min."),
        ({"minutes": 45}, "45 min left", "noch 45 Min."),
        ({"seconds": 42}, "42 s left", "noch 42 Sek."),
        ({"seconds": -5}, "0 s left", "noch 0 Sek."),
    ],
)
def test_what_is_left_is_said_in_hours_and_minutes(
    ahead: dict[str, int], english: str, german: str
) -> None:
    assert shown("en-gb", "True", **ahead) == english
    assert shown("de", "True", **ahead) == german


def test_what_begins_in_a_while_is_said_without_left() -> None:
    assert shown("en-gb", "False", hours=1, minutes=2) == "1 h 2 min"
    assert shown("de", "False", days=1, hours=2) == "1 Tag 2 Std."
