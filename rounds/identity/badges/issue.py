"""Issue a credential as a badge, show or hide it, and serve the list of those that were revoked."""

import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from rounds.base import clock
from rounds.base.errors import NotFound, Refused, RoundsError
from rounds.base.turns import in_turn
from rounds.identity.badges import document as documents
from rounds.identity.badges.keys import current_key, key_by_id, list_keys, private, replace_key
from rounds.identity.badges.proof import Document, issuer_of, sign
from rounds.identity.badges.status import PLACES
from rounds.identity.badges.verify import Expected, Verdict, verify
from rounds.identity.claim_models import Badge, RevokedPosition, SigningKey, Way
from rounds.identity.credentials import valid_credentials
from rounds.identity.models import Account, Credential

LIST_SECONDS = 300
_BY: dict[str, str] = {
    Way.MAIL: "by a code sent to an institutional e-mail address",
    Way.ORCID: "on an ORCID record",
    Way.AFFILIATION: "through the institution's own log-in",
    Way.LINK: "by a link back from the page",
    Way.VOUCHING: "by vouching",
    Way.REGISTER: "by two moderators who each looked into the register",
    Way.OPERATOR: "entered by the people who run this server",
}


def address_of(account: Account) -> str:
    """The account as a badge names it."""
    return account.uri or f"{settings.BASE_URL}/@{account.username}"


def list_address(key: SigningKey) -> str:
    """Where the list of revoked badges of `key` is."""
    return f"{settings.BASE_URL}/credentials/status/{key.pk}"


def rest_address(key: SigningKey) -> str:
    """Where the list of badges of `key` is whose holders go by another name now."""
    return f"{list_address(key)}/resting"


def _content(credential: Credential, key: SigningKey, place: int) -> documents.Content:
    account, ends = credential.account, credential.expires_at
    if ends is None:  # every credential has an end since it became a rule
        raise Refused("This credential has no end. Have it confirmed anew.")
    how = f"Confirmed by {credential.issuer}, {_BY[credential.way]}."
    return documents.Content(
        url=f"{settings.BASE_URL}/credentials/{credential.pk}",
        subject=address_of(account),
        shown_name=account.shown_name,
        salt=secrets.token_hex(8),
        what=credential.what,
        claim=credential.claim,
        scope=credential.scope,
        narrative=how,
        valid_from=credential.confirmed_at,
        valid_until=ends,
        list_url=list_address(key),
        rest_url=rest_address(key),
        place=place,
    )


def _signed(credential: Credential, key: SigningKey, place: int) -> Document:
    server = documents.Server(did=key.public, name=settings.ROUNDS.name, url=settings.BASE_URL)
    unsigned = documents.badge(_content(credential, key, place), server)
    return sign(unsigned, private(key), clock.now())


def _issue(credential: Credential) -> Badge:
    """A badge at a place of the list that nobody had."""
    key = current_key()
    for _turn in range(20):
        place = secrets.randbelow(PLACES)
        if RevokedPosition.objects.filter(key=key, position=place).exists():
            continue
        try:
            with transaction.atomic():
                return Badge.objects.create(
                    credential=credential, key=key, position=place,
                    document=_signed(credential, key, place),
                )  # fmt: skip
        except IntegrityError:
            continue
    raise RoundsError("The list of badges is full. Run `rounds identity rotate`.")


@transaction.atomic
def show_badge(account: Account, credential_id: int) -> Badge:
    """Issue one's credential as a badge with a page of its own, or show it again.

    Errors: NotFound for somebody else's, and for one that holds no longer.
    """
    found = next((one for one in valid_credentials(account) if one.pk == credential_id), None)
    if found is None:
        raise NotFound
    in_turn("badge", found.pk)
    badge = Badge.objects.filter(credential=found).first() or _issue(found)
    Badge.objects.filter(pk=badge.pk).update(shown=True)
    return badge


@transaction.atomic
def hide_badge(account: Account, credential_id: int) -> None:
    """Show the page of one's badge to nobody; whoever has the file can still check it.

    Errors: NotFound.
    """
    mine = Badge.objects.filter(credential_id=credential_id, credential__account=account)
    if not mine.update(shown=False):
        raise NotFound


def shown_badge(credential_id: int) -> Badge:
    """The badge that its owner shows to everybody.

    Errors: NotFound.
    """
    rows = Badge.objects.select_related("credential__account").filter(
        credential_id=credential_id, shown=True, credential__account__suspended_at__isnull=True
    )
    badge = rows.first()
    if badge is None:
        raise NotFound
    return badge


def shown_badges(account: Account) -> list[Badge]:
    """The badges that `account` shows and that hold now, what weighs most first."""
    held = [one.pk for one in valid_credentials(account)]
    rows = Badge.objects.filter(credential_id__in=held, shown=True).select_related("credential")
    return sorted(rows, key=lambda badge: held.index(badge.credential_id))


@lru_cache(maxsize=32)
def _listed(key_id: int, slot: int, purpose: str, places: tuple[int, ...]) -> Document:
    key = key_by_id(key_id)
    at = datetime.fromtimestamp(slot * LIST_SECONDS, UTC)
    url = list_address(key) if purpose == "revocation" else rest_address(key)
    made = documents.status_list(url, places, key.public, at, purpose=purpose)
    return sign(made, private(key), at)


def _slot() -> int:
    return int(clock.now().timestamp()) // LIST_SECONDS


def status_list(key_id: int) -> Document:
    """The signed list of what was revoked among the badges of a key, as it stands now.

    Errors: NotFound, also for a key that was stolen.
    """
    key_by_id(key_id)
    rows = RevokedPosition.objects.filter(key_id=key_id).order_by("position")
    return _listed(key_id, _slot(), "revocation", tuple(rows.values_list("position", flat=True)))


def resting_list(key_id: int) -> Document:
    """The signed list of badges whose holders go by another name now, or are suspended.

    Errors: NotFound, also for a key that was stolen.
    """
    key_by_id(key_id)
    rests = Q(rests=True) | Q(credential__account__suspended_at__isnull=False)
    rows = Badge.objects.filter(rests, key_id=key_id).order_by("position")
    return _listed(key_id, _slot(), "suspension", tuple(rows.values_list("position", flat=True)))


def issuer_profile() -> dict[str, Any]:
    """This server as an issuer: its name, and the keys it stands for, the one that signs now first."""
    current_key()
    keys = [
        {
            "id": key.public,
            "from": key.made_at,
            "until": key.ended_at,
            "list": list_address(key),
            "resting": rest_address(key),
        }
        for key in list_keys()
    ]
    return {
        "name": settings.ROUNDS.name, "url": settings.BASE_URL, "id": keys[0]["id"], "keys": keys,
    }  # fmt: skip


def _our_lists(document: Document) -> tuple[Document, ...]:
    key = SigningKey.objects.filter(public=issuer_of(document)).exclude(sealed="").first()
    return (status_list(key.pk), resting_list(key.pk)) if key else ()


def verify_here(document: Document, *, account: Account | None = None) -> Verdict:
    """The verdict on a badge, with this server's own list where it is one of ours.

    With `account`, the one whose page it was found on: a copy and a new name fail.
    """
    against = Expected(
        account=address_of(account) if account else "",
        name=account.shown_name if account else "",
        lists=_our_lists(document),
    )
    # Asked after the lists are made: one that began meanwhile would count as one of the future.
    return verify(document, clock.now(), against)


def is_ours(document: Document) -> bool:
    """Whether this server stands for the key that signed `document`."""
    return SigningKey.objects.filter(public=issuer_of(document)).exclude(sealed="").exists()


@transaction.atomic
def rotate(*, stolen: bool = False) -> tuple[SigningKey, int]:
    """Sign with a new key from now on; gives it, and how many badges were issued anew.

    After a theft every badge that still holds is signed again under the new key; whoever took a
    file fetches it anew, since nothing vouches for the old key any more.
    """
    key = replace_key(stolen=stolen)
    if not stolen:
        return key, 0
    again = list(Badge.objects.exclude(key=key).select_related("credential__account"))
    for badge in again:
        shown, credential = badge.shown, badge.credential
        badge.delete()
        if credential.revoked_at is None:
            made = _issue(credential)
            Badge.objects.filter(pk=made.pk).update(shown=shown)
    return key, len(again)
