"""Whether what stands of a reviewed post is still what was reviewed."""

from typing import Any

from rounds.gate.review.difference import is_written_anew
from rounds.posts.labels import Ended
from rounds.posts.models import Post
from rounds.posts.queries import history


def words_of(*parts: str) -> str:
    """What is read of a version, as one text."""
    return "\n".join(part for part in parts if part)


def noted_as_it_stands(post: Post, told: dict[str, Any]) -> dict[str, Any]:
    """`told`, which a post carries of its badge, saying as its only end whether it was written anew."""
    versions = [words_of(one.content_warning, one.source) for one in history(post.author, post.pk)]
    anew = is_written_anew(versions[told["version"] - 1], versions[-1])
    rest = {name: value for name, value in told.items() if name not in {"ended", "ended_for"}}
    return {**rest, "ended": Ended.REWRITTEN.value} if anew else rest
