"""What is written like a patient's name and is nobody's: a specimen, a citation, a sovereign.

Rules
1. A specimen with what is measured in it: 'Serum Na 118', 'Urinary Li'.
2. Authors of a citation: surnames with initials, a full stop, and a title that speaks of a group or is
   followed by a journal.
3. A king, a queen, a pope or a president by their title, and whoever 'has announced' something, in a
   text in which the writer says neither 'I' nor 'we' nor where somebody is cared for.
4. In a question of an examination, a title with a surname alone.
5. Who is named for their work, a pet, a saint's house, the famous dead (`nobody_at_work`).

What would break it: a handover list ('Smith J, bed 4; Khan A, bed 5'); a given name that is a title
too (Prince, Princess, Earl), which therefore is none here. Pure.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.exam import is_exam
from rounds.gate.checks.nobody_at_work import at_work
from rounds.gate.checks.reading import AGED
from rounds.gate.checks.shapes import UPPER

Span = tuple[int, int]

_MEASURED = re.compile(
    r"\b(?:Serum|Plasma|Urine|Urinary|Blood|CSF|Venous|Arterial|Capillary|Ionised|Ionized|Corrected|Adjusted|Spot|Random|Fasting|Total|Free)\s+"
    r"(?:Na|K|Ca|Mg|Li|Cl|Fe|Cu|Zn|Hb|Osm|Cr|Alb|Bili|Gluc?|Lac|Chol|Trig|Hcy|Ur|Amy|Lip|Trop)\b"
)
_SURNAME = rf"(?:(?:de|van|von|der|den|di|al|el|la)[ ]){{0,2}}[{UPPER}][^\W\d_]+(?:[-'’ ][{UPPER}][^\W\d_]{{2,}})?"
_AUTHOR = rf"{_SURNAME}[ ][{UPPER}]{{1,3}}(?![\w])"
_AUTHORS = re.compile(
    rf"(?:\A|(?<=\n)|(?<=[:;(•\"“] )|(?<=[(\"“]))(?P<authors>{_AUTHOR}(?:,?(?:[ ]and|[ ]&|,)?[ ]{_AUTHOR}){{0,11}}(?:,?[ ]et[ ]al)?)\.[ ]+(?P<title>[{UPPER}][^\n]{{3,200}})"
)
_OF_A_GROUP = re.compile(
    r"\b(?:in|of|for|among|with|on|after|between)\s+(?:[\w-]+\s+){0,3}(?:patients|adults|children|women|men|people|infants|adolescents|inpatients|outpatients|surgery|disease|care|practice)\b"
    r"|\b(?:systematic\s+review|randomi[sz]ed|meta-?analysis|cohort|trial|guidelines?|case\s+series|cross-sectional)\b",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\b(?:Lancet|BMJ|NEJM|JAMA|N\s+Engl\s+J\s+Med|Br\s+J|Am\s+J|Eur\s+J|J\s+[A-Z]\w+|Ann\w*\s+[A-Z]\w+|Arch\w*\s+[A-Z]\w+|Cochrane|PLoS|Nature|Circulation|Gut|Thorax|Chest|doi|PMID)\b"
    r"|\bet\s+al\b|\b(?:19|20)\d\d\s*;\s*\d"
)
_TOLD = re.compile(
    r"\b(?:he|she|his|her|him|they|both|needs?|bed|bay|ward|cubicle|home|mrn|dob)\b", re.IGNORECASE
)
_SOVEREIGN = re.compile(
    rf"\b(?:(?:King|Queen|Pope)[ ][{UPPER}][a-z]+(?:[ ](?:[IVX]+\b|Paul\b))?"
    rf"|(?:(?:US|former|ex-|French)\s)?(?:President|Prime[ ]Minister|Senator|Chancellor|Archbishop)[ ][{UPPER}][\w'’-]+(?:[ ][{UPPER}][\w'’-]+)?)"
)
_ANNOUNCED = re.compile(
    rf"(?:\A|(?<=[.!?\n][ ]))(?:(?:Actor|Actress|Singer|Footballer|Rapper|Comedian|Presenter)[ ])?[{UPPER}][\w'’-]+[ ][{UPPER}][\w'’-]+(?=[ ](?:has[ ]|have[ ])?announced\b)"
)
_OF_THE_WRITER = re.compile(
    r"\b(?:I|I['’]\w+|me|my|we|us|our|ours|patients?|pts?|ward|bed|bay|clinic|on\s+call|handover|mrn|dob)\b",
    re.IGNORECASE,
)
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Baby|Master)\.?\s[^\s,.;:]+(?!\s[A-Z])")


def nobodys(text: str) -> Iterator[Span]:
    """Where names of nobody's patient stand in folded `text`, outermost spans."""
    yield from (m.span() for m in _MEASURED.finditer(text))
    for match in _AUTHORS.finditer(text):
        if _is_citation(text, match):
            # The initial may be read together with the word after it.
            yield match.start("authors"), match.end()
    if not _OF_THE_WRITER.search(text):
        yield from (m.span() for m in _SOVEREIGN.finditer(text))
        yield from (m.span() for m in _ANNOUNCED.finditer(text))
    yield from at_work(text)
    if is_exam(text):
        yield from (m.span() for m in _TITLED.finditer(text))


def _is_citation(text: str, match: re.Match[str]) -> bool:
    title = match["title"]
    if _TOLD.search(title) or AGED.search(title):
        return False
    if _JOURNAL.search(title) or _JOURNAL.search(match["authors"]):
        return True
    return "," in match["authors"] and _OF_A_GROUP.search(title) is not None
