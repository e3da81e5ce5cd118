"""Keep rendered bodies in the database, where every process finds them."""

from collections.abc import Collection

from rounds.timelines.models import RenderedAccount, RenderedPost
from rounds.timelines.render import render_accounts, render_posts


def keep_posts(post_ids: Collection[int]) -> None:
    """Render these posts as they stand now and keep that."""
    found = render_posts(post_ids)
    RenderedPost.objects.bulk_create(
        [
            RenderedPost(post_id=i, version=version, core=core)
            for i, (version, core) in found.items()
        ],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["version", "core"],
    )


def keep_accounts(account_ids: Collection[int]) -> None:
    """Render these accounts as they stand now and keep that."""
    found = render_accounts(account_ids)
    RenderedAccount.objects.bulk_create(
        [
            RenderedAccount(account_id=i, version=version, core=core)
            for i, (version, core) in found.items()
        ],
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["version", "core"],
    )
