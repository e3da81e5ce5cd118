"""Where a patient is found online: their handle, their page, the collection that somebody holds for them.

Rules
1. A handle that the words give to a patient or a relative ('my patient is on here as @...').
2. A page of a social network or of a collection, with or without 'https://', said to be a patient's or
   theirs ('her GoFundMe', "patient's page"); a run or a skydive of a colleague is none.
3. A collection, a numbered profile or an obituary in a text that speaks of one patient and of no
   colleague, cause or credit.

What would break it: '@colleague thinks my patient is ...'; 'our charity page justgiving.com/...'.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.reading import Reading

_WHO = (
    r"(?:(?:my|our|this|the|that)\s+(?:\w+\s+)?(?:patient|pt|lady|gentleman|chap|girl|boy|man|woman)(?:['’]s)?|patient['’]s|pt['’]s|"
    r"(?:his|her|their|whose)|(?:patient|pt)['’]s\s+(?:mum|mother|dad|father|daughter|son|wife|husband|family))"
)
_HANDLE = re.compile(
    rf"\b{_WHO}\b(?:\s+(?:is|was|posts?|tweets?|blogs?))?(?:\s+(?:on|over|up|also))*"
    r"(?:\s+(?:here|twitter|mastodon|instagram|insta|tiktok|facebook|x|bluesky|social\s+media))?"
    r"(?P<cue>\s+(?:account|handle|username|user\s+name|profile|insta(?:gram)?|twitter|tiktok))?"
    r"(?:\s+(?P<as>is|as|under|at|called)|\s*:|,)*\s*(?P<handle>@\w[\w.]*\w(?:@[\w.-]+\w)?)",
    re.IGNORECASE,
)
_ONLINE = re.compile(
    r"\b(?:on\s+(?:here|twitter|mastodon|insta(?:gram)?|tiktok|facebook|x|bluesky)|account|handle|user\s?name|profile|posts|tweets|blogs)\b",
    re.IGNORECASE,
)
_PATIENT = re.compile(r"\b(?:my|our)\s+(?:\w+\s+)?(?:patient|pt),?\s*$", re.IGNORECASE)
_PAGE = re.compile(
    r"(?<![\w@/.])(?:https?://)?(?:[\w-]+\.)?(?:facebook|instagram|tiktok|twitter|x|youtube|linkedin|threads|gofundme|justgiving|crowdfunder|"
    r"caringbridge|givealittle|mygofundme|milaap|ketto|impactguru|leetchi|betterplace|gogetfunding|m-changa|backabuddy)\.(?:com|org|net|me|co\.uk|co\.nz|co\.za|de|fr|in)"
    r"/[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]]",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:his|her|their|whose|patient['’]s|pt['’]s|(?:my|our)\s+(?:\w+\s+)?(?:patient|pt))\b[^.!?\n]{0,50}$",
    re.IGNORECASE,
)
_SPORT = re.compile(
    r"\b(?:marathon|running|run|ride|cycling|cycle|skydive|walk|swim|10k|5k|challenge|colleague|talk|lecture|paper|podcast|book|song|video\s+abstract|interview|keynote)\b",
    re.IGNORECASE,
)
# '@gary_t is my patient', 'my patient is @gary_t on insta'.
_HANDLE_FIRST = re.compile(
    r"(?<![\w@/])(?P<handle>@\w[\w.]*\w(?:@[\w.-]+\w)?)\s*(?:[,(-]\s*|(?:is|was|used\s+to\s+be|has\s+been)\s+)(?:also\s+)?(?:my|our|a|the)\s+(?:(?!colleague)\w+\s+){0,2}(?:patient|pt|inpatient)\b"
    r"(?!['’]s|[-/]|\s+(?:advocate|safety|rep|representative|leader|champion|partner|education|experience|group|voice|care|educator|liaison|is\b|was\b))",
    re.IGNORECASE,
)
_ONLINE_AFTER = re.compile(
    r"^\s*,?\s*(?:on|over\s+on)\s+(?:here|twitter|mastodon|insta(?:gram)?|tiktok|facebook|fb|x|bluesky|snapchat|threads|youtube|socials?)\b",
    re.IGNORECASE,
)
_ACCOUNT_OF = re.compile(
    r"\b(?:handle|account|user\s?name|profile|insta(?:gram)?|tiktok)\s+of\s+\Z", re.IGNORECASE
)
# 'his insta is gary_t': what nobody writes as a word, for it holds a digit, a dot or a line.
_WITHOUT_SIGN = re.compile(
    r"\b(?:his|her|their|(?:patient|pt)['’]s)\s+(?:insta(?:gram)?|tiktok|twitter|snap(?:chat)?|facebook|fb|bluesky|user\s?name|handle|profile)"
    r"(?:\s+(?:handle|account|name|user\s?name|page))?\s*(?:is|:|=|-)\s*(?P<handle>(?=[\w.]{0,30}[\d_.]\w)[A-Za-z][\w.]{2,30}\w)(?![\w@/])",
    re.IGNORECASE,
)
# Pages of the dead, each of which is one person's.
_OBITUARY = re.compile(
    r"(?<![\w@/.])(?:https?://)?(?:[\w-]+\.){0,2}(?:(?:legacy|dignitymemorial|muchloved|everloved|findagrave|forevermissed|tributearchive|obits?|keepmeposted|"
    r"funeral-?notices|funeralguide|rip|trauer|trauer-anzeigen|trauerportal|aspetos|dansnoscoeurs|avis-de-deces|esquelas|necrologie|mourningportal)\.(?:com|org|net|ie|co\.uk|uk|de|at|fr|ca|es|it|com\.au)"
    r"/[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]]|[\w.-]+\.[a-z]{2,6}/[^\s<>\"'|]*(?:obituar|death-?notice|todesanzeige|traueranzeige|avis-de-deces|in-memoriam)[^\s<>\"'|]*[^\s<>\"'|.,;:!?)\]])",
    re.IGNORECASE,
)
_COLLECTION = re.compile(
    r"gofundme|justgiving|crowdfunder|caringbridge|givealittle|milaap|ketto|impactguru|leetchi|betterplace|gogetfunding|m-changa|backabuddy",
    re.IGNORECASE,
)
_ONE_PATIENT = re.compile(
    r"\b(?:my|our|this|that|the|a|one|lovely|lost|another)\s+(?:[\w-]+\s+){0,2}(?:patient|pt|inpatient)\b(?![-/]|\s+(?:advocate|safety|group|charity|education|information|leaflet|fund|appeal|experience|care|transport))"
    r"|\b(?:patient|pt)['’]s\b|(?:^|[.!?:\n]\s*)(?:patient|pt)\b(?![-/])|\bwe\s+lost\s+(?:him|her)\b",
    re.IGNORECASE,
)
_COLLEAGUE = re.compile(
    r"\b(?:colleague|mentor|teacher|professor|prof|consultant|pioneer|nurse|surgeon|physician|author|photo|image|picture|credit|via|h/t|thanks|follow|ward\s+(?:charity|fund|appeal)|charity|appeal|equipment|hospice\s+fund)\b",
    re.IGNORECASE,
)


def check_accounts(reading: Reading) -> Iterator[Candidate]:
    """Handles and pages that are said to be a patient's."""
    text = reading.folded.text
    if "@" in text:
        for match in _HANDLE.finditer(text):
            lead = text[match.start() : match.start("handle")]
            vague = re.match(r"(?:his|her|their|whose)\b", lead, re.IGNORECASE)
            if vague and not reading.anybody:
                continue
            if _ONLINE.search(lead) or _PATIENT.search(lead):
                yield Candidate(*match.span("handle"), "handle")
        yield from _given_away(reading)
    for match in _WITHOUT_SIGN.finditer(text):
        yield Candidate(*match.span("handle"), "handle")
    if "." in text and "/" in text:
        yield from _pages(reading)


def _given_away(reading: Reading) -> Iterator[Candidate]:
    """Handles that the words after them make a patient's."""
    text = reading.folded.text
    for match in _HANDLE_FIRST.finditer(text):
        yield Candidate(*match.span("handle"), "handle")
    for match in _HANDLE.finditer(text):
        lead = text[match.start() : match.start("handle")]
        online = _ONLINE_AFTER.match(text[match.end() :]) or _ACCOUNT_OF.search(
            text, 0, match.start()
        )
        if _ONE_PATIENT.match(lead) and (online or match["as"] in {"is", "as"}):
            yield Candidate(*match.span("handle"), "handle")


def _pages(reading: Reading) -> Iterator[Candidate]:
    """Pages of a network, a collection or an obituary that are said to be a patient's."""
    text = reading.folded.text
    for match in _PAGE.finditer(text):
        sentence = reading.around(match.start())
        before = text[sentence.start : match.start()]
        if _SPORT.search(before) or _SPORT.search(text, match.end(), sentence.end):
            continue
        theirs = _THEIRS.search(before) is not None
        leads = _COLLECTION.search(match[0]) or "profile.php?id=" in match[0]
        if theirs or (leads and _of_a_patient(text)):
            yield Candidate(*match.span(), "handle")
    for match in _OBITUARY.finditer(text):
        if _of_a_patient(text):
            yield Candidate(*match.span(), "handle")


def _of_a_patient(text: str) -> bool:
    """Whether `text` speaks of one patient, and of no colleague, cause or credit."""
    return _ONE_PATIENT.search(text) is not None and _COLLEAGUE.search(text) is None
