"""The two pictures of a profile, brought in where the account here has none."""

from rounds.base.errors import Invalid
from rounds.identity.models import Account
from rounds.identity.portrait import set_avatar, set_header
from rounds.identity.profile import Changes, revise_profile
from rounds.moving.opened import MB, Opened
from rounds.moving.vocabulary import portrait_in
from rounds.posts.portraits import waiting_portraits

_MOST = 16 * MB
_LONGEST = 500


def bring_in_portrait(account: Account, archive: Opened, folder: str, actor: object) -> int:
    """Take the avatar and the header of an archive for those that `account` lacks; how many.

    A file that is no picture, or isn't there, is passed over. One that waits to be looked at counts.
    """
    account.refresh_from_db(fields=["avatar", "header"])
    taken = 0
    waiting = {one.portrait for one in waiting_portraits(account)}
    for which, (path, shows) in portrait_in(actor).items():
        is_there = which in waiting or getattr(account, which)
        data = None if is_there else archive.read(f"{folder}{path}", _MOST)
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
