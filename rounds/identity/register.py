"""The register of interests: its words, its one line, its document, and when it is old. Pure.

The idea: interests are declared once, in one place, with dates and amounts in bands, and every
teaching post carries the register as it stood. What counts as worth showing follows the form that
medical journals share: what holds now, and what ended within the last 36 months.

What would break it: a line that is not made from the register alone; a document whose bytes depend
on anything but the register (its digest would no longer tell whether it changed).

Source: ICMJE, Disclosure of Interest form (2021), "past 36 months"; GMC, Identifying and managing
conflicts of interest (2024).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec


def _(words: str) -> str:
    """Mark `words` for the translators' catalogue; pages translate them, other doors need not."""
    return words


class InterestKind(StrEnum):
    """What ties somebody to a company or body."""

    EMPLOYMENT = "employment"
    CONSULTANCY = "consultancy"
    SPEAKER_FEES = "speaker_fees"
    RESEARCH_FUNDING = "research_funding"
    SHARES = "shares"
    GIFTS = "gifts"
    PATENTS = "patents"
    UNPAID_ROLE = "unpaid_role"
    FAMILY = "family"


KIND_WORDS: dict[InterestKind, str] = {
    InterestKind.EMPLOYMENT: _("Employment"),
    InterestKind.CONSULTANCY: _("Consultancy"),
    InterestKind.SPEAKER_FEES: _("Speaker fees"),
    InterestKind.RESEARCH_FUNDING: _("Research funding"),
    InterestKind.SHARES: _("Shares"),
    InterestKind.GIFTS: _("Gifts or hospitality"),
    InterestKind.PATENTS: _("Patents"),
    InterestKind.UNPAID_ROLE: _("Unpaid role"),
    InterestKind.FAMILY: _("Family"),
}


class Band(StrEnum):
    """How much in a year, in pounds, euros or dollars alike."""

    UNSAID = ""
    NOTHING = "nothing"
    UNDER_500 = "under_500"
    UNDER_5000 = "500_5000"
    UNDER_50000 = "5000_50000"
    MORE = "over_50000"


BAND_WORDS: dict[Band, str] = {
    Band.UNSAID: _("Amount not stated"),
    Band.NOTHING: _("No money"),
    Band.UNDER_500: _("Under 500 a year"),
    Band.UNDER_5000: _("500 to 5,000 a year"),
    Band.UNDER_50000: _("5,000 to 50,000 a year"),
    Band.MORE: _("Over 50,000 a year"),
}

IN_MONEY = frozenset({Band.UNDER_500, Band.UNDER_5000, Band.UNDER_50000, Band.MORE})
# ISO 4217; a band is too coarse for a rate of exchange to matter.
CURRENCIES = (
    "GBP", "EUR", "USD", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "HKD", "INR", "JPY", "KES",
    "MXN", "NGN", "NOK", "NZD", "PKR", "PLN", "SEK", "SGD", "TRY", "ZAR",
)  # fmt: skip
_OF_COUNTRY = {
    "GB": "GBP", "US": "USD", "AU": "AUD", "BR": "BRL", "CA": "CAD", "CH": "CHF", "CN": "CNY",
    "CZ": "CZK", "DK": "DKK", "HK": "HKD", "IN": "INR", "JP": "JPY", "KE": "KES", "MX": "MXN",
    "NG": "NGN", "NO": "NOK", "NZ": "NZD", "PK": "PKR", "PL": "PLN", "SE": "SEK", "SG": "SGD",
    "TR": "TRY", "ZA": "ZAR",
}  # fmt: skip

NONE = "none"
STALE_AFTER = timedelta(days=365)
SHOWN_FOR = timedelta(days=3 * 365 + 1)
LONGEST_LINE = 500
_SHORTEST_NAME = 3
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:ltd|limited|plc|inc|llc|llp|corp|corporation|company|co|gmbh|ag|se|sa|s\.a|nv|ab|as|"
    r"a/s|pharma|pharmaceuticals?|holdings?|group)\.?$",
    re.IGNORECASE,
)


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One interest as its owner declares it."""

    kind: InterestKind
    body: str
    products: tuple[str, ...] = ()
    band: Band = Band.UNSAID
    currency: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""


class Declared(msgspec.Struct, frozen=True):
    """What the gate needs of one interest: names to look for, and how to disclose it."""

    body: str
    names: tuple[str, ...]
    line: str


def usual_currency(country: str) -> str:
    """The currency that somebody in `country` is most likely paid in.

    Example: usual_currency("GB") is 'GBP'; usual_currency("PT") is 'EUR'.
    """
    return _OF_COUNTRY.get(country, "EUR")


def is_shown(entry: Entry, today: date) -> bool:
    """Whether `entry` holds today or ended within the last 36 months."""
    return entry.until is None or entry.until >= today - SHOWN_FOR


def is_stale(declared_at: datetime | None, now: datetime) -> bool:
    """Whether a declaration of that moment is older than 12 months, so that readers look again."""
    return declared_at is not None and now - declared_at > STALE_AFTER


def line_of(entries: Iterable[Entry], today: date) -> str:
    """The register in one line, 'none' for an empty one.

    Example: 'Consultancy: Acme; Speaker fees: Pulsarion, Zenith'.
    """
    bodies: dict[InterestKind, list[str]] = {}
    for entry in entries:
        if is_shown(entry, today):
            bodies.setdefault(entry.kind, []).append(entry.body)
    parts = [
        f"{KIND_WORDS[kind]}: {', '.join(dict.fromkeys(bodies[kind]))}"
        for kind in InterestKind
        if kind in bodies
    ]
    return shortened("; ".join(parts)) or NONE


def shortened(line: str) -> str:
    """`line`, cut at a whole interest where it is too long for a post to carry."""
    if len(line) <= LONGEST_LINE:
        return line
    return line[: LONGEST_LINE - 2].rsplit("; ", 1)[0] + "; …"


def together(said: str, register: str) -> str:
    """What was said in a post and what stands in the register, each interest once."""
    parts = [part.strip() for line in (said, register) for part in line.split(";")]
    kept = [part for part in dict.fromkeys(parts) if part and part.casefold() != NONE]
    if not kept:
        return NONE if NONE in {said.strip().casefold(), register} else ""
    return shortened("; ".join(kept))


def document_of(handle: str, declared_at: datetime | None, entries: Sequence[Entry]) -> str:
    """The register as a document: the same register gives the same bytes."""
    told = {
        "account": handle,
        "declared_at": declared_at.isoformat(timespec="seconds") if declared_at else None,
        "interests": msgspec.to_builtins(entries),
    }
    encoded = msgspec.json.encode(told, order="sorted")
    return msgspec.json.format(encoded, indent=2).decode()


def entries_in(document: str) -> list[Entry]:
    """The interests that a document holds."""
    return msgspec.convert(msgspec.json.decode(document)["interests"], list[Entry])


def digest_of(document: str) -> str:
    """The SHA-256 of `document` as hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


def declared_of(entries: Iterable[Entry], today: date) -> tuple[Declared, ...]:
    """What a text is searched for: each body and product of the interests that are shown."""
    return tuple(
        Declared(entry.body, _names(entry), f"{KIND_WORDS[entry.kind]}: {entry.body}")
        for entry in entries
        if is_shown(entry, today)
    )


def _names(entry: Entry) -> tuple[str, ...]:
    """Body and products, the body also without its legal form ('Pulsarion Ltd', 'Pulsarion')."""
    short = entry.body
    while (shorter := _LEGAL_FORM.sub("", short)) != short:
        short = shorter
    found = dict.fromkeys([entry.body, short, *entry.products])
    return tuple(name for name in found if len(name) >= _SHORTEST_NAME)
