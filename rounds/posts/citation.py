"""How to cite a post: the same facts as RIS, BibTeX, CSL-JSON, a Vancouver line and page metadata. Pure.

No DOI is minted here, and none is claimed. What a reader can hold on to is the stable address, the
version and the day of access. A name is cited as its bearer writes it: nobody guesses which part of
it is the family's.

Source: RIS (Research Information Systems, 2001); CSL-JSON 1.0.2; Citing Medicine (NLM, 2nd ed.),
chapter 26 on blogs.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from rounds.posts.labels import ALL_RIGHTS_RESERVED, LICENCES

LONGEST_TITLE = 120
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_TEX = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What there is to cite: `version` counts from 1, `edited` is None for a post never edited."""

    post_id: int
    author: str
    handle: str
    words: str
    site: str
    address: str
    written: datetime
    accessed: date
    version: int = 1
    edited: datetime | None = None
    language: str = ""
    licence: str = ""
    speaks_for: str = ""
    industry: bool = False
    sponsored_by: str = ""
    summary: str = ""

    @property
    def title(self) -> str:
        """The first words of the post on one line; a post without words is 'Post'."""
        line = " ".join(self.words.split())
        if len(line) <= LONGEST_TITLE:
            return line or "Post"
        return line[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .,;:") + "…"

    @property
    def standing(self) -> datetime:
        """When the cited version was written."""
        return self.edited or self.written

    @property
    def licence_url(self) -> str:
        """Where the licence stands; '' for all rights reserved."""
        return LICENCES[self.licence].url if self.licence in LICENCES else ""

    @property
    def paid(self) -> str:
        """Whether a company speaks and who paid, as sentences; '' for most posts."""
        by = f"Sponsored by {self.sponsored_by}." if self.sponsored_by else ""
        return " ".join(filter(None, ("Industry." if self.industry else "", by)))

    @property
    def note(self) -> str:
        """Version and whose voice, as a sentence that every format can carry."""
        parts = [f"Version {self.version} of {self.standing:%Y-%m-%d}."]
        if self.speaks_for:
            parts.append(f"Written for {self.speaks_for}.")
        return " ".join(filter(None, [*parts, self.paid, "No DOI."]))


def _day(moment: date) -> str:
    return f"{moment.year} {_MONTHS[moment.month - 1]} {moment.day}"


def to_vancouver(one: Citation) -> str:
    """One line, as a medical journal's list of references has it."""
    updated = f"; updated {_day(one.edited)}, version {one.version}" if one.edited else ""
    title = one.title if one.title.endswith(("…", "?", "!", ".")) else f"{one.title}."
    paid = f" {one.paid}" if one.paid else ""
    return (
        f"{one.author} (@{one.handle}). {title} [post]. {one.site} [Internet]. "
        f"{_day(one.written)}{updated} [cited {_day(one.accessed)}]. Available from: {one.address}{paid}"
    )


def to_ris(one: Citation) -> str:
    """RIS, lines ended as the format wants them."""
    rows = [
        ("TY", "BLOG"), ("AU", one.author.rstrip(",") + ("," if "," not in one.author else "")),
        ("TI", one.title), ("T2", one.site), ("PY", f"{one.written:%Y}"),
        ("DA", f"{one.written:%Y/%m/%d}"), ("ET", str(one.version)), ("LA", one.language),
        ("UR", one.address), ("Y2", f"{one.accessed:%Y/%m/%d}"), ("AB", _line(one.summary)),
        ("N1", f"{one.note} Licence: {one.licence or ALL_RIGHTS_RESERVED}."), ("ER", ""),
    ]  # fmt: skip
    kept = [(tag, words) for tag, words in rows if words or tag == "ER"]
    return "".join(f"{tag}  - {words}\r\n" for tag, words in kept)


def _line(words: str) -> str:
    return " ".join(words.split())


def _tex(words: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in _line(words))


def to_bibtex(one: Citation) -> str:
    """BibTeX; names and title in braces of their own so that no style takes them apart."""
    key = re.sub(r"[^a-z0-9]", "", one.handle.lower()) or "post"
    rows = {
        "author": f"{{{_tex(one.author)}}}", "title": f"{{{_tex(one.title)}}}",
        "year": f"{one.written:%Y}", "month": f"{one.written.month}", "day": f"{one.written.day}",
        "howpublished": f"{_tex(one.site)}, post by @{_tex(one.handle)}", "url": one.address,
        "urldate": f"{one.accessed:%Y-%m-%d}", "version": str(one.version),
        "note": f"{_tex(one.note)} Licence: {_tex(one.licence or ALL_RIGHTS_RESERVED)}.",
        "language": one.language,
    }  # fmt: skip
    body = ",\n".join(f"  {name} = {{{words}}}" for name, words in rows.items() if words)
    return f"@misc{{{key}{one.post_id},\n{body}\n}}\n"


def _parts(moment: date) -> dict[str, Any]:
    return {"date-parts": [[moment.year, moment.month, moment.day]]}


def to_csl(one: Citation) -> str:
    """CSL-JSON: a list of one item, as reference managers import it."""
    item = {
        "id": one.address, "type": "post", "title": one.title, "abstract": one.summary,
        "author": [{"literal": one.author}], "container-title": one.site, "URL": one.address,
        "issued": _parts(one.written), "accessed": _parts(one.accessed),
        "version": str(one.version), "language": one.language, "note": one.note,
        "license": one.licence_url or ALL_RIGHTS_RESERVED,
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode([{k: v for k, v in item.items() if v}])).decode()


def to_schema(one: Citation) -> dict[str, Any]:
    """schema.org's SocialMediaPosting, as a page carries it."""
    found = {
        "@context": "https://schema.org", "@type": "SocialMediaPosting", "@id": one.address,
        "url": one.address, "headline": one.title, "inLanguage": one.language,
        "author": {"@type": "Person", "name": one.author, "alternateName": f"@{one.handle}"},
        "copyrightHolder": {"@type": "Person", "name": one.author},
        "datePublished": one.written.isoformat(), "version": one.version,
        "dateModified": one.edited.isoformat() if one.edited else "",
        "license": one.licence_url, "abstract": one.summary, "creditText": one.paid,
        "sponsor": {"@type": "Organization", "name": one.sponsored_by} if one.sponsored_by else {},
        "isPartOf": {"@type": "WebSite", "name": one.site},
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


FORMATS: Mapping[str, tuple[str, Callable[[Citation], str]]] = {
    "ris": ("application/x-research-info-systems", to_ris),
    "bib": ("application/x-bibtex", to_bibtex),
    "json": ("application/vnd.citationstyles.csl+json", to_csl),
    "txt": ("text/plain", lambda one: to_vancouver(one) + "\n"),
}
