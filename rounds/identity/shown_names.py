"""What may stand where a name is shown. Pure.

Readers take the line with the name for the server's own words. So nothing in a name may look like
what only the server says: that somebody was checked, by whom, and in which role. Whose name is taken
is another question (`names.check_shown_name` asks it with `likeness`).

1. What nobody sees is taken out: control characters, direction marks, fillers. The joiner stays
   where a script or an emoji needs it.
2. No check marks or shields, and no words of confirmation; that stands beside the name by itself.
3. No senior doctor's title for those whose role says that they are not one yet.
4. No name of a body or an office (a council, a college, the moderators) for a person.

What would break it: a degree or 'Registered Nurse' taken for a claim of confirmation; names in other
scripts losing their joiners; a person called Constance or Marcus Consul taken for a consultant.

Source: Unicode Technical Standard 39, section 4 (the idea of a likeness; the table is our own).
"""

import re
import unicodedata
from dataclasses import dataclass

from rounds.base import text
from rounds.identity.roles import Role

_JOINERS = "\u200c\u200d"
_TAGS = range(0xE0020, 0xE0080)
_BLACK_FLAG = "\U0001f3f4"
# Letters by category, yet nothing to see.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset("✅✔✓☑√⍻🗸🗹🛡🔰")


def _joins(words: str, at: int) -> bool:
    """Whether the joiner at `at` stands between two letters of one script, or two pictures."""
    if not 0 < at < len(words) - 1:
        return False
    before, after = words[at - 1], words[at + 1]
    is_letter = unicodedata.category(before)[0] in "LM" and before != "\ufe0f"
    if words[at] == "\u200c" or is_letter:
        return all(
            ord(one) >= 0x0590 and unicodedata.category(one)[0] in "LM" for one in (before, after)
        )
    pictures = {"So", "Sk", "Mn"}
    return unicodedata.category(before) in pictures and unicodedata.category(after) in {"So", "Sm"}


def _is_seen(words: str, at: int) -> bool:
    one = words[at]
    if one in _JOINERS:
        return _joins(words, at)
    if ord(one) in _TAGS or ord(one) == 0xE007F:
        return _BLACK_FLAG in words[:at]
    return one not in _FILLERS and unicodedata.category(one) not in _UNSEEN


def clean_shown_name(given: str) -> str:
    """`given` on one line, without what nobody sees.

    Example: clean_shown_name("Leo\\u202e  Martins") == "Leo Martins".
    """
    words = " ".join(text.plain(given).split())
    seen = "".join(one for at, one in enumerate(words) if _is_seen(words, at))
    return " ".join(seen.split())


def is_blank(name: str) -> bool:
    """Whether `name` holds nothing to read: no letter, no number, no picture."""
    return not any(unicodedata.category(one)[0] in "LNS" for one in name)


_ALIKE = str.maketrans(
    "авсԁеіјӏкмноӧрԛѕтүхуѵԝɡɩαβγειηκνορτυχωіɑℓ01|l",
    "abcdeijikmhoopqstyxyvwgiabyeinkvoptuxwiaioiii",
)
_TITLE = re.compile(r"^(?:(?:dr|prof|professor|mr|mrs|ms|miss|sir|dame|the|official)\b[.\s]*)+")
_ENDING = re.compile(r"\b(?:official|md|mbbs|mbchb|phd|uk)\W*$")


def likeness(name: str) -> str:
    """What two names have in common that look the same to a hurried reader; '' for one without letters.

    Example: likeness("Dr Аminа Yusuf") with Cyrillic letters is that of "Amina  YUSUF".
    """
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(one for one in flat if unicodedata.category(one) != "Mn")
    bare = re.sub(r"\([^)]*\)", " ", bare)
    bare = _ENDING.sub("", _TITLE.sub("", bare.strip())).strip()
    same = bare.translate(_ALIKE).replace("rn", "m").replace("vv", "w")
    return "".join(one for one in same if unicodedata.category(one)[0] in "LN")


@dataclass(frozen=True, slots=True)
class NameFault:
    """What is wrong with a name: the words, and what to do, with a place for them (`%(words)s`)."""

    words: str
    reason: str

    def __str__(self) -> str:
        return self.reason % {"words": self.words}


SHOWN_BY_ITSELF = (
    "What was confirmed about you is shown beside your name by itself. Leave ‘%(words)s’ out, and have it "
    "confirmed under Settings, Credentials."
)
NOT_YOUR_ROLE = "The name shown says ‘%(words)s’, and your role does not. Leave it out: the role is shown beside the name."
A_BODY = (
    "‘%(words)s’ is the name of a body or an office, and your role is a person’s. Write your own name, or "
    "choose ‘organisation’ as your role."
)
NOTHING_SEEN = "Nobody could read this name. Write one with letters."

_BODY = r"(?:gmc|nmc|hcpc|gdc|gphc|goc|npi|abim|ahpra|imc|hpcsa|mci|nmci)"
_CLAIM = re.compile(
    r"\b(?:"
    r"(?:confirmed|checked|validated|authenticated|vouched|certified|accredited|approved|licen[sc]ed|registered)"
    r"\s+(?:by|with|for)\b"
    rf"|{_BODY}[\s:–-]*(?:registered|registrant|reg\b|confirmed|approved|checked|licen[sc]ed|certified|no\b|number|\#?\d{{5,}})"
    rf"|(?:registered|confirmed|checked)\s+{_BODY}\b"
    r"|(?:un)?verified|verifi(?:ziert\w*|cado|cada|cato|cata|é|ée)|vérifiée?|geprüft(?:e[rs]?)?|bestätigt(?:e[rs]?)?"
    r"|identity\s+(?:confirmed|checked)|official\s+account|blue\s+tick"
    r")",
    re.IGNORECASE,
)

_NOT_YET = frozenset({Role.STUDENT, Role.PROSPECTIVE_STUDENT, Role.DOCTOR_IN_TRAINING})
_SENIOR = re.compile(
    r"(?<!future )(?<!aspiring )(?<!to be a )(?<!not a )(?<!junior )"
    r"\b(?:consultant|attending(?: physician)?|chef[aä]rzt(?:in)?|ober[aä]rzt(?:in)?|fach[aä]rzt(?:in)?)\b",
    re.IGNORECASE,
)
_LAY = frozenset({Role.PATIENT_OR_PUBLIC})
_OF_MEDICINE = re.compile(
    r"\bconsultant\s+(?:\w+(?:ologist|iatrician|iatrist|etrician|etist)|(?:\w+\s+)?(?:surgeon|physician))\b",
    re.IGNORECASE,
)


_A_BODY = re.compile(
    r"^(?:the\s+)?(?:"
    rf"{_BODY}|bma|mhra|nhs(?:\s+\w+){{0,2}}"
    r"|(?!(?:dr|prof|mr|mrs|ms|miss|sir|dame)\b)[^,|@/(]*\b(?:society|association|ministry|medical school|nhs trust"
    r"|(?:\w+\s+\w+|royal)\s+(?:college|council|academy|university|hospitals?)"
    r"|(?:college|council|academy|university|hospital)(?=\s+(?:of|for)\b))"
    r"(?:\s+(?:of|for|in)\b[^,|@/(]*)?"
    r"|(?:\w+\s+)?(?:moderators?|moderation|mods|admins?|administrators?|support team)"
    r")$",
    re.IGNORECASE,
)


def _claim_in(name: str) -> str:
    mark = next((one for one in name if one in _MARKS), "")
    folded = unicodedata.normalize("NFKC", name)
    found = _CLAIM.search(folded) or _CLAIM.search(folded.casefold().translate(_LOOKALIKES))
    return mark or (found.group() if found else "")


# As in `_ALIKE`, but only what no Latin name holds, so that words stay words.
_LOOKALIKES = str.maketrans("авсԁеіјкмнорԛѕтхуԝɡαειονρτυχ", "abcdeijkmhopqstxywgaeiovptux")


def fault_in(name: str, role: Role) -> NameFault | None:
    """What is wrong with the cleaned `name` beside `role`, or None; '' is no name and has no fault.

    Example: fault_in("Leo Martins ✅", Role.STUDENT) names the mark; fault_in("Dr Constance Ward RN",
    Role.NURSE_OR_MIDWIFE) is None.
    """
    if not name:
        return None
    if is_blank(name):
        return NameFault(name, NOTHING_SEEN)
    if claim := _claim_in(name):
        return NameFault(claim, SHOWN_BY_ITSELF)
    return _fault_beside(role, unicodedata.normalize("NFKC", name))


_RULES = (
    (frozenset(Role) - {Role.ORGANISATION}, _A_BODY, A_BODY),
    (_NOT_YET, _SENIOR, NOT_YOUR_ROLE),
    (_LAY, _OF_MEDICINE, NOT_YOUR_ROLE),
)


def _fault_beside(role: Role, name: str) -> NameFault | None:
    for roles, rule, reason in _RULES:
        if role in roles and (found := rule.search(name)):
            return NameFault(found.group(), reason)
    return None
