"""Whom a text speaks of: one patient, or medicine in general.

The idea: a name, a town or a hospital is nobody's secret until the sentence around it speaks of
one person who is ill. So each sentence is read for that first, and the checks that go by context
ask here: `particular` (one patient, or a relative of one, is spoken of), `public` (a talk, a paper,
a thank-you). A sentence that goes on about 'he' or 'she', or tells of care given, is particular when
another one of the same text is.

What would break it: taking 'patients over 60' for somebody, or 'Dr.' for the end of a sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rounds.gate.checks.fold import Folded

_END = re.compile(
    r"\n|[!?]+(?=\s)"
    r"|(?<!\b[A-Z])(?<!\b(?i:dr|mr|ms|st|mt|vs|no|pt|jr|sr|ft))(?<!\b(?i:mrs|dra|sra|mme|sig|hon|gen|dep|rev|ref|inc|app|tel))"
    r"(?<!\b(?i:prof|hosp|acct))(?<!\bapprox)\.(?=\s)"
    r"|(?<=\b[A-Z])\.(?=\s+(?:He|She|They|His|Her|Their|Has|Had|Is|Was|What|Any|No|Now|The|This|In|On|We|I)\b)"
)
_GROUP_AFTER = r"(?![\s-]+(?:[\w-]+\s+){0,2}(?:patients|adults|women|men|children|people|subjects|cohort|participants|females|males|pts|individuals|nurses|doctors|students|trainees|guidelines?)\b)"
AGE = (
    r"(?:\d{1,3}\s?-?\s?(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)[\s-]*old\b"
    r"|\d{1,3}\s?-?\s?(?:yo|y/o|y\.o\.?|yrs?)\b|\d{1,3}[MF]\b(?!\w))"
)
_NOUN = (
    r"(?:patient|pt|lady|gentleman|gentlemen's|woman|man|boy|girl|baby|infant|toddler|child|teenager|"
    r"newborn|neonate|resident|client|inpatient|outpatient|service\s+user|participant|mother-to-be|"
    r"primip|octogenarian|nonagenarian|centenarian|pensioner|carer)"
)
_NO_PERSON = r"(?![-/]|['’]s\s+(?:day|voice|association|rights)|\s+(?:safety|care|experience|education|participation|advocates?|groups?|choice|information|flow|journey|populations?|satisfaction|outcomes?|leaflets?|involvement|stories|centred|centered|facing|simulators?|numbers?\s+r)\b)"
AGED = re.compile(
    rf"(?<![\w.,/]){AGE}{_GROUP_AFTER}"
    r"|\b(?:[a-z]+(?:teen|ty)|[a-z]+ty-[a-z]+)[\s-]year[\s-]old\b"
    r"|\b(?:sixties|seventies|eighties|nineties)\b",
    re.IGNORECASE,
)
ONE = re.compile(
    rf"\b(?:my|our|this|that|the|a|an|one|another|his|her|their|1)\s+(?:(?!patients)[\w-]+\s+){{0,3}}{_NOUN}\b{_NO_PERSON}"
    rf"|(?:^|[.;:!?\n(]|\b(?:for|in|of|w/|with|rec|hx|mgmt|on|to|saw|re|like|named|female|male|T\dDM|COPD)\s)\s*(?:pt|patient)\b(?!s){_NO_PERSON}"
    r"|\b(?:he|she)\s+(?:lives|lived|resides|resided|was\s+(?:admitted|diagnosed|discharged|transferred|referred|seen|treated|operated)|has\s+been\s+(?:admitted|diagnosed))\b"
    r"|\b(?:mrn|dob|d\.o\.b|nhs\s+n(?:o|umber)|date\s+of\s+birth|medical\s+record|hospital\s+number|patient\s*(?:name|id)?\s*:)"
    r"|\b(?:my|our)\s+(?:own\s+)?(?:mum|mother|dad|father|nan|gran|grandmother|grandfather|sister|brother|wife|husband|son|daughter)\b(?=.{0,60}\b(?:admitted|diagnosed|died|icu|a&e|ward|stroke|cancer|surgery|hospital)\b)",
    re.IGNORECASE,
)
CARE = re.compile(
    r"\b(?:admitted|readmitted|admission|discharged?|presented|presenting|presents|attended|attending|referred|operated|"
    r"underwent|died|dies|deceased|arrested|delivered|diagnosed|dx'?d|biops(?:y|ied)|seen|seeing|saw|treated|evaluated|"
    r"reviewed|assessed|examined|consulted|consultation|visited|visit|appointment|appt|followed|follow-up|"
    r"transferred|hospitalised|hospitalized|intubated|ventilated|sectioned|resus|collapsed|transplant(?:ed)?|"
    r"bay\s+\w+|bed\s+\w+|ward|icu|itu|a&e|clerked|checked\s+in|under\s+the\s+care|relapsed|scan(?:ned)?|"
    r"registered|documented|recorded|insertion|s/p|post-op|replacement|repair|mri|tonsillectomy|cabg|bypass|biopsies|registered|enrolled|receives?|received|surgery|implanted|chart(?:ed)?|hospice|casualty|theatre|biopsy|chemo)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers|they|their|pt|patient)\b", re.IGNORECASE)
PUBLIC = re.compile(
    r"\b(?:thanks(?!\s+for\s+(?:referring|seeing))|thank\s+you(?!\s+for\s+(?:referring|seeing)|\s+[A-Z][\w\s-]{2,30}\s+for\s+letting)|congrat\w*|conference|congress|webinar|podcast|lectures?|keynote|talks?|"
    r"authors?|authored|book|wrote|et\s+al|published|publication|speakers?|symposium|fellowship|"
    r"journal\s+club|tweetorial|followers?|shout[\s-]?out|colleagues?|awards?|prize|retire(?:d|s|ment)?|"
    r"exam|workshop|seminar|chair(?:ed|ing|s)?|panel|editor(?:ial)?|minister|president|senator|keynotes?|"
    r"appointed|elected|honou?red|delighted|proud|excited|join\s+us|great\s+to\s+(?:see|meet|hear)|"
    r"start(?:ed|ing)?\s+(?:my|as|at)|new\s+(?:job|role|post)|applicants?|grand\s+rounds?|trainees?|"
    r"via|h/t|paper|trial|cohort|randomi[sz]ed|recruit(?:ed|ing)|according\s+to)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands in the folded text, and what it speaks of."""

    start: int
    end: int
    particular: bool
    public: bool
    care: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded text with its sentences; `anybody` says whether one patient is spoken of at all."""

    folded: Folded
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    anybody: bool

    def around(self, place: int) -> Sentence:
        """The sentence in which the character at `place` stands."""
        return self.sentences[max(0, bisect_right(self.starts, place) - 1)]


def read(folded: Folded) -> Reading:
    """The sentences of a text, and which of them speak of one patient."""
    plain = folded.plain
    bounds = [0, *(m.end() for m in _END.finditer(plain)), len(plain)]
    spans = [(a, b) for a, b in pairwise(bounds) if b > a] or [(0, 0)]
    own = [bool(AGED.search(plain, a, b) or ONE.search(plain, a, b)) for a, b in spans]
    sentences = [
        Sentence(
            start=a,
            end=b,
            particular=mine,
            public=PUBLIC.search(plain, a, b) is not None,
            care=CARE.search(plain, a, b) is not None,
        )
        for (a, b), mine in zip(spans, own, strict=True)
    ]
    return _told(folded, sentences, own)


def reread(reading: Reading, named: Collection[int]) -> Reading:
    """`reading` once more, where a patient is named at each place of `named`."""
    own = [s.particular or any(s.start <= n < s.end for n in named) for s in reading.sentences]
    return _told(reading.folded, reading.sentences, own)


def _told(folded: Folded, sentences: Sequence[Sentence], own: Sequence[bool]) -> Reading:
    """The reading in which sentences go on about the patient of another one."""
    anybody = any(own)
    read_on = [
        replace(s, particular=mine or (anybody and _goes_on(folded.plain, s)))
        for s, mine in zip(sentences, own, strict=True)
    ]
    return Reading(folded, read_on, [s.start for s in read_on], anybody)


def _goes_on(plain: str, sentence: Sentence) -> bool:
    if sentence.public:
        return False
    return sentence.care or _PERSONAL.search(plain, sentence.start, sentence.end) is not None
