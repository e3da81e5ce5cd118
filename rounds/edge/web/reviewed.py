"""What is published with a reviewed post: its reports; and how a post changed, word by word."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rounds.base.errors import NotFound
from rounds.edge.web.acts import card_of
from rounds.edge.web.conversation import labels_by_version
from rounds.edge.web.labels import Labelled
from rounds.edge.web.reader import reader_of
from rounds.edge.web.review_shown import Shown, shown
from rounds.gate.review.difference import Piece, difference
from rounds.gate.review.queries import Report, corrections_of, published_reports
from rounds.gate.review.rules import CORRECTION_WORDS, CorrectionKind
from rounds.gate.reviews import Correction
from rounds.identity.models import Account
from rounds.posts.models import Revision
from rounds.posts.queries import history, original, readable_post
from rounds.timelines.hydrate import hydrate_post


@dataclass(frozen=True, slots=True)
class Published:
    """A report as the page shows it."""

    edition: int | None
    editor: str
    decided_at: datetime | None
    reason: str
    despite: str
    rounds: list[tuple[int, str, list[Shown]]]


def _published(report: Report) -> Published:
    manuscript = report.manuscript
    return Published(
        edition=report.edition,
        editor=manuscript.editor.shown_name if manuscript.editor else "",
        decided_at=manuscript.decided_at,
        reason=manuscript.reason,
        despite=manuscript.despite,
        rounds=[
            (version.number, version.answer, [shown(one, named=one.signed) for one in reviews])
            for version, reviews in report.rounds
        ],
    )


@require_safe
def report(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """The reviews of a post, round by round, with what its author answered and the editor decided."""
    reader = reader_of(request)
    post, found = published_reports(reader, post_id)
    if post.author.handle != handle:
        return redirect(f"/@{post.author.handle}/{post_id}/review")
    context = {"post": card_of(reader, post_id), "reports": [_published(one) for one in found]}
    return render(request, "reviews/report.html", context)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post: what changed since the one before, and why."""

    number: int
    written_at: datetime
    changes: list[Piece]
    is_first: bool
    about: Labelled
    kind: str = ""
    why: str = ""


def _words(revision: Revision) -> str:
    parts = [revision.content_warning, revision.source, *revision.poll_options]
    return "\n".join(part for part in parts if part)


def _versions(reader: Account | None, post_id: int, found: list[Correction]) -> list[Version]:
    why = {one.edition: one for one in found}
    made, before, rows = [], "", history(reader, post_id)
    view = hydrate_post(reader, post_id)
    labels = labels_by_version(view, rows) if view else [Labelled(is_known=False)] * len(rows)
    for number, revision in enumerate(rows, start=1):
        words, reason = _words(revision), why.get(number)
        made.append(
            Version(
                number=number, written_at=revision.written_at, changes=difference(before if number > 1 else words, words),
                is_first=number == 1, about=labels[number - 1],
                kind=_(CORRECTION_WORDS[CorrectionKind(reason.kind)]) if reason else "",
                why=reason.why if reason else "",
            )
        )  # fmt: skip
        before = words
    return made[::-1]


@require_safe
def versions(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Every version of a post, the newest first, with what came and what went."""
    reader = reader_of(request)
    post = original(readable_post(reader, post_id))
    if not post.local:
        raise NotFound
    if post.author.handle != handle:
        return redirect(f"/@{post.author.handle}/{post.pk}/versions")
    found = corrections_of(post)
    context = {"post": card_of(reader, post.pk), "versions": _versions(reader, post.pk, found)}
    return render(request, "posts/versions.html", context)


urlpatterns = [
    path("@<handle:handle>/<id:post_id>/review", report),
    path("@<handle:handle>/<id:post_id>/versions", versions),
]
