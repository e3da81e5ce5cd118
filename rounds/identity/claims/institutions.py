"""Which e-mail domains are an institution's own, and what they confirm: belonging, never a role."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from rounds.base.errors import Invalid

_OURS = Path(__file__).with_name("institutions.toml")


@dataclass(frozen=True, slots=True)
class Institution:
    """Who an address at `domain` belongs to."""

    domain: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Known:
    """One list: its maintainer, named institutions, endings, and the labels of those who left."""

    maintainer: str
    revised: str
    institutions: dict[str, str]
    endings: dict[str, str]
    left: frozenset[str]


def _read(path: Path) -> Known:
    try:
        found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Known(
            str(found.get("maintainer", "")),
            str(found.get("revised", "")),
            {one["domain"].lower(): one["issuer"] for one in found.get("institution", [])},
            {one["suffix"].lower(): one.get("of", "") for one in found.get("ending", [])},
            frozenset(found.get("left", {}).get("labels", [])),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise Invalid(f"The list of institutions {path.name} can't be read: {error}.") from error


@cache
def _lists(added: str) -> tuple[Known, ...]:
    return (_read(Path(added)), _read(_OURS)) if added else (_read(_OURS),)


def lists() -> tuple[Known, ...]:
    """The operator's list, where there is one, and ours.

    Errors: Invalid for a file that can't be read.
    """
    return _lists(settings.ROUNDS.institutions)


def _named(domain: str, known: Known) -> Institution | None:
    labels = domain.split(".")
    for at in range(len(labels) - 1):
        name = ".".join(labels[at:])
        if name in known.institutions:
            return Institution(name, f"{known.institutions[name]} ({name})")
        if at and name in known.endings:
            own = ".".join(labels[at - 1 :])
            return Institution(own, own)
    # An ending of one label, such as 'edu'.
    if len(labels) > 1 and labels[-1] in known.endings:
        own = ".".join(labels[-2:])
        return Institution(own, own)
    return None


def institution_of(address: str) -> Institution | None:
    """The institution that gave somebody the e-mail `address`; None where no list knows it.

    An address for people who have left counts for nothing.

    Example: 'a.b@cardiology.ox.ac.uk' gives ox.ac.uk.
    """
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    labels = domain.split(".")
    if not all(labels) or any(label in known.left for known in lists() for label in labels):
        return None
    return next((found for known in lists() if (found := _named(domain, known))), None)
