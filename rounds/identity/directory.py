"""Find people by what they say about themselves: name, role, specialty, country."""

from dataclasses import dataclass

from django.db.models import Q

from rounds.identity.models import Account
from rounds.identity.queries import hidden_ids, search_accounts

_SCANNED = 400


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; what is left empty is not asked for."""

    words: str = ""
    role: str = ""
    country: str = ""
    specialty: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything but a name is asked for."""
        return bool(self.role or self.country or self.specialty)


def _has(account: Account, specialty: str) -> bool:
    return any(specialty in one.casefold() for one in account.specialties)


def find_people(
    viewer: Account | None, wanted: Wanted, *, limit: int, offset: int = 0
) -> list[int]:
    """Ids of the people `wanted` names, best name first; without a name, of those here, by name.

    Only people who let themselves be found, but for an exact handle. Never by number of followers.
    Specialties are looked through among the first `_SCANNED` who fit otherwise.
    """
    named = wanted.words.strip("@ ")
    if named and not wanted.narrows:
        return search_accounts(viewer, wanted.words, limit, offset)
    rows = Account.objects.filter(suspended_at__isnull=True).exclude(user__approved=False)
    if named:
        ids = search_accounts(viewer, wanted.words, _SCANNED)
        rows = rows.filter(pk__in=ids)
    else:
        rows = rows.filter(discoverable=True, domain="")
    narrowed = {"role": wanted.role, "country": wanted.country}
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value})
    if wanted.specialty:
        rows = rows.exclude(Q(specialties=[]))
    if viewer is not None:
        rows = rows.exclude(pk__in=hidden_ids(viewer.pk))
    found = rows.only("id", "specialties").order_by("display_name", "username", "id")
    if not wanted.specialty:
        return [account.pk for account in found[offset : offset + limit]]
    specialty = wanted.specialty.casefold()
    fitting = [account.pk for account in found[:_SCANNED] if _has(account, specialty)]
    return fitting[offset : offset + limit]
