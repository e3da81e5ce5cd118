"""The digest: what was asked and what was recommended, in the words of those who said it.

Nothing is written by a machine: whole sentences are taken by rules that are printed with them.

*Question*: a sentence of at least four words that ends in a question mark.
*Recommendation*: a sentence of 5 to 50 words, no question, that tells somebody what to do (`advice`).
The host's prompts, welcome and closing words, boosts and withdrawn posts are left out; the same sentence said twice is one item with both posts.
Items are ranked by answers (questions) or by favourites and boosts (recommendations), then by time.

Source: mission I6 ('every sentence is traceable').
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from rounds.insights.measures.advice import advises
from rounds.insights.measures.volume import is_reply

SENTENCE = re.compile(r"(?<=[.!?])[\"')\]\u201d\u2019]*\s+(?=[^a-z])|\n+")
LINK = re.compile(r"https?://\S+")
LEADING_NAMES = re.compile(r"^(?:(?:RT|MT) @\w+:? |[.\s]*@\w[\w.@-]*[\s,:]*)+")
TRAILING_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")
MARK = re.compile(
    r"^\s*(?:ok\W+|so\W+)?[QAT]\s?(\d{1,2})(?:\s*[.:)\u2013\u2014-]+\s*|\b(?=\s))\s*", re.IGNORECASE
)
"""'Q1.' or 'A1' before the words: which prompt is meant, not what is said."""


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


def quotable(posts: ir.Table, people: ir.Table, host: str | None = None) -> ir.Table:
    """Posts that may be quoted, with how often each was answered: no boosts, nothing withdrawn, none
    of the chat's own (prompts, welcome, closing words).

    Units: posts. Errors: in an archive the chat's own posts are those in which the organiser begins
    with a number (Q1, T1) and answers nobody; prompts without a number are quoted.
    Source: mission I6.
    """
    replies = posts.filter(is_reply(posts), posts.reply_to_post.notnull())
    answers = replies.group_by(answered="reply_to_post").agg(answers=lambda rows: rows.count())
    own = posts.filter(posts.kind != "boost", ~posts.deleted, posts.text.notnull(), ~posts.framing)
    if host is not None:
        own = own.filter(~_numbered_by(own, host))
    return (
        own.left_join(answers, own.post_id == answers.answered)
        .left_join(people.select("author_id", "handle"), "author_id")
        .select(
            "post_id", "created_at", "text", "url", "labels", "prompt",
            handle=lambda row: ibis.coalesce(row.handle, row.author_id),
            answers=lambda row: ibis.coalesce(row.answers, 0),
            liked=lambda row: ibis.coalesce(row.favourites, 0) + ibis.coalesce(row.boosts, 0),
        )
        .order_by(["created_at", "post_id"])
    )  # fmt: skip


def _numbered_by(posts: ir.Table, host: str) -> ir.BooleanColumn:
    """Whether a post is the organiser's, begins with a number and answers nobody."""
    asks = posts.text.re_search(r"(?i)^(?:\W|ok|so)*[QT]\s?\d{1,2}\b")
    return (posts.author_id == host) & asks & posts.reply_to_author.isnull()


def questions_asked(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Sentences of at least four words that end in a question mark, most answered first.

    Units: questions. Errors: rhetorical questions are questions too.
    Source: mission I6.
    """
    return _items(rows, _is_question, "answers")


def key_recommendations(rows: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Sentences of 5 to 50 words that tell somebody what to do, those with most favourites and
    boosts first.

    Units: sentences. Errors: found by the build of English sentences, so advice in other languages
    or in unusual words is missed; advice is quoted, not judged.
    Source: mission I6; key recommendations of source S1.
    """
    return _items(rows, advises, "liked")


def sentences_of(text: str, prompt: int | None = None) -> Sequence[str]:
    """The sentences of a post without links, leading names, trailing hashtags and 'A1' marks.

    A bare number ('A1 less salt') is a mark when it names the post's `prompt`; 'A1:' always is.
    """
    bare = _unmarked(LEADING_NAMES.sub("", LINK.sub(" ", text).strip()), prompt)
    parts = (LEADING_NAMES.sub("", part) for part in SENTENCE.split(bare))
    cleaned = (TRAILING_TAGS.sub("", _unmarked(p, prompt)).strip(" \t-–—|>") for p in parts)
    return [" ".join(part.split()) for part in cleaned if part]


def _unmarked(words: str, prompt: int | None) -> str:
    found = MARK.match(words)
    if found is None:
        return words
    bare = not re.search(r"[.:)\u2013\u2014-]\s*$", found[0])
    return words if bare and int(found[1]) != prompt else words[found.end() :]


def _is_question(sentence: str) -> tuple[str, ...]:
    asks = sentence.rstrip("\"')]!\u201d\u2019 ").endswith("?") and len(sentence.split()) >= 4
    return ("?",) if asks else ()


def _items(rows: Iterable[Mapping[str, Any]], rule: Any, ranked_by: str) -> list[Item]:
    found: dict[str, list[tuple[Mapping[str, Any], str]]] = {}
    for row in rows:
        for sentence in sentences_of(row["text"], row["prompt"]):
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
