"""A badge as a picture that carries the signed document inside, and takes it out again. Pure.

The picture is drawn from the document alone, so that it says nothing that was not signed; and it is
never what is checked: whoever checks takes the document out. No style and no script stand in it, so
that it looks the same wherever it is shown.

Source: 1EdTech, Open Badges 3.0, 5.3.2 (baking SVG with an embedded proof).
"""

import json
from datetime import datetime
from textwrap import wrap
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

import msgspec

from rounds.base.errors import Invalid
from rounds.identity.badges.proof import Document

SPACE = "https://purl.imsglobal.org/ob/v3p0"
LONGEST = 256 * 1024
_SIDE = 512
_SERIF = "'Source Serif 4', 'Iowan Old Style', Georgia, serif"
_SANS = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif"
_PAPER, _INK, _QUIET, _ACCENT = "#fbfaf7", "#1b2529", "#475157", "#006a72"
_RING = "M26.97 15.23A11 11 0 1 1 17.91 5.17"


def _part(document: Any, *names: str) -> str:
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, str) else ""


def _day(words: str) -> str:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return ""
    return f"{found.day} {found:%B %Y}"


def _lines(words: str, width: int, most: int) -> list[str]:
    """`words` in at most `most` lines of about `width` characters."""
    found = wrap(words, width) or [""]
    return found if len(found) <= most else [*found[: most - 1], found[most - 1][: width - 1] + "…"]


def _text(words: str, at: float, size: int, *, face: str, colour: str, weight: int = 400) -> str:
    return (
        f'<text x="{_SIDE // 2}" y="{at:g}" text-anchor="middle" font-family="{face}"'
        f' font-size="{size}" font-weight="{weight}" fill="{colour}">{escape(words)}</text>'
    )


def _picture(document: Document) -> str:
    """What there is to see: the mark, what is confirmed, how and by whom, until when, who signed."""
    drawn, at = [], 194.0
    for line in _lines(_part(document, "name"), 24, 3):
        drawn.append(_text(line, at, 34, face=_SERIF, colour=_INK, weight=600))
        at += 41
    at += 2
    narrative = _part(document, "credentialSubject", "achievement", "criteria", "narrative")
    for line in _lines(narrative, 44, 3):
        drawn.append(_text(line, at, 18, face=_SANS, colour=_INK))
        at += 25
    if ends := _day(_part(document, "validUntil")):
        drawn.append(_text(f"Until {ends}", at + 6, 18, face=_SANS, colour=_QUIET))
    signed = _part(document, "issuer", "name")
    drawn.append(_text(f"Signed by {signed}", 466, 17, face=_SANS, colour=_QUIET))
    return (
        f'<rect x="4" y="4" width="504" height="504" rx="28" fill="{_PAPER}" stroke="{_ACCENT}" stroke-width="4"/>'
        f'<g transform="translate(208 50) scale(3)"><path d="{_RING}" fill="none" stroke="{_ACCENT}" stroke-width="3.2" stroke-linecap="round"/>'
        f'<circle cx="24.17" cy="8.64" r="2.94" fill="{_ACCENT}"/>'
        f'<path d="M11 16.4l3.6 3.6 6.4-7.2" fill="none" stroke="{_INK}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></g>'
        f'<path d="M176 434h160" stroke="{_ACCENT}" stroke-width="1"/>{"".join(drawn)}'
    )


def bake(document: Document) -> bytes:
    """An SVG picture of a signed badge with the badge itself inside; the same bytes each time."""
    # The end of a CDATA section must not stand in it; JSON can write it in another way.
    signed = msgspec.json.encode(document).decode().replace("]]>", "]]\\u003e")
    title = escape(_part(document, "name"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{SPACE}"'
        f' viewBox="0 0 {_SIDE} {_SIDE}" width="{_SIDE}" height="{_SIDE}" role="img">'
        f"<openbadges:credential><![CDATA[{signed}]]></openbadges:credential>"
        f"<title>{title}</title>{_picture(document)}</svg>\n"
    ).encode()


class _Found(Exception):
    """The first credential has been read."""


def _read(raw: bytes) -> str:
    """The text of the first credential in an SVG picture.

    Errors: Invalid for what is no XML, or brings a document type.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    wanted, inside, found = f"{SPACE} credential", False, list[str]()

    def refuse(*_parts: object) -> None:
        raise Invalid("It brings a document type, which nothing here reads.")

    def begin(name: str, _attributes: object) -> None:
        nonlocal inside
        inside = name == wanted

    def end(name: str) -> None:
        if name == wanted:
            raise _Found

    def take(words: str) -> None:
        if inside:
            found.append(words)

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = take
    try:
        parser.Parse(raw, True)
    except _Found:
        return "".join(found)
    except (expat.ExpatError, ValueError) as error:
        raise Invalid("It is no picture that can be read (SVG).") from error
    raise Invalid("There is no badge in this picture.")


def take_out(raw: bytes) -> Document:
    """The signed badge in an SVG picture, unchecked.

    Errors: Invalid for what is no such picture.
    """
    if len(raw) > LONGEST:
        raise Invalid("The picture is too large to hold a badge of this kind.")
    try:
        found = json.loads(_read(raw))
    except (ValueError, RecursionError) as error:
        raise Invalid("What the picture holds is no badge.") from error
    if not isinstance(found, dict):
        raise Invalid("What the picture holds is no badge.")
    return found
