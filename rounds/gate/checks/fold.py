"""Reading a text as a person would: folded for the checks, offsets kept.

A number may be written with no-break spaces, soft hyphens, zero-width characters, full-width or
Arabic digits, or typographic dashes. `fold` writes all of that plainly and remembers, for each
character it wrote, which character of the text it came from: a finding then points at the text as
it was submitted. What links, handles, hashtags and registers' own numbers look like is blanked, so
that no check mistakes them for a person's.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
_DROPPED = {"Cc", "Cf", "Cs", "Co"}


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` written plainly; `origins[i]` is where its character i stands in the original.

    `plain` is the same with links, DOIs, UUIDs, hashtags and registrations blanked.
    """

    text: str
    plain: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded `start:end` stands in the original."""
        return self.origins[start], self.origins[end - 1] + 1


def _plain(character: str) -> str:
    if character.isascii():
        return character if character >= " " or character in "\n\t" else ""
    if character in _DASHES:
        return "-"
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Zs":
        return " "
    return unicodedata.normalize("NFKC", character)


# Cyrillic and Greek letters that nobody can tell from Latin ones on a screen.
_LOOK_ALIKES = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
    "\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "aeopcyxijsdqABEKMHOPCTYXIJSovABEZHIKMNOPTYX",
)


def as_it_looks(text: str) -> str:
    """`text`, of the same length, with the Latin letters that its look-alikes stand for.

    Example: 'T\u0435novax' with a Cyrillic e gives 'Tenovax'.
    """
    return text if text.isascii() else text.translate(_LOOK_ALIKES)


_NOT_A_PERSON = re.compile(
    r"""
    https?://[^\s<>"']+
    | \bwww\.[^\s<>"']+
    | \b10\.\d{4,9}/[^\s<>"']+                                          # DOI
    | \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b   # UUID
    | (?<![\w&])\#\w+                                                   # hashtag
    | \bPM(?:ID|C|CID)\s*[:\#]?\s*(?:PMC)?\d{1,8}\b(?![ -]?\d)
    | \b(?:NCT|ISRCTN|DRKS|KCT|CRD|PACTR|ACTRN|IRCT|TCTR|UMIN|jRCT|NTR|ChiCTR|EUCTR)
      [-:\s]?[\dA-Z]*\d[\d-]*\b                                        # registered trials
    | \b(?:CTRI|SLCTR)/\d{4}/\d{2,3}/\d+
    | \b(?:EudraCT|EU\s?CT)\b\s*(?:no\.?|number)?\s*:?\s*\d{4}-\d{6}-\d{2}(?:-\d{2})?
    | \b(?:IRAS|CPMS|UKCRN)\s*(?:id|no\.?|number)?\s*:?\s*\d{4,7}\b
    | \bISBN(?:-1[03])?:?\s*(?:\d[\s-]?){9}[\dX]\b
    | \b(?:ISBN(?:-13)?:?\s*)?97[89][-\s]?(?:\d[-\s]?){9}\d\b
    | \b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b                                 # ORCID
    | \bCC[ -](?:BY|0)(?:-(?:NC|SA|ND)){0,2}(?:[ -]\d(?:\.\d)?)?(?![\w-])   # a licence
    | \bU\d{4}-\d{4}-\d{4}\b                                           # WHO trial number
    """,
    re.IGNORECASE | re.VERBOSE,
)


_DIGIT = re.compile(r"\d")
# 'MRN #12345' is a number with its sign, no hashtag.
_NUMBERED = re.compile(
    r"\b(?:MRN?|chart|rec(?:ord)?|plan|policy|ID|no|number|account|acct|ins(?:urance)?|medicare|medicaid|member|group|"
    r"file|case|patient|pt|licen[cs]e|serial|phone|contact)\.?:?\s?\Z",
    re.IGNORECASE,
)


def without_references(text: str) -> str:
    """Folded `text` of the same length with links, DOIs, UUIDs, hashtags and trials blanked."""
    return _NOT_A_PERSON.sub(_blank, text)


def without_registrations(text: str) -> str:
    """Folded `text` of the same length without DOIs, UUIDs and trials; links and hashtags stay."""

    def blank(match: re.Match[str]) -> str:
        first = match[0][:4].lower()
        stays = first[0] == "#" or first in {"http", "www."}
        return match[0] if stays else "\x00" * len(match[0])

    return _NOT_A_PERSON.sub(blank, text)


def _blank(match: re.Match[str]) -> str:
    start = match.start()
    if (
        match[0][0] == "#"
        and _DIGIT.search(match.string, start, match.end() + 4)
        and _NUMBERED.search(match.string, max(0, start - 16), start)
    ):
        return match[0]
    return "\x00" * len(match[0])


# Runs that stay as they are; the last match is empty, at the end.
_AS_IT_IS = re.compile(r"[ -~\n\t]+|\Z")
_BREAKS = re.compile(r"[\n\t]")
# '**Mrs** *Edna* _Higgs_': marks of emphasis around a word; 'Edna_Higgs': a blank.
_EMPHASIS = re.compile(
    r"(?<![\w@/#.&*_-])[*_]{1,3}(?=[^\W\d_])|(?<=[^\W\d_])[*_]{1,3}(?![\w@/#*_-])|(?<=[^\W\d_])\*{1,3}(?=[.,;:!?\s]|$)"
)
_JOINED = re.compile(r"(?<![\w@/#.])([A-Z][a-z]+)_(?=[A-Z][a-z]+(?![\w@]))")
# A word of Latin letters with one that only looks like it.
_DISGUISED = re.compile(
    r"(?<![^\W\d_])(?=[^\W\d_]*[A-Za-z])[^\W\d_]*[\u0370-\u03ff\u0400-\u04ff][^\W\d_]*"
)


def _undisguised(text: str) -> str:
    """`text`, of the same length, without look-alikes among Latin letters, and words joined by '_' apart."""
    if not text.isascii():
        text = _DISGUISED.sub(lambda match: as_it_looks(match[0]), text)
    return _JOINED.sub(r"\1 ", text) if "_" in text else text


def fold(text: str) -> Folded:
    """`text` as the checks read it."""
    text = _undisguised(text)
    marks = "*" in text or "_" in text
    dropped = {at for m in _EMPHASIS.finditer(text) for at in range(*m.span())} if marks else set()
    if not dropped and text.isascii() and _BREAKS.sub("", text).isprintable():
        return Folded(text, without_references(text), range(len(text)))
    written: list[str] = []
    origins: list[int] = []
    at = 0
    for run in _AS_IT_IS.finditer(text):
        for index in range(at, run.start()):
            for one in _plain(text[index]):
                written.append(one)
                origins.append(index)
        at = run.end()
        kept = (
            [i for i in range(*run.span()) if i not in dropped] if dropped else range(*run.span())
        )
        written.append("".join(map(text.__getitem__, kept)) if dropped else run[0])
        origins.extend(kept)
    folded = "".join(written)
    return Folded(folded, without_references(folded), origins)
