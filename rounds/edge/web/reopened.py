"""What is there already, back in the composer's form: a kept draft, a post of one's own."""

from rounds.edge.web import composing
from rounds.edge.web.about import about_of
from rounds.edge.web.composing import Typed
from rounds.edge.web.pictures import pictures_of
from rounds.gate import keep as drafts
from rounds.gate.models import KeptDraft
from rounds.identity.models import Account
from rounds.posts.labelled import labels_of
from rounds.posts.models import Post
from rounds.posts.queries import media_of, poll_of
from rounds.posts.visibility import Visibility


def typed_of_kept(reader: Account, kept: KeptDraft) -> Typed:
    """A kept draft, back in the form, with what was confirmed in it."""
    draft = drafts.draft_of(kept)
    words = tuple(f"{c['kind']} {c['digest']}" for c in kept.confirmed)
    return composing.typed_of(draft, pictures_of(reader, draft.media), words)


def typed_of_post(reader: Account, post: Post) -> Typed:
    """One's own post, back in the form."""
    poll = poll_of(post)
    return Typed(
        text=post.source,
        content_warning=post.content_warning,
        visibility=composing.WORDS_OF[Visibility(post.visibility)],
        language=post.language,
        sensitive=post.sensitive,
        teaching=post.teaching,
        interests=post.interests,
        about=about_of(labels_of(post)),
        poll_options=tuple(poll.options) if poll else (),
        poll_multiple=bool(poll and poll.multiple),
        pictures=pictures_of(reader, [m.pk for m in media_of(post)]),
    )
