"""Give the badge: to one edition of a post, by two reviews that keep every rule."""

from typing import Any

from rounds.gate.review.company import was_company
from rounds.gate.review.facts import PostReviewed
from rounds.gate.review.people import standing_of
from rounds.gate.review.rules import Given, Recommendation, Standing, earning
from rounds.gate.reviews import Badge, Manuscript, ManuscriptVersion, Review
from rounds.ledger.record import record
from rounds.posts.labels import may_be_reviewed
from rounds.posts.models import Post
from rounds.posts.reviewed import note_review


def given_in(manuscript: Manuscript) -> list[Given]:
    """Every review of `manuscript`, as the rules look at it; how its reviewer stood is frozen."""
    rows = Review.objects.filter(version__manuscript=manuscript)
    return [
        Given(
            review=one.pk,
            version=one.version.number,
            recommendation=Recommendation(one.recommendation),
            by=Standing(
                one.invitation.reviewer_id, one.credential is not None, tuple(one.institutions)
            ),
        )
        for one in rows.select_related("invitation", "version").order_by("id")
    ]


def told_of(post: Post, edition: int, reviews: list[Review]) -> dict[str, Any]:
    """What a post carries of its badge: the edition, and a name or '' for each reviewer.

    What ended the badge of that very edition stays noted.
    """
    before = post.reviewed or {}
    same = before if before.get("version") == edition else {}
    names = [one.shown_name if one.signed else "" for one in reviews]
    return {
        "version": edition,
        "reviewers": sorted(names, key=lambda name: (not name, name)),
        "path": f"/@{post.author.username}/{post.pk}/review",
        **{name: same[name] for name in ("ended", "ended_for") if same.get(name)},
    }


def award(manuscript: Manuscript, post: Post, version: ManuscriptVersion) -> Badge | None:
    """The badge for the edition of `post` that `version` is, where it is earned; else None."""
    pair = earning(given_in(manuscript), version.number, standing_of(manuscript.author))
    industry = post.industry or was_company(post.author, post.speaks_for, manuscript.asked_at)
    barred = may_be_reviewed(sponsored_by=post.sponsored_by, industry=industry)
    if pair is None or barred or version.edition is None:
        return None
    first, second = pair
    badge = Badge.objects.create(
        post=post, edition=version.edition, manuscript=manuscript, author=manuscript.author,
        first_id=first.review, second_id=second.review,
        first_reviewer_id=first.by.account, second_reviewer_id=second.by.account,
    )  # fmt: skip
    reviews = list(Review.objects.filter(pk__in=[first.review, second.review]))
    note_review(post.pk, told_of(post, version.edition, reviews))
    record(
        PostReviewed(
            actor=post.author_id, subject=post.pk, edition=version.edition,
            first=first.review, second=second.review,
        )
    )  # fmt: skip
    return badge
