"""The index of words: which posts hold which words, newest first, on either database.

`keep` and `forget` write it, `matching` is the condition for reading it. Text is indexed as people
read it: the post, its content warning, the descriptions of its pictures and the choices of its poll.
"""

from typing import Any

from django.db import connection

from rounds.base.html import strip
from rounds.timelines import sql
from rounds.timelines.render import _json

_KEEP = {
    "sqlite": "INSERT INTO timelines_postwords (rowid, words) VALUES (%(id)s, %(words)s)",
    "postgresql": (
        "INSERT INTO timelines_postwords (post_id, words)"
        " VALUES (%(id)s, to_tsvector('simple', %(words)s))"
    ),
}
_KEY = {"sqlite": "rowid", "postgresql": "post_id"}
# How much of a post is indexed: PostgreSQL refuses a vector past a megabyte.
LONGEST = 60_000


def key() -> str:
    """The index's column that holds the post's id."""
    return _KEY[connection.vendor]


def _words_of(post_id: int) -> str | None:
    """What people read in a post, as plain words; None for no post or a boost."""
    rows = sql.rows(
        "SELECT p.content_warning, p.html, q.options FROM posts_post p"
        " LEFT JOIN posts_poll q ON q.post_id = p.id"
        f" WHERE p.id = {int(post_id)} AND p.boost_of_id IS NULL"
    )
    if not rows:
        return None
    warning, html, options = rows[0]
    pictures = sql.rows(f"SELECT description FROM posts_media WHERE post_id = {int(post_id)}")
    parts = [
        warning,
        strip(html),
        *(str(o) for o in _json(options) or []),
        *(r[0] for r in pictures),
    ]
    return "\n".join(part for part in parts if part)[:LONGEST]


def keep(post_id: int) -> None:
    """Index a post as it stands now; a boost, or a post that is gone, has no words."""
    forget(post_id)
    words = _words_of(post_id)
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_KEEP[connection.vendor], {"id": post_id, "words": words})


def forget(post_id: int) -> None:
    """Take a post out of the index."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM timelines_postwords WHERE {key()} = %s", [post_id])


def matching(words: list[str], values: dict[str, Any]) -> str:
    """The condition under which a row `w` of the index holds all of `words` (phrases stay together).

    The last one may be unfinished: 'cardio' finds 'cardiology'. Adds to `values` what it needs.
    """
    if connection.vendor == "sqlite":
        quoted = ['"' + word.replace('"', " ") + '"' for word in words]
        values["words"] = " ".join([*quoted[:-1], quoted[-1] + " *"])
        return "timelines_postwords MATCH %(words)s"
    parts = []
    for n, word in enumerate(words):
        values[f"word{n}"] = word
        query = f"phraseto_tsquery('simple', %(word{n})s)"
        if n == len(words) - 1:
            # An unfinished last word: the text of the query, with its last lexeme open at the end.
            query = f"(NULLIF({query}::text, '') || ':*')::tsquery"
        parts.append(f"w.words @@ {query}")
    return " AND ".join(parts)
