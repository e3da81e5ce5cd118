"""Seed the site that is measured: 1,050 accounts, 3,650 follows, 2,000 posts, a thread of 200.

Rows are written in bulk, as the verbs leave them, from a fixed seed: the same site each time, in a
few seconds instead of a minute. Run as `python -m bench.seed` with Django's settings in the
environment; prints what the measuring needs as JSON.
"""

import json
import random
from datetime import timedelta

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402 - after Django is set up
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Count  # noqa: E402

from rounds.base import clock, html, ids  # noqa: E402
from rounds.identity.access import digest  # noqa: E402
from rounds.identity.models import Account, App, AppToken, Follow, User  # noqa: E402
from rounds.identity.roles import Role  # noqa: E402
from rounds.posts.models import (  # noqa: E402
    Bookmark,
    Favourite,
    Mention,
    Poll,
    Post,
    PostTag,
    Tag,
)
from rounds.timelines.models import Notification  # noqa: E402
from rounds.timelines.rendered import keep_accounts, keep_posts  # noqa: E402

ACCOUNTS, FOLLOWS, POSTS, THREAD = 1_050, 3_650, 2_000, 200
READER_FOLLOWS, AUTHOR_FOLLOWERS = 200, 49
ROLES = [role for role in Role if role != Role.ORGANISATION]
WORDS = (
    "ward round murmur today patient asked history exam finding ECG axis left normal teaching why "
    "evidence trial guideline dose renal cardiac student consultant question answer learned because"
).split()
SIGNED_IN = "bench-{}"  # what stands for a token of each person; the site lives for minutes


def _accounts(draw: random.Random) -> list[Account]:
    made = [
        Account(
            username=f"person{n}",
            display_name=f"Person {n}",
            note_html="<p>Interested in <strong>medicine</strong>.</p>",
            role=draw.choice(ROLES),
            specialties=[draw.choice(["cardiology", "nephrology", "surgery"])],
        )
        for n in range(ACCOUNTS)
    ]
    return Account.objects.bulk_create(made)


def _follows(draw: random.Random, people: list[Account]) -> None:
    reader, author = people[0], people[1]
    pairs = {(reader.pk, other.pk) for other in draw.sample(people[2:], READER_FOLLOWS)}
    pairs |= {(other.pk, author.pk) for other in draw.sample(people[2:], AUTHOR_FOLLOWERS)}
    while len(pairs) < FOLLOWS:
        one, other = draw.sample(people[2:], 2)
        pairs.add((one.pk, other.pk))
    ordered = sorted(pairs)
    Follow.objects.bulk_create(Follow(follower_id=a, followed_id=b) for a, b in ordered)


def _text(draw: random.Random, tags: list[str]) -> str:
    words = [draw.choice(WORDS) for _ in range(draw.randint(12, 50))]
    return " ".join([*words, *(f"#{tag}" for tag in tags)])


def _posts(draw: random.Random, people: list[Account]) -> tuple[int, list[Post]]:
    """2,000 posts over two days, of which 200 answer one of them; an eighth are boosts."""
    tags = {n: Tag.objects.create(name=n, shown=n) for n in ("ecg", "meded", "renal", "cases")}
    start = clock.now() - timedelta(days=2)
    made: list[Post] = []
    carried: list[PostTag] = []
    named: list[Mention] = []
    thread: list[Post] = []
    for n in range(POSTS):
        at = start + timedelta(seconds=80 * n)
        author = draw.choice(people[2:])
        post_id = ids.id_at(at) + n % 1024
        is_answer = n > POSTS - 3 * THREAD and len(thread) < THREAD + 1 and n % 2 == 0
        parent = draw.choice(thread[-20:]) if is_answer and thread else None
        if not is_answer and made and draw.random() < 0.125:
            boosted = draw.choice([p for p in made[-200:] if p.boost_of_id is None])
            if not any(p.author_id == author.pk and p.boost_of_id == boosted.pk for p in made):
                made.append(
                    Post(id=post_id, author=author, boost_of=boosted, thread=post_id, created_at=at)
                )
                continue
        chosen = draw.sample(sorted(tags), draw.choice([0, 1, 1, 2]))
        source = _text(draw, chosen)
        post = Post(
            id=post_id,
            author=author,
            source=source,
            html=html.render(source, settings.BASE_URL, {}),
            language="en",
            release_id=1,
            created_at=at,
            author_role=author.role,
            role_line=str(author.role),
            reply_to=parent,
            reply_to_author_id=parent.author_id if parent else None,
            thread=parent.thread if parent else post_id,
        )
        made.append(post)
        if is_answer:
            thread.append(post)
        if parent:
            named.append(Mention(post=post, account_id=parent.author_id))
        carried += [PostTag(post=post, tag=tags[t], account=author) for t in chosen]
    Post.objects.bulk_create(made, batch_size=200)
    PostTag.objects.bulk_create(carried, batch_size=500)
    Mention.objects.bulk_create(named)
    return thread[0].pk, made


def _reactions(draw: random.Random, people: list[Account], posts: list[Post]) -> None:
    texts = [p for p in posts if p.boost_of_id is None]
    mine = {(people[0].pk, p.pk) for p in draw.sample(texts[-300:], 60)}
    liked = mine | {(draw.choice(people).pk, draw.choice(texts).pk) for _ in range(3_000)}
    kept = mine | {(draw.choice(people).pk, draw.choice(texts).pk) for _ in range(500)}
    Favourite.objects.bulk_create(
        (Favourite(account_id=a, post_id=p) for a, p in sorted(liked)), batch_size=500
    )
    Bookmark.objects.bulk_create(
        (Bookmark(account_id=a, post_id=p) for a, p in sorted(kept)), batch_size=500
    )
    Poll.objects.bulk_create(
        Poll(post=post, options=["Left", "Right"], counts=[3, 4], voters_count=7)
        for post in draw.sample(texts, 40)
    )


def _counts() -> None:
    """The counts that the verbs would have kept."""
    favourites = Favourite.objects.values_list("post_id").annotate(n=Count("pk"))
    for post_id, many in favourites:
        Post.objects.filter(pk=post_id).update(favourites_count=many)
    boosts = Post.objects.exclude(boost_of=None).values_list("boost_of_id").annotate(n=Count("pk"))
    for post_id, many in boosts:
        Post.objects.filter(pk=post_id).update(boosts_count=many)
    Account.objects.update(last_post_at=clock.now())


def _notifications(draw: random.Random, people: list[Account], posts: list[Post]) -> None:
    texts = [p for p in posts if p.boost_of_id is None]
    made = [
        Notification(
            account=people[0],
            kind=draw.choice(["mention", "favourite", "reblog"]),
            by=draw.choice(people[2:]),
            post=draw.choice(texts),
            fact_id=n,
        )
        for n in range(120)
    ]
    Notification.objects.bulk_create(made)


def _sign_in(people: list[Account]) -> None:
    app = App.objects.create(
        name="Bench", client_id="bench", redirect_uris="urn:ietf:wg:oauth:2.0:oob",
        scopes="read write follow", secret_digest=digest("bench"),
    )  # fmt: skip
    for account in people[:4]:
        user = User.objects.create(email=f"{account.username}@example.org", account=account)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        AppToken.objects.create(
            app=app, user=user, scopes="read write follow",
            digest=digest(SIGNED_IN.format(account.username)),
        )  # fmt: skip


@transaction.atomic
def seed() -> dict[str, object]:
    """Fill an empty database; gives what the measuring needs to know."""
    draw = random.Random(20261121)
    people = _accounts(draw)
    _follows(draw, people)
    root, posts = _posts(draw, people)
    _reactions(draw, people, posts)
    _counts()
    _notifications(draw, people, posts)
    _sign_in(people)
    texts = [p.pk for p in posts if p.boost_of_id is None]
    for start in range(0, len(texts), 400):
        keep_posts(texts[start : start + 400])
    keep_accounts([account.pk for account in people])
    return {
        "reader": SIGNED_IN.format(people[0].username),
        "author": SIGNED_IN.format(people[1].username),
        "follower": SIGNED_IN.format(people[2].username),
        "thread": str(root),
        "post": str(texts[-1]),
        "tag": "ecg",
        "strangers": [str(account.pk) for account in people[600:700]],
        "seeded": {
            "accounts": Account.objects.count(),
            "follows": Follow.objects.count(),
            "posts": Post.objects.count(),
            "thread": Post.objects.filter(thread=root).count() - 1,
        },
    }


if __name__ == "__main__":
    print(json.dumps(seed()))
