"""The very words beside a name: what stands within four words of it, on either side.

The families of `name_signs` hold what we thought of. Beside them each word and pair of words that stood
next to names in three of our open sentences or more weighs a little by itself, fitted with them and drawn
back to nothing, so that no single one decides.
"""

import re
from collections.abc import Iterator
from functools import cache

from rounds.gate.checks.lexicon import DATA

TABLE = DATA / "beside_names.txt"
_NEAR = 4
_TOKEN = re.compile(r"[^\W\d_][^\W\d_'’]*|\d+|[?!:,.\"“(-]")


def _tokens(text: str) -> list[str]:
    return [
        "0" if word[0].isdigit() else word
        for word in _TOKEN.findall(text.lower().replace("’", "'"))
    ]


def beside(text: str, span: tuple[int, int]) -> Iterator[str]:
    """Each word near the name at `span` with its side: '<proud' before it, '>was' after it.

    With two marks, '<<of' or '>>was admitted', the word or the pair that touches the name.
    """
    before = _tokens(text[max(0, span[0] - 60) : span[0]])
    after = _tokens(text[span[1] : span[1] + 60])
    if span[0] > 60:
        before = before[1:]
    if span[1] + 60 < len(text):
        after = after[:-1]
    yield from {f"<{word}" for word in before[-_NEAR:]}
    yield from {f">{word}" for word in after[:_NEAR]}
    yield f"<<{before[-1] if before else '^'}"
    yield f">>{after[0] if after else '$'}"
    if len(before) > 1:
        yield f"<<{before[-2]} {before[-1]}"
    if len(after) > 1:
        yield f">>{after[0]} {after[1]}"


@cache
def weights() -> dict[str, float]:
    """What each word beside a name weighs, in log-odds; written by `python -m bench.guard.fit names`."""
    lines = TABLE.read_text("utf-8").splitlines()
    return {word: float(weight) for word, _, weight in (line.rpartition(" ") for line in lines)}
