"""'So far': what a late joiner needs, by a rule anybody can check. Pure.

The rule stands in `RULE` and is printed beside the digest. Nothing is rewritten or summed up in
other words: the digest points to posts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

RULE = (
    "For each prompt: how many answers from how many people, and the two answers that drew most: "
    "replies in this chat by other people plus favourites; equal ones by time. "
    "Boosts, hosts' prompts and hidden posts are left out."
)
PICKS = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A post as the digest sees it; `prompt` is the prompt's number."""

    post_id: int
    author_id: int
    prompt: int | None
    reply_to: int | None
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """An answer that drew attention: by how many people's replies and how many favourites."""

    post_id: int
    replies: int
    favourites: int


@dataclass(frozen=True, slots=True)
class SoFar:
    """What happened under one prompt (None: before the first or under none)."""

    prompt: int | None
    answers: int
    people: int
    picks: tuple[Pick, ...]


def repliers(said: Iterable[Said]) -> dict[int, set[int]]:
    """For each post that was answered, who answered it, its own author left out."""
    rows = list(said)
    authors = {row.post_id: row.author_id for row in rows}
    found: dict[int, set[int]] = {}
    for row in rows:
        if row.reply_to is not None and authors.get(row.reply_to) != row.author_id:
            found.setdefault(row.reply_to, set()).add(row.author_id)
    return found


def so_far(said: Sequence[Said], favourites: Mapping[int, int]) -> tuple[SoFar, ...]:
    """The digest by prompt, in the prompts' order; `said` in time order, without prompts."""
    answered = repliers(said)
    groups: dict[int | None, list[Said]] = {}
    for row in said:
        groups.setdefault(row.prompt, []).append(row)
    return tuple(
        SoFar(
            prompt=number,
            answers=len(rows),
            people=len({row.author_id for row in rows}),
            picks=_picks(rows, answered, favourites),
        )
        for number, rows in sorted(groups.items(), key=lambda item: item[0] or 0)
    )


def _picks(
    rows: Sequence[Said], answered: Mapping[int, set[int]], favourites: Mapping[int, int]
) -> tuple[Pick, ...]:
    picks = [
        Pick(row.post_id, len(answered.get(row.post_id, ())), favourites.get(row.post_id, 0))
        for row in rows
    ]
    drew = [pick for pick in picks if pick.replies + pick.favourites > 0]
    drew.sort(key=lambda pick: (-(pick.replies + pick.favourites), pick.post_id))
    return tuple(drew[:PICKS])


def unanswered(said: Sequence[Said]) -> tuple[int, ...]:
    """The posts that ask something and that nobody but their author has answered, oldest first."""
    answered = repliers(said)
    return tuple(row.post_id for row in said if row.asks and row.post_id not in answered)
