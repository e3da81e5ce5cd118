"""The very words of a text: each word, and each pair that stand together, weighs a little by itself.

The families of `recognisable_words` hold what we thought of. Beside them each word and pair that stood in
three of our open posts or more has a weight of its own, fitted with them and drawn back to nothing, so
that no single one decides: 'one of our', 'told me', 'in bed' lead towards somebody, 'every', 'we need',
'if your' away. A word that is written with a capital only, as names are, stands in no table. Pure.
"""

import re
from functools import cache
from itertools import pairwise

from rounds.gate.checks.lexicon import DATA

TABLE = DATA / "said_words.txt"
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d+|[?!:]")


def said(text: str) -> set[str]:
    """Each word of `text` in small letters, and each pair; every number is '0'.

    Example: 'Bed 12 rang' gives 'bed', '0', 'rang', 'bed 0' and '0 rang'.
    """
    words = [
        "0" if word[0].isdigit() else word
        for word in _TOKEN.findall(text.lower().replace("\u2019", "'"))
    ]
    return {*words, *(f"{one} {next_}" for one, next_ in pairwise(words))}


@cache
def weights() -> dict[str, float]:
    """What each word weighs, in log-odds; written by `python -m bench.guard.fit sum --write`."""
    lines = TABLE.read_text("utf-8").splitlines()
    return {word[1:]: float(weight) for word, _, weight in (line.rpartition(" ") for line in lines)}


def weight_of(text: str) -> float:
    """What the words of `text` weigh together."""
    table = weights()
    return sum(table[word] for word in said(text) if word in table)
