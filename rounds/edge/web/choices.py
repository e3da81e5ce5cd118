"""What forms offer: roles, countries, languages, zones, ages; and fields that read a list from a line."""

from functools import cache
from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.edge.web.countries import countries, language_name, languages
from rounds.identity.roles import (
    ORGANISATION_WORDS,
    ROLE_WORDS,
    AgeBand,
    OrganisationKind,
)

Choices = list[tuple[str, str]]
TOO_YOUNG = "too_young"
_ADULT = 18


def role_choices() -> Choices:
    """Every role in words; the one that says nothing stands first and is honest."""
    return [(role.value, _(words)) for role, words in ROLE_WORDS.items()]


def organisation_choices() -> Choices:
    """Every kind of organisation in words."""
    named = [(kind.value, _(words)) for kind, words in ORGANISATION_WORDS.items() if kind]
    return [(OrganisationKind.NONE.value, _("Choose a kind")), *named]


def country_choices() -> Choices:
    """Every country by name, after 'not stated'."""
    return [("", _("Not stated")), *countries().items()]


def age_choices(minimum: int) -> Choices:
    """Ages in the bands that are kept, around the youngest age of this server.

    Example: for 16: under 16, 16 or 17, 18 or older.
    """
    found: Choices = [(TOO_YOUNG, _("Under %(age)s") % {"age": minimum})]
    if minimum < 16:
        found.append((AgeBand.UNDER_16.value, _("%(age)s to 15") % {"age": minimum}))
    if minimum <= 16:
        found.append((AgeBand.FROM_16_TO_17.value, _("16 or 17")))
    elif minimum < _ADULT:
        found.append((AgeBand.FROM_16_TO_17.value, _("17")))
    oldest = max(minimum, _ADULT)
    return [*found, (AgeBand.ADULT.value, _("%(age)s or older") % {"age": oldest})]


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones that belong to a place, in order."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and "Etc/" not in name)
    )


@cache
def language_codes() -> dict[str, str]:
    """The code behind each way to write a language: 'portuguese', 'português', 'pt' give 'pt'."""
    found: dict[str, str] = {}
    for code, name in languages().items():
        english = str(LANG_INFO.get(code, {}).get("name", code))
        for words in (code, name, english):
            found.setdefault(words.casefold(), code)
    return found


def language_choices() -> Choices:
    """Every language by its own name."""
    return list(languages().items())


def split_line(line: str) -> list[str]:
    """The entries of a line with commas."""
    return list(dict.fromkeys(one.strip() for one in line.split(",") if one.strip()))


class LineField(forms.CharField):
    """Several short things in one line, separated by commas; gives a list."""

    def prepare_value(self, value: object) -> object:
        """The list as the line that somebody typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """The entries of the line."""
        return split_line(super().clean(value))


class LanguagesField(LineField):
    """Languages in one line, by name in English, in their own words, or by code; gives codes."""

    def prepare_value(self, value: object) -> object:
        """The codes as names."""
        return ", ".join(map(language_name, value)) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """The codes of the languages named.

        Errors: ValidationError naming those that are not known.
        """
        named = super().clean(value)
        unknown = [one for one in named if one.casefold() not in language_codes()]
        if unknown:
            words = gettext_lazy("We do not know the language “%(name)s”. Try its English name.")
            raise forms.ValidationError(words % {"name": ", ".join(unknown)})
        return list(dict.fromkeys(language_codes()[one.casefold()] for one in named))
