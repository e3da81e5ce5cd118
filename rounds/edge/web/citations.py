"""Cite a post: a page with the line to copy, files for reference managers, metadata for the head."""

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from rounds.base import clock
from rounds.base.errors import NotFound
from rounds.base.html import strip
from rounds.edge.web.labels import licence_name, strong_labels
from rounds.edge.web.reader import reader_of
from rounds.identity.models import Account
from rounds.posts.citation import FORMATS, Citation, to_bibtex, to_schema, to_vancouver
from rounds.posts.labels import LICENCES, OWNERSHIP
from rounds.posts.queries import history
from rounds.timelines.bodies import RoundsOfPost
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.views import PostView

_SAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def citation_of(view: PostView, version: int) -> Citation:
    """How `view` is cited today, at `version`; a content warning stands in for the text it covers."""
    post = view.shown
    told = post.rounds
    return Citation(
        post_id=post.id,
        author=post.account.shown_name,
        handle=post.account.handle,
        words=post.content_warning or strip(post.content_html),
        site=settings.ROUNDS.name,
        address=post.url,
        written=post.created_at,
        accessed=clock.now().date(),
        version=version,
        edited=post.edited_at,
        language=post.language or "",
        licence=told.licence,
        speaks_for=told.speaks_for_name if told.speaks_for != str(post.account.id) else "",
        industry=told.industry,
        sponsored_by=told.sponsored_by,
        summary=told.summary,
    )


def told_by(one: Citation) -> RoundsOfPost:
    """The labels that a citation carries too."""
    return RoundsOfPost(industry=one.industry, sponsored_by=one.sponsored_by)


def citable(reader: Account | None, post_id: int) -> Citation:
    """The citation of a post that anybody may read.

    Errors: NotFound for every other: what was said to some is not for a list of references.
    """
    view = hydrate_post(reader, post_id)
    if view is None or not view.shown.is_public:
        raise NotFound
    edited = view.shown.edited_at is not None
    return citation_of(view, len(history(reader, view.shown.id)) if edited else 1)


def data_block(one: Citation) -> SafeString:
    """The citation as JSON-LD that may stand in a page: no letter of it can end the block."""
    return mark_safe(msgspec.json.encode(to_schema(one)).decode().translate(_SAFE))


@require_safe
def cite(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """The line to copy, BibTeX, the files, and what may be done with the post."""
    one = citable(reader_of(request), post_id)
    if one.handle != handle:
        return redirect(f"/@{one.handle}/{post_id}/cite")
    context = {
        "one": one, "post_url": f"/@{one.handle}/{one.post_id}", "line": to_vancouver(one),
        "bibtex": to_bibtex(one), "licence": licence_name(one.licence),
        "permits": LICENCES[one.licence].words if one.licence in LICENCES else "",
        "ownership": OWNERSHIP,
        "foremost": strong_labels(told_by(one)),
    }  # fmt: skip
    return render(request, "posts/cite.html", context)


@require_safe
def cite_file(request: HttpRequest, handle: str, post_id: int, form: str) -> HttpResponse:
    """The citation as a file for a reference manager.

    Errors: NotFound for a form that there is not.
    """
    if form not in FORMATS:
        raise NotFound
    kind, shape = FORMATS[form]
    answer = HttpResponse(
        shape(citable(reader_of(request), post_id)), content_type=f"{kind}; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{handle}-{post_id}.{form}"'
    return answer


urlpatterns = [
    path("@<handle:handle>/<id:post_id>/cite", cite),
    path("@<handle:handle>/<id:post_id>/cite.<slug:form>", cite_file),
]
