"""Ties to what others wrote: tied again where that post is here, else kept as a line of the text.

A post is known here by its address alone: this server's own, or that of a post received. What
somebody else brought in proves nothing about whose it was, so it is not taken for the original.
A tie to a post that is younger than the one tied to it is none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from rounds.gate.draft import Draft
from rounds.moving.vocabulary import ANSWER, QUOTE, BoostIn, PostIn, link_line
from rounds.posts.known import Known


class Why(StrEnum):
    """Why something of an archive was not taken in as it was; each is a sentence on the page."""

    ANSWER_ELSEWHERE = "answer_elsewhere"
    QUOTE_ELSEWHERE = "quote_elsewhere"
    ANSWER_OWN = "answer_own"
    BOOST_ELSEWHERE = "boost_elsewhere"
    BOOST_NARROW = "boost_narrow"
    POST_REFUSED = "post_refused"
    POST_CLAIMED = "post_claimed"
    NO_POST = "no_post"


@dataclass(frozen=True, slots=True)
class Tied:
    """A draft with its ties, the same without ties to others, and what could not be tied."""

    draft: Draft
    alone: Draft
    left_out: tuple[tuple[str, str], ...]


def addresses(posts: Iterable[PostIn], boosts: Iterable[BoostIn] = ()) -> set[str]:
    """The addresses of everything that these answer, quote or pass on."""
    named = {address for post in posts for address in (post.reply_to, post.quote_of)}
    return (named | {boost.of for boost in boosts}) - {""}


def _with_lines(text: str, lines: Iterable[str]) -> str:
    return "\n".join([text, *lines] if text else lines)


def _found(known: Mapping[str, Known], address: str, at: datetime) -> Known | None:
    one = known.get(address)
    return one if one is not None and one.written_at <= at else None


@dataclass(frozen=True, slots=True)
class Here:
    """What is here: `own` posts of the author by their addresses, and what `known` others wrote.

    `mine` are the addresses of all posts of the archive: one that did not come in (the gate asks
    about it, somebody claims it) is not pointed to.
    """

    own: Mapping[str, int]
    known: Mapping[str, Known]
    mine: Collection[str] = ()


def tie(post: PostIn, here: Here) -> Tied:
    """The draft of `post` tied to what is here."""
    at, draft, own, known = post.elsewhere.written_at, post.draft, here.own, here.known
    answered, quoted = _found(known, post.reply_to, at), _found(known, post.quote_of, at)
    reply_to = own.get(post.reply_to) or (answered.id if answered else None)
    quote_of = own.get(post.quote_of) or (quoted.id if quoted and quoted.may_pass_on else None)
    wanted = (
        (ANSWER, post.reply_to, reply_to, Why.ANSWER_ELSEWHERE),
        (QUOTE, post.quote_of, quote_of, Why.QUOTE_ELSEWHERE),
    )
    text, alone, left_out = draft.text, draft.text, []
    for word, address, found, elsewhere in wanted:
        if not address:
            continue
        if found is None and address in here.mine:
            left_out.append((str(Why.ANSWER_OWN), address))
            continue
        if found is None:
            left_out.append((str(elsewhere), address))
            text = _with_lines(text, [link_line(word, address)])
        if address not in own:
            alone = _with_lines(alone, [link_line(word, address)])
    return Tied(
        msgspec.structs.replace(draft, text=text, reply_to=reply_to, quote_of=quote_of),
        msgspec.structs.replace(
            draft, text=alone, reply_to=own.get(post.reply_to), quote_of=own.get(post.quote_of)
        ),
        tuple(left_out),
    )
