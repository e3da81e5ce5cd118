"""A step of a claim in a sentence, for whoever is told: no name, and nothing of what is claimed."""

import msgspec
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rounds.identity.models import Account
from rounds.identity.queries import user_of
from rounds.trust.models import Takedown
from rounds.trust.queries import Side, side_of

_WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "takedown_down": (
        _("A post of yours is taken down after a claim. You can answer for 14 days."),
        _("The post that you claimed is taken down. Its author can answer for 14 days."),
    ),
    "takedown_refused": (
        _("A claim on a post of yours was refused. The post stays."),
        _("Your claim was refused. The post stays."),
    ),
    "takedown_countered": (
        _("Your answer is with the claimant, who can show for 14 days that a court was asked."),
        _("The author answered your claim. You can show for 14 days that you asked a court."),
    ),
    "takedown_in_court": (
        _("The claimant shows that a court was asked. Your post stays down until it has spoken."),
        _("The claim is before a court. The post stays down until it has spoken."),
    ),
    "takedown_upheld": (
        _("A claim on a post of yours is settled: the post stays down."),
        _("Your claim is settled: the post stays down."),
    ),
    "takedown_restored": (
        _("A claim on a post of yours is settled: the post is back."),
        _("Your claim is settled: the post is back."),
    ),
}
WAITING = _("A claim on a post waits for a moderator.")
# Mastodon's word for what was done to a post; its apps say 'some of your posts were removed'.
_REMOVED = frozenset({"takedown_down", "takedown_upheld"})


class Warned(msgspec.Struct, frozen=True):
    """What a claim's notification carries: its page, its post, and the sentence."""

    id: int
    code: str
    post_id: int
    action: str
    words: str

    @property
    def path(self) -> str:
        """The claim's page."""
        return f"/takedowns/{self.code}"

    def json_text(self, stamp: str, account: str) -> str:
        """Mastodon's AccountWarning as text; `account` is that of whoever is told."""
        told = {
            "id": str(self.id), "action": self.action, "created_at": stamp, "appeal": None,
            "text": f"{self.words} {settings.BASE_URL}{self.path}",
            "status_ids": [str(self.post_id)],
        }  # fmt: skip
        return f'{msgspec.json.encode(told).decode()[:-1]},"target_account":{account}}}'


def warned(viewer: Account, kind: str, one: Takedown) -> Warned:
    """The step `kind` of the claim `one` in a sentence for `viewer`, in the language in force."""
    is_author = side_of(one, viewer) is Side.AUTHOR
    pair = _WORDS.get(kind)
    words = str(WAITING) if pair is None else str(pair[0] if is_author else pair[1])
    action = "delete_statuses" if is_author and kind in _REMOVED else "none"
    return Warned(one.pk, one.code, one.post_id, action, words)


def all_warned(viewer: Account, told: dict[int, tuple[str, Takedown]]) -> dict[int, Warned]:
    """The sentences of several notifications, by their ids, in the language of `viewer`."""
    user = user_of(viewer) if told else None
    with translation.override((user.locale if user else "") or settings.LANGUAGE_CODE):
        return {key: warned(viewer, kind, one) for key, (kind, one) in told.items()}
