"""HTML: made from plain text, or cleaned when it comes from elsewhere.

`render` writes what a local author typed; `sanitise` keeps of foreign HTML only what a post may
hold. Both give markup that is safe to put in a page as it is.
"""

import html
import re
from collections.abc import Mapping

import nh3

from rounds.base import text as words

_TAGS = {
    "p", "br", "span", "a", "del", "pre", "code", "em", "strong", "b", "i", "u", "ul", "ol", "li",
    "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "sub",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "class", "translate"},
    "span": {"class", "translate", "lang"},
    "p": {"class", "lang"},
    "ol": {"start", "reversed"},
    "li": {"value"},
}
_CLASSES = {"mention", "hashtag", "u-url", "h-card", "ellipsis", "invisible", "quote-inline"}
_TOKEN = re.compile(
    f"(?P<link>{words.LINK.pattern})|{words.HASHTAG.pattern}|{words.MENTION.pattern}", re.I
)


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute != "class":
        return value
    return " ".join(c for c in value.split() if c in _CLASSES) or None


def sanitise(markup: str) -> str:
    """`markup` without script, style, events, forms, frames, images and unknown classes."""
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )


def strip(markup: str) -> str:
    """The words of `markup`, paragraphs and breaks as newlines, entities resolved."""
    broken = re.sub(r"<br\s*/?>", "\n", markup)
    broken = re.sub(r"</p>\s*<p[^>]*>", "\n\n", broken)
    return html.unescape(nh3.clean(broken, tags=set())).strip()


def _link(url: str) -> str:
    target = words.trim_link(url)
    rest = html.escape(url[len(target) :])
    shown = re.sub(r"^https?://(www\.)?", "", target)
    safe = html.escape(target, quote=True)
    if len(shown) > 40:
        shown = shown[:39] + "…"
    return (
        f'<a href="{safe}" rel="nofollow noopener noreferrer" target="_blank">'
        f"{html.escape(shown)}</a>{rest}"
    )


def _hashtag(name: str, base_url: str) -> str:
    tag = html.escape(name)
    href = f"{base_url}/tags/{html.escape(words.normal_tag(name), quote=True)}"
    return f'<a href="{href}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def render(source: str, base_url: str, mentioned: Mapping[words.Handle, str]) -> str:
    """The HTML of what a local author typed: paragraphs, breaks, links, hashtags and mentions.

    `mentioned` gives the profile address of each handle that was found; a handle not in it stays
    plain text. `base_url` is this server's, without a closing slash.
    """

    def token(match: re.Match[str]) -> str:
        if match["link"]:
            return _link(match["link"])
        if match[2]:
            return _hashtag(match[2], base_url)
        handle = words.Handle(match[3].lower(), (match[4] or "").lower())
        href = mentioned.get(handle)
        if href is None:
            return html.escape(match[0])
        safe, name = html.escape(href, quote=True), html.escape(match[3])
        return f'<span class="h-card"><a href="{safe}" class="u-url mention">@<span>{name}</span></a></span>'

    def paragraph(block: str) -> str:
        parts, at = [], 0
        for match in _TOKEN.finditer(block):
            parts += [html.escape(block[at : match.start()]), token(match)]
            at = match.end()
        parts.append(html.escape(block[at:]))
        return "<p>" + "".join(parts).replace("\n", "<br>") + "</p>"

    blocks = [b.strip("\n") for b in re.split(r"\n{2,}", source.strip())]
    return "".join(paragraph(b) for b in blocks if b)
