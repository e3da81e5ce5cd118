"""Check a badge without asking anybody: a file, a clock, and where there is one the list of revoked ones.

Pure. Another server, or the same command on a laptop without network, comes to the same verdict.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rounds.base.errors import Invalid
from rounds.identity.badges.document import hashed_name
from rounds.identity.badges.proof import Document, check, issuer_of
from rounds.identity.badges.status import is_set


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `holds` is None where it could not be.

    In `says`, '{}' stands for `part`: a name, an address or a day, the same in every language.
    """

    about: str
    holds: bool | None
    says: str
    part: str = ""

    @property
    def sentence(self) -> str:
        """What there is to say about it, in English."""
        return self.says.replace("{}", self.part)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that was looked at. A badge is valid when nothing fails and the signature holds."""

    findings: tuple[Finding, ...]

    @property
    def is_valid(self) -> bool:
        """Whether nothing that was looked at fails."""
        return all(one.holds is not False for one in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the badge is held against, as far as it is known: empty is not looked at.

    `lists` are those that badges name: of the revoked, and of those that rest.
    """

    account: str = ""
    name: str = ""
    issuer: str = ""
    lists: tuple[Document, ...] = ()


def _when(value: object) -> datetime:
    found = datetime.fromisoformat(str(value))
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found


def _part(document: Any, *names: str) -> Any:
    for name in names:
        document = document.get(name) if isinstance(document, dict) else None
    return document


def _signature(document: Document) -> Finding:
    try:
        did = check(document)
    except Invalid as error:
        return Finding("signature", False, str(error))
    return Finding("signature", True, "The signature holds, by the key {}.", did)


def _dates(document: Document, now: datetime) -> Finding:
    try:
        begins, ends = _when(document["validFrom"]), _when(document["validUntil"])
    except (KeyError, ValueError):
        return Finding("dates", False, "It does not say from when until when it holds.")
    if now < begins:
        return Finding("dates", False, "It holds only from {}.", f"{begins:%Y-%m-%d}")
    if now >= ends:
        return Finding("dates", False, "It ended on {}.", f"{ends:%Y-%m-%d}")
    return Finding("dates", True, "It holds until {}.", f"{ends:%Y-%m-%d}")


def _entry(document: Document, purpose: str) -> Document | None:
    found = document.get("credentialStatus")
    entries = found if isinstance(found, list) else [found]
    return next((one for one in entries if _part(one, "statusPurpose") == purpose), None)


def _listed(
    document: Document, purpose: str, lists: tuple[Document, ...], now: datetime
) -> tuple[bool | None, str]:
    """Whether the badge stands on its list for `purpose`, or None and why that can't be said."""
    entry = _entry(document, purpose)
    url = _part(entry, "statusListCredential")
    listed = next((one for one in lists if one.get("id") == url), None)
    if listed is None or issuer_of(listed) != issuer_of(document):
        return None, "This is not the list that the badge names."
    if _part(listed, "credentialSubject", "statusPurpose") != purpose:
        return None, "This is not the list that the badge names."
    if not _signature(listed).holds:
        return None, "The list of revoked badges was not signed by the issuer."
    if not _dates(listed, now).holds:
        return None, "The list of revoked badges is too old. Fetch it anew."
    try:
        place = int(str(_part(entry, "statusListIndex")))
        return is_set(str(_part(listed, "credentialSubject", "encodedList")), place), ""
    except (Invalid, ValueError):
        return None, "The list of revoked badges can't be read."


def _revocation(document: Document, lists: tuple[Document, ...], now: datetime) -> Finding:
    if not lists:
        words = "Whether it was revoked was not checked: fetch {} and give it, too."
        url = _part(_entry(document, "revocation"), "statusListCredential")
        return Finding("revocation", None, words, str(url))
    is_revoked, why = _listed(document, "revocation", lists, now)
    if is_revoked is None:
        return Finding("revocation", False, why)
    words = "It was revoked." if is_revoked else "It was not revoked."
    return Finding("revocation", not is_revoked, words)


def _rest(document: Document, lists: tuple[Document, ...], now: datetime) -> Iterator[Finding]:
    """Nothing about a badge that names no such list."""
    entry = _entry(document, "suspension")
    if entry is None:
        return
    url = str(_part(entry, "statusListCredential"))
    if url not in {one.get("id") for one in lists}:
        words = (
            "Whether its holder still goes by this name was not checked: fetch {} and give it, too."
        )
        yield Finding("rest", None, words, url)
        return
    rests, why = _listed(document, "suspension", lists, now)
    if rests is None:
        yield Finding("rest", False, why)
    elif rests:
        yield Finding("rest", False, "It rests: its holder goes by another name, or is suspended.")
    else:
        yield Finding("rest", True, "Its holder still goes by this name.")


def _account(document: Document, account: str) -> Finding:
    bound = _part(document, "credentialSubject", "id")
    if bound == account:
        return Finding("account", True, "It was issued to {}.", account)
    return Finding("account", False, "It was issued to another account: {}.", str(bound))


def _name(document: Document, name: str) -> Finding:
    known = _part(document, "credentialSubject", "identifier")
    for one in known if isinstance(known, list) else []:
        salt = _part(one, "salt")
        if isinstance(salt, str) and _part(one, "identityHash") == hashed_name(name, salt):
            return Finding("name", True, "It was issued to this name.")
    return Finding("name", False, "It was issued under another name: the account has been renamed.")


def verify(document: Document, now: datetime, expected: Expected | None = None) -> Verdict:
    """What there is to say about the badge `document` at `now` (aware)."""
    against = expected or Expected()
    findings = [
        _signature(document),
        _dates(document, now),
        _revocation(document, against.lists, now),
        *_rest(document, against.lists, now),
    ]
    if against.issuer:
        same = issuer_of(document) == against.issuer
        words = "It was issued by the key you named." if same else "It was issued by another key."
        findings.append(Finding("issuer", same, words))
    if against.account:
        findings.append(_account(document, against.account))
    if against.name:
        findings.append(_name(document, against.name))
    return Verdict(tuple(findings))
