"""Numbers and times as a reader of a report likes them. Pure."""

from datetime import datetime

MONTHS = (
    "January February March April May June July August September October November December".split()
)


def moment(text: str) -> datetime:
    """A report's UTC time as a moment."""
    return datetime.fromisoformat(text)


def day(text: str) -> str:
    """18 October 2016"""
    at = moment(text)
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def days(first: str, last: str) -> str:
    """18 to 20 October 2016, or with what differs between the two days."""
    one, other = moment(first), moment(last)
    if one.date() == other.date():
        return f"on {day(first)}"
    if one.year != other.year:
        return f"from {day(first)} to {day(last)}"
    if one.month != other.month:
        return f"from {one.day} {MONTHS[one.month - 1]} to {day(last)}"
    return f"from {one.day} to {day(last)}"


def bin_label(text: str, width: int) -> str:
    """The start of a bin: its day, and its hour when bins are shorter than a day."""
    at = moment(text)
    on = f"{at.day} {MONTHS[at.month - 1][:3]}"
    return on if width >= 86400 else f"{on} {at:%H:%M}"


def length(seconds: int) -> str:
    """A bin's length: 5 minutes, 1 hour, 2 days."""
    for unit, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % unit == 0:
            return plural(seconds // unit, name)
    return plural(seconds, "second")


def plural(number: int, one: str, several: str | None = None) -> str:
    """1 post, 2,151 people."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def people(number: int) -> str:
    """1 person, 79 people."""
    return plural(number, "person", "people")


def percent(share: float | None) -> str:
    """A share as a percentage; withheld when it may not be told."""
    if share is None:
        return "withheld"
    return "under 1%" if 0 < share < 0.01 else f"{100 * share:.0f}%"
