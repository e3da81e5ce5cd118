"""What kind of organisation speaks, and who may say so.

A company's label is there for its readers, so the company can put it on at any time and cannot take
it off: only a moderator does, with a reason that stands in the record. Each change is kept, so that
what an account was when it wrote can be told afterwards.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rounds.base import text
from rounds.base.errors import Invalid, NotFound
from rounds.identity.facts import OrganisationKindChanged, ProfileRevised
from rounds.identity.models import Account, KindChange, User
from rounds.identity.representatives import is_organisation
from rounds.identity.roles import OrganisationKind, Role
from rounds.ledger.record import record

LONGEST_REASON = 300
_INDUSTRY_STAYS = "This account is a company’s. Its label stays for its readers: only a moderator can take it off."


def check_own_choice(account: Account, role: Role, kind: str) -> None:
    """Refuse that a company stops saying so by itself.

    Errors: Invalid (field 'organisation_kind').
    """
    stays = role is Role.ORGANISATION and kind == OrganisationKind.INDUSTRY
    rows = Account.objects.select_for_update().filter(pk=account.pk)
    if rows.filter(organisation_kind=OrganisationKind.INDUSTRY).exists() and not stays:
        raise Invalid(_INDUSTRY_STAYS, "organisation_kind")


def note_kind(
    account: Account, was: str, by: Account | None = None, reason: str = "", *, undoes: int = 0
) -> None:
    """Keep that `account`, which was of kind `was`, is of another kind now; `undoes` as in the fact.

    Runs inside the caller's transaction.
    """
    kind = OrganisationKind(account.organisation_kind)
    made = KindChange.objects.create(account=account, was=was, kind=kind, by=by, reason=reason)
    actor = by.pk if by else account.pk
    record(
        OrganisationKindChanged(
            actor=actor,
            subject=account.pk,
            was=OrganisationKind(was),
            kind=kind,
            change=made.pk,
            undoes=undoes,
        )
    )


@transaction.atomic
def set_kind(
    moderator: Account, account_id: int, kind: str, reason: str, *, never_was: bool = False
) -> Account:
    """Say as a moderator what kind of organisation an account here is, and why.

    `never_was` says of a company that it never was one, somebody chose wrongly: what only that choice
    took from it comes back.

    Errors: NotFound to anybody but a moderator, for one's own account and for what is no organisation
    here; Invalid (field 'kind' or 'reason').
    """
    account = Account.objects.select_for_update().filter(pk=account_id, domain="").first()
    theirs = _moderates(moderator) and account_id != moderator.pk
    if account is None or not theirs or not is_organisation(account):
        raise NotFound
    if not kind or kind not in set(OrganisationKind):
        raise Invalid("Say what kind of organisation this is.", "kind")
    if kind == account.organisation_kind:
        raise Invalid("It is of this kind already. Choose another.", "kind")
    words = " ".join(text.plain(reason).split())
    if not words or len(words) > LONGEST_REASON:
        raise Invalid("Say why in at most 300 characters.", "reason")
    undoes = _chosen_wrongly(account) if never_was else 0
    was, account.organisation_kind = account.organisation_kind, kind
    account.version += 1
    account.save(update_fields=["organisation_kind", "version"])
    record(ProfileRevised(actor=moderator.pk, subject=account.pk))
    note_kind(account, was, moderator, words, undoes=undoes)
    return account


def _chosen_wrongly(account: Account) -> int:
    """The change by which `account` became the company that it is, or 0.

    Errors: Invalid (field 'kind') for an account that is none.
    """
    if account.organisation_kind != OrganisationKind.INDUSTRY:
        raise Invalid("This account is no company’s: there is nothing to take back.", "kind")
    rows = KindChange.objects.filter(account=account, kind=OrganisationKind.INDUSTRY)
    return rows.order_by("-at", "-id").values_list("pk", flat=True).first() or 0


def has_been_industry(account_ids: Collection[int], since: datetime) -> bool:
    """Whether one of `account_ids` was a company's account at any moment from `since` until now."""
    company = OrganisationKind.INDUSTRY
    if Account.objects.filter(pk__in=account_ids, organisation_kind=company).exists():
        return True
    rows = KindChange.objects.filter(account_id__in=account_ids, at__gte=since)
    return rows.filter(Q(was=company) | Q(kind=company)).exists()


def list_organisations(moderator: Account) -> list[tuple[Account, list[KindChange]]]:
    """The organisations here by name, each with its changes of kind, the newest first.

    Errors: NotFound to anybody but a moderator.
    """
    if not _moderates(moderator):
        raise NotFound
    found = list(Account.objects.filter(domain="", role=Role.ORGANISATION))
    changes: dict[int, list[KindChange]] = {one.pk: [] for one in found}
    rows = KindChange.objects.filter(account_id__in=changes).select_related("by")
    for change in rows.order_by("-at", "-id"):
        changes[change.account_id].append(change)
    found.sort(key=lambda one: one.shown_name.casefold())
    return [(one, changes[one.pk]) for one in found]


def _moderates(account: Account) -> bool:
    if account.suspended_at is not None:
        return False
    return User.objects.filter(Q(is_moderator=True) | Q(is_staff=True), account=account).exists()
