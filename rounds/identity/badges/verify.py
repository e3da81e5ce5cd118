"""Check a badge without asking anybody: a file, a clock, and where there is one the list of revoked ones.

Pure. Another server, or the same command on a laptop without network, comes to the same verdict.
"""

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
    """What the badge is held against, as far as it is known: empty is not looked at."""

    account: str = ""
    name: str = ""
    issuer: str = ""
    status_list: Document | None = None


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


def _revocation(document: Document, listed: Document | None, now: datetime) -> Finding:
    entry = document.get("credentialStatus")
    url = _part(entry, "statusListCredential")
    if listed is None:
        words = "Whether it was revoked was not checked: fetch {} and give it, too."
        return Finding("revocation", None, words, str(url))
    if listed.get("id") != url or issuer_of(listed) != issuer_of(document):
        return Finding("revocation", False, "This is not the list that the badge names.")
    signed, fresh = _signature(listed), _dates(listed, now)
    if not signed.holds:
        return Finding(
            "revocation", False, "The list of revoked badges was not signed by the issuer."
        )
    if not fresh.holds:
        return Finding("revocation", False, "The list of revoked badges is too old. Fetch it anew.")
    try:
        place = int(str(_part(entry, "statusListIndex")))
        is_revoked = is_set(str(_part(listed, "credentialSubject", "encodedList")), place)
    except (Invalid, ValueError):
        return Finding("revocation", False, "The list of revoked badges can't be read.")
    if is_revoked:
        return Finding("revocation", False, "It was revoked.")
    return Finding("revocation", True, "It was not revoked.")


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
        _revocation(document, against.status_list, now),
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
