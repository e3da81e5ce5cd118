"""Names written letter by letter ('J o h n S m i t h', 'J.o.h.n') or in small letters ('mrs patel').

Nobody writes letters apart but to get past a reader. A capital with small letters apart is one by itself; letters
that are all capitals count where they make a given name.
"""

import re

from rounds.gate.checks.lexicon import is_family, is_given, is_ordinary
from rounds.gate.checks.name_cues import LOWER_TITLE
from rounds.gate.checks.reading import Reading

_APART = r"[ .\-_*]"
_SPELT = re.compile(
    rf"(?<![\w@#])[A-Z](?:{_APART}[a-z]){{2,}}(?:{_APART}{{1,3}}[A-Z](?:{_APART}[a-z])+)*(?!\w)"
)
_IN_CAPITALS = re.compile(
    rf"(?<![\w@#])[A-Z](?:{_APART}[A-Z]){{2,}}(?:\s{{1,3}}[A-Z](?:{_APART}[A-Z])+)*(?!\w)"
)


def spelt_out(reading: Reading) -> list[tuple[int, int]]:
    """Where a name is spelt out in a text that tells of care."""
    text = reading.folded.plain
    if not (reading.anybody or any(sentence.care for sentence in reading.sentences)):
        return []
    found = [match.span() for match in _SPELT.finditer(text)]
    for match in _IN_CAPITALS.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match[0].split("  ")[0])
        if any(is_given(letters[:size]) for size in range(3, len(letters) + 1)):
            found.append(match.span())
    return found


def in_small_letters(reading: Reading) -> list[tuple[int, int]]:
    """'mrs patel', 'pt john smith': where nobody bothers with capitals, the lists decide."""
    text = reading.folded.plain
    found = []
    for match in LOWER_TITLE.finditer(text):
        group = "name" if match["name"] else "pt"
        words = match[group].split()
        if group == "pt" and not (is_given(words[0]) and is_family(words[1])):
            continue
        if group == "name" and (
            is_ordinary(words[0]) or not (is_given(words[0]) or is_family(words[0]))
        ):
            continue
        second = len(words) > 1 and is_family(words[1]) and not is_ordinary(words[1])
        end = match.end(group) if second else match.start(group) + len(words[0])
        start = match.start() if group == "name" else match.start(group)
        if not reading.around(start).public:
            found.append((start, end))
    return found
