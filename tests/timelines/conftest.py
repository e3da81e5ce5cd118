"""What the timelines' tests write with."""

from collections.abc import Callable, Iterator

import pytest

from rounds.base import clock
from rounds.identity.models import Account, Follow
from rounds.posts.models import Mention, Post, PostTag, Tag, Visibility
from rounds.timelines import render

Write = Callable[..., Post]


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    render.forget_all()
    yield
    render.forget_all()


def write_post(
    author: Account,
    words: str = "A word on rounds.",
    *,
    visibility: Visibility = Visibility.PUBLIC,
    reply_to: Post | None = None,
    boost_of: Post | None = None,
    quote_of: Post | None = None,
    names: tuple[Account, ...] = (),
    tags: tuple[str, ...] = (),
    language: str = "en",
) -> Post:
    """A post as it stands once published: the rows alone, without the gate."""
    post = Post(
        author=author,
        source=words,
        html=f"<p>{words}</p>" if boost_of is None else "",
        visibility=visibility,
        reply_to=reply_to,
        reply_to_author=reply_to.author if reply_to else None,
        boost_of=boost_of,
        quote_of=quote_of,
        quoted=quote_of is not None,
        release_id=None if boost_of else 1,
        author_role=author.role,
        language=language,
    )
    post.thread = reply_to.thread if reply_to else post.id
    post.save()
    for account in names:
        Mention.objects.create(post=post, account=account)
    for name in tags:
        tag, _ = Tag.objects.get_or_create(name=name, defaults={"shown": name})
        PostTag.objects.create(
            post=post, tag=tag, account=author, public=visibility == Visibility.PUBLIC
        )
    Account.objects.filter(pk=author.pk).update(last_post_at=clock.now())
    return post


@pytest.fixture
def write() -> Write:
    """Write a post: `write(author, words, ...)`."""
    return write_post


@pytest.fixture
def follows() -> Callable[..., Follow]:
    """Make one account follow another: `follows(leo, amina)`."""

    def follow(follower: Account, followed: Account, **more: object) -> Follow:
        return Follow.objects.create(follower=follower, followed=followed, **more)

    return follow
