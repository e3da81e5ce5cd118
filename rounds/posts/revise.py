"""Edit a post: how it stood is kept, what it says now is rendered anew.

Only the gate imports this. Visibility, what it answers, who spoke and for whom stay as they were,
and so does the snapshot of interests.
"""

from collections.abc import Sequence

from django.db import transaction

from rounds.base import clock
from rounds.base import text as words
from rounds.base.errors import NotFound, Refused
from rounds.identity.models import Account
from rounds.ledger.record import record
from rounds.posts.attach import attach, delete_media, usable_media
from rounds.posts.composition import Composition, MediaChange
from rounds.posts.facts import PostRevised
from rounds.posts.hide import is_hidden
from rounds.posts.labelled import check_edit, interests_after, licence_after, told_by
from rounds.posts.media import check_description, check_focus
from rounds.posts.models import Media, Mention, Post
from rounds.posts.polls import change_poll
from rounds.posts.previews import want_preview
from rounds.posts.queries import media_of, own_post, standing
from rounds.posts.tags import tag_post, untag_post
from rounds.posts.written import Written, name_people, write

# Never the counts: somebody else may be changing them in this moment.
_WORDS = (
    "source", "html", "content_warning", "sensitive", "language", "teaching", "interests",
    "interests_at", "interests_snapshot", "licence", "for_whom", "summary", "sponsored_by", "level",
    "bloom",
)  # fmt: skip


@transaction.atomic(savepoint=False)
def revise(author: Account, post_id: int, piece: Composition, *, release_id: int) -> Post:
    """Make one's own post `post_id` say what `piece` says; gives the post at its new version.

    Nothing is recorded when nothing changes.

    Errors: NotFound for other people's posts and boosts; Refused and Invalid as `check_edit`;
    Invalid (field 'media', 'poll' or 'licence': what a licence permitted can't be taken back).
    """
    post = own_post(author, post_id, lock=True)
    if post.boost_of_id is not None:
        raise NotFound
    if is_hidden(post_id):
        raise Refused("Somebody claims this post. It can't be edited until that is settled.")
    check_edit(post, piece)
    before, at = standing(post), clock.now()
    written = write(author, piece.text)
    usable_media(author, piece.media, post)
    changed = _set_words(post, piece, written)
    changed |= change_poll(post, piece.poll, at)
    changed |= _change_media(author, post, piece)
    if not changed:
        return post
    before.save(force_insert=True)
    post.version, post.edition = post.version + 1, post.edition + 1
    post.edited_at, post.release_id = at, release_id
    post.save(update_fields=[*_WORDS, "version", "edition", "edited_at", "release_id"])
    _name_anew(post, written)
    untag_post(post, written.tags)
    tag_post(post, written.tags, at)
    want_preview(post)
    record(PostRevised(actor=author.pk, subject=post.pk, at=at, version=post.version))
    return post


def _set_words(post: Post, piece: Composition, written: Written) -> bool:
    """Put the new words into `post`; tells whether any is new."""
    warning = words.plain(piece.content_warning).strip()
    new = {
        "source": written.source,
        "html": written.html,
        "content_warning": warning,
        "sensitive": piece.sensitive or bool(warning),
        "language": piece.language[:12] or post.language,
        "teaching": piece.teaching,
        **licence_after(post, piece.labels),
        **told_by(piece.labels),
        **interests_after(post, piece),
    }
    changed = any(getattr(post, field) != value for field, value in new.items())
    for field, value in new.items():
        setattr(post, field, value)
    return changed


def _change_media(author: Account, post: Post, piece: Composition) -> bool:
    before = media_of(post)
    order = list(dict.fromkeys(piece.media))
    gone = [m for m in before if m.pk not in order]
    delete_media(gone)
    described = describe_all(author, order, piece.media_changes)
    if [m.pk for m in before] != order:
        attach(author, post, order)
    return described or [m.pk for m in before] != order


def describe_all(author: Account, ids: Sequence[int], changes: Sequence[MediaChange]) -> bool:
    """Apply `changes` to those of the pictures `ids` they name; tells whether any differs.

    Errors: Invalid (field 'description' or 'focus').
    """
    wanted = {change.media_id: change for change in changes if change.media_id in ids}
    altered = []
    for picture in Media.objects.filter(pk__in=wanted, account=author):
        before = (picture.description, picture.focus_x, picture.focus_y)
        change = wanted[picture.pk]
        if change.description is not None:
            picture.description = check_description(change.description)
        if change.focus is not None:
            picture.focus_x, picture.focus_y = check_focus(change.focus)
        if before != (picture.description, picture.focus_x, picture.focus_y):
            altered.append(picture)
    if altered:
        Media.objects.bulk_update(altered, ["description", "focus_x", "focus_y"])
    return bool(altered)


def _name_anew(post: Post, written: Written) -> None:
    """Whoever is no longer named may still read what they could read, but is not listed."""
    named = [account.pk for account in written.named]
    Mention.objects.filter(post=post).exclude(account_id__in=named).update(silent=True)
    Mention.objects.filter(post=post, account_id__in=named).update(silent=False)
    name_people(post, written.named, None)
