"""Invented chats as frames: every number in them can be counted on fingers."""

from datetime import datetime, timedelta
from typing import Any

import pyarrow

from rounds.insights.sources import Frames, Provenance, frames_from_tables

START = datetime(2026, 3, 1, 20, 0, 0)


def post(number: int, author: str, text: str = "Words.", **more: Any) -> dict[str, Any]:
    """One post, a minute after the one before."""
    return {
        "post_id": f"p{number}", "author_id": author, "created_at": START + timedelta(minutes=number),
        "kind": "original", "reply_to_post": None, "reply_to_author": None, "boost_of": None,
        "boost_of_author": None, "mentions": [], "tags": ["demochat"], "prompt": None, "favourites": 0,
        "boosts": 0, "language": "en", "text": text, "url": f"https://rounds.example/p{number}",
        "deleted": False, "framing": False, "labels": [], **more,
    }  # fmt: skip


def answer(
    number: int, author: str, to: int, of: str, text: str = "Yes.", **more: Any
) -> dict[str, Any]:
    """An answer to post `to` of person `of`."""
    return post(
        number, author, text, kind="reply", reply_to_post=f"p{to}", reply_to_author=of, **more
    )


def boost(number: int, author: str, of: int, by: str) -> dict[str, Any]:
    """A boost of post `of`."""
    return post(number, author, kind="boost", boost_of=f"p{of}", boost_of_author=by)


def person(name: str, **more: Any) -> dict[str, Any]:
    """One person of whom nothing is known but the name."""
    return {
        "author_id": name, "handle": name, "name": name.title(), "role": None, "bio": None, "location": None,
        "country": None, "followers": None, "credential": None, **more,
    }  # fmt: skip


def chat(
    posts: list[dict[str, Any]],
    people: list[dict[str, Any]] | None = None,
    audience: list[tuple[str, str]] | None = None,
    **provenance: Any,
) -> Frames:
    """Frames over these posts; people who are not described are known by name only."""
    described = {row["author_id"]: row for row in people or []}
    everybody = [
        described.get(name) or person(name) for name in dict.fromkeys(p["author_id"] for p in posts)
    ]
    heard = None if audience is None else _table(
        "AUDIENCE", [{"post_id": one, "person_id": other} for one, other in audience]
    )  # fmt: skip
    known = {
        "kind": "archive",
        "title": "#demochat",
        "tag": "demochat",
        "rows_read": len(posts),
        **provenance,
    }
    return frames_from_tables(
        _table("POSTS", posts), _table("PEOPLE", everybody), heard, Provenance(**known)
    )


def _table(name: str, rows: list[dict[str, Any]]) -> pyarrow.Table:
    from rounds.insights import sources

    schema = sources.arrow_schema(getattr(sources, name))
    return pyarrow.Table.from_pylist(rows, schema=schema)


def small_chat() -> Frames:
    """Amina asks; Leo and Joan answer her; Leo talks to himself; Priya only boosts."""
    return chat(
        [
            post(0, "amina", "Q1: What is the first line here? #demochat", prompt=1, favourites=2),
            answer(1, "leo", 0, "amina", "A1 @amina We should always check potassium before anything else.", prompt=1,
                   mentions=["amina"], favourites=4),
            answer(3, "joan", 0, "amina", "I was never told that.", prompt=1),
            answer(4, "leo", 1, "leo", "And again."),
            boost(5, "priya", 0, "amina"),
        ],
        [
            person("amina", bio="Consultant nephrology, Leeds", followers=100),
            person("leo", bio="Medical student", followers=30),
            person("joan", bio="Living with a transplant", followers=5),
            person("priya", bio="Here for the memes", followers=7),
        ],
        organiser="amina",
    )  # fmt: skip
