"""The digest: what was asked and what was recommended, in the words of those who said it.

Nothing is written by a machine: whole sentences are taken by rules that are printed with them.

*Question*: a sentence of at least four words that ends in a question mark.
*Recommendation*: a sentence of 6 to 50 words, no question, with a word of advice (`ADVICE`).
Boosts and withdrawn posts are left out; the same sentence said twice is one item with both posts.
Items are ranked by answers (questions) or by favourites and boosts (recommendations), then by time.

Source: mission I6 ('every sentence is traceable').
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from rounds.insights.measures.volume import is_reply

SENTENCE = re.compile(r"(?<=[.!?])[\"')\]\u201d\u2019]*\s+(?=[^a-z])|\n+")
LINK = re.compile(r"https?://\S+")
LEADING_NAMES = re.compile(r"^(?:(?:RT|MT) @\w+:? |[.\s]*@\w[\w.@-]*[\s,:]*)+")
TRAILING_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")
ADVICE: dict[str, str] = {
    "should, must, ought to": r"(?:should|must|ought to)",
    "need to (not: no need to)": r"(?<!no )(?<!don't )(?<!not )(?<!I )needs? to",
    "recommend": r"recommend(?:s|ed|ing|ations?)?",
    "consider, always, never, avoid (as an instruction)": (
        r"(?:^|[,;:] ?|to |always |please )(?:consider|avoid)|always (?:ask|check|consider|look|remember|think|use)|never (?:use|give|assume|"
        r"forget|treat|stop|start|ignore|rely|trust|underestimate)"
    ),
    "do not, don't (as an instruction)": r"^(?:please )?(?:do not|don['\u2019]t)",
    "remember to, make sure, be sure to, important to": (
        r"(?:remember to|make sure|be sure to|important to)"
    ),
    "best practice, guideline, first line": r"(?:best practices?|guidelines?|first[- ]line)",
    "take home, key point, bottom line, in conclusion": (
        r"(?:take[- ]home|key (?:point|message)|bottom line|in conclusion)"
    ),
    "tip, pearl": r"(?:(?:top |pro ?)?tip:|pearls?)",
}
"""The words of advice, as they are printed, and how they are found."""

ADVISES = {
    says: re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE) for says, pattern in ADVICE.items()
}


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence somebody said, with the posts it stands in, their labels, and what ranked it."""

    sentence: str
    posts: tuple[str, ...]
    urls: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    handle: str
    at: str
    rank: int
    words: tuple[str, ...]


def quotable(posts: ir.Table, people: ir.Table) -> ir.Table:
    """Posts that may be quoted, with how often each was answered: no boosts, nothing withdrawn.

    Units: posts. Errors: none.
    Source: mission I6.
    """
    replies = posts.filter(is_reply(posts), posts.reply_to_post.notnull())
    answers = replies.group_by(answered="reply_to_post").agg(answers=lambda rows: rows.count())
    own = posts.filter(posts.kind != "boost", ~posts.deleted, posts.text.notnull())
    return (
        own.left_join(answers, own.post_id == answers.answered)
        .left_join(people.select("author_id", "handle"), "author_id")
        .select(
            "post_id", "created_at", "text", "url", "labels",
            handle=lambda row: ibis.coalesce(row.handle, row.author_id),
            answers=lambda row: ibis.coalesce(row.answers, 0),
            liked=lambda row: ibis.coalesce(row.favourites, 0) + ibis.coalesce(row.boosts, 0),
        )
        .order_by(["created_at", "post_id"])
    )  # fmt: skip


def questions_asked(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Sentences of at least four words that end in a question mark, most answered first.

    Units: questions. Errors: rhetorical questions are questions too.
    Source: mission I6.
    """
    return _items(rows, _is_question, "answers")


def key_recommendations(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Sentences of 6 to 50 words that hold a word of advice and are no question, those with most
    favourites and boosts first.

    Units: sentences. Errors: advice is quoted, not judged; a sentence may recommend badly.
    Source: mission I6; key recommendations of source S1.
    """
    return _items(rows, _advises, "liked")


def sentences_of(text: str) -> Sequence[str]:
    """The sentences of a post without links, leading names and trailing hashtags."""
    bare = LINK.sub(" ", text)
    parts = (LEADING_NAMES.sub("", part) for part in SENTENCE.split(bare))
    cleaned = (TRAILING_TAGS.sub("", part).strip(" \t-–—|>") for part in parts)
    return [" ".join(part.split()) for part in cleaned if part]


def _is_question(sentence: str) -> tuple[str, ...]:
    asks = sentence.rstrip("\"')]!\u201d\u2019 ").endswith("?") and len(sentence.split()) >= 4
    return ("?",) if asks else ()


def _advises(sentence: str) -> tuple[str, ...]:
    if "?" in sentence or not 6 <= len(sentence.split()) <= 50:
        return ()
    return tuple(says for says, pattern in ADVISES.items() if pattern.search(sentence))


def _items(rows: Iterable[Mapping[str, Any]], rule: Any, ranked_by: str) -> list[Item]:
    found: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for row in rows:
        for sentence in sentences_of(row["text"]):
            if rule(sentence):
                found.setdefault(_same(sentence), []).append((row, sentence))
    items = [_item(said, rule, ranked_by) for said in found.values()]
    return sorted(items, key=lambda item: (-item.rank, item.at, item.posts))


def _item(said: Sequence[tuple[Mapping[str, Any], str]], rule: Any, ranked_by: str) -> Item:
    first, sentence = said[0]
    posts = {row["post_id"]: row for row, _ in said}
    return Item(
        sentence=sentence,
        posts=tuple(posts),
        urls=tuple(row["url"] or "" for row in posts.values()),
        labels=tuple(tuple(row["labels"]) for row in posts.values()),
        handle=first["handle"],
        at=first["created_at"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        rank=sum(row[ranked_by] for row in posts.values()),
        words=rule(sentence),
    )


def _same(sentence: str) -> str:
    return re.sub(r"\W+", " ", sentence.casefold()).strip()
