"""To which name something was confirmed: renamed or copied, an account is another one. Pure."""

import hashlib
import unicodedata

from rounds.identity.models import Account


def plain_name(name: str) -> str:
    """`name` in the form in which two ways to write it are the same.

    Example: 'Dr  AMINA Yusuf ' gives 'dr amina yusuf'.
    """
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def binding(account_id: int, handle: str, shown_name: str) -> str:
    """A digest of who something was confirmed for: this account, under this handle and name."""
    words = f"{account_id}\n{handle.casefold()}\n{plain_name(shown_name)}"
    return hashlib.sha256(words.encode()).hexdigest()


def binding_of(account: Account) -> str:
    """The binding of `account` as it is called now."""
    return binding(account.pk, account.handle, account.shown_name)


def still_holds(bound: str, account: Account) -> bool:
    """Whether what was bound to `bound` still speaks of `account`; an unbound one always does."""
    return not bound or bound == binding_of(account)
