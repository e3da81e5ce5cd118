"""Where a patient is found online: their handle, their page, the collection that somebody holds for them.

Rules
1. A handle that the words give to a patient or a relative ('my patient is on here as @...').
2. A page of a social network or of a collection, with or without 'https://', said to be a patient's or
   theirs ('her GoFundMe', "patient's page"); a run or a skydive of a colleague is none.

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
    for match in _PAGE.finditer(text):
        sentence = reading.around(match.start())
        before = text[sentence.start : match.start()]
        whole = text[sentence.start : sentence.end]
        if _THEIRS.search(before) and not _SPORT.search(whole):
            yield Candidate(*match.span(), "handle")
