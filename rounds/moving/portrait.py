"""The two pictures of a profile, brought in where the account here has none."""

from rounds.base.errors import Invalid
from rounds.identity.models import Account
from rounds.identity.portrait import set_avatar, set_header
from rounds.identity.profile import Changes, revise_profile
from rounds.moving.opened import MB, Opened
from rounds.moving.vocabulary import portrait_in

_MOST = 16 * MB
_LONGEST = 500


def bring_in_portrait(account: Account, archive: Opened, folder: str, actor: object) -> int:
    """Take the avatar and the header of an archive for those that `account` lacks; how many.

    A file that is no picture, or isn't there, is passed over.
    """
    account.refresh_from_db(fields=["avatar", "header"])
    taken = 0
    for which, (path, shows) in portrait_in(actor).items():
        data = None if getattr(account, which) else archive.read(f"{folder}{path}", _MOST)
        if not data:
            continue
        try:
            (set_avatar if which == "avatar" else set_header)(account, data)
        except Invalid:
            continue
        if which == "avatar" and shows and not account.avatar_description:
            revise_profile(account, Changes(avatar_description=shows[:_LONGEST]))
        taken += 1
    return taken
