"""What a web page says about itself: title, description, site. Looked at through `outside.web`."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from rounds.base.text import plain
from rounds.outside.web import Request, Unreachable, ask

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_SITE = 300, 500, 120
_PAGES = {"text/html", "application/xhtml+xml"}
_CHARSET = re.compile(rb"""charset=["']?([\w-]{2,20})""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, plain and cut to size; `title` is empty where it says none."""

    title: str = ""
    description: str = ""
    site: str = ""


def page_at(url: str) -> PageWords:
    """The words of the page at `url`; empty ones for what is no page. Called from jobs alone.

    Errors: Unreachable, for private addresses too.
    """
    answer = ask(Request(url=url, headers={"Accept": "text/html, application/xhtml+xml"}))
    if answer.status != 200 or answer.content_type not in _PAGES:
        return PageWords()
    return words_of(answer.body)


def words_at(url: str) -> PageWords:
    """As `page_at`, with empty words for a server that can't be reached."""
    try:
        return page_at(url)
    except Unreachable:
        return PageWords()


def words_of(body: bytes) -> PageWords:
    """The words that a page's head holds: Open Graph first, then plain HTML.

    Source: ogp.me; html.spec.whatwg.org, 'standard metadata names'
    """
    named = _CHARSET.search(body[:2048])
    try:
        text = body.decode(named[1].decode() if named else "utf-8", "replace")
    except LookupError:
        text = body.decode("utf-8", "replace")
    head = LexborHTMLParser(text)
    said: dict[str, str] = {}
    for tag in head.css("meta[content]"):
        name = tag.attributes.get("property") or tag.attributes.get("name") or ""
        said.setdefault(name.strip().lower(), tag.attributes.get("content") or "")
    title = head.css_first("title")
    return PageWords(
        title=_cut(said.get("og:title") or (title.text() if title else ""), LONGEST_TITLE),
        description=_cut(
            said.get("og:description") or said.get("description", ""), LONGEST_DESCRIPTION
        ),
        site=_cut(said.get("og:site_name", ""), LONGEST_SITE),
    )


# What turns the reading direction round, or hides in a line, has no place in somebody else's words.
_TRICKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _cut(words: str, longest: int) -> str:
    kept = " ".join(_TRICKS.sub("", plain(words)).split())
    return kept if len(kept) <= longest else kept[: longest - 1].rstrip() + "…"
