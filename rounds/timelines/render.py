"""Render posts and accounts once per version: a fixed number of reads for any number of them.

Rendered bodies are kept twice: in the database by the `surface` job, where every process finds
them, and in memory for those that were asked for before the job ran.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from rounds.base import clock
from rounds.base.html import render as html_of
from rounds.identity.binding import binding
from rounds.identity.claim_models import Way
from rounds.identity.roles import OrganisationKind, Role, credential_line, role_line
from rounds.posts.files import is_private
from rounds.posts.labels import ended_by
from rounds.posts.models import Visibility
from rounds.posts.provenance import told_of
from rounds.timelines import addresses, sql
from rounds.timelines.bodies import (
    INDUSTRY,
    UNNAMED_REVIEWER,
    AccountBody,
    CorrectionOfPost,
    PostBody,
    ReviewEnded,
    ReviewOfPost,
    RoundsOfAccount,
    RoundsOfPost,
    pack,
    paid_line,
)

VISIBILITY_WORDS = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.FOLLOWERS: "private",
    Visibility.DIRECT: "direct",
}
_KEPT = 4096
_memory: dict[tuple[str, int, int], str] = {}


def remembered(kind: str, identifier: int, version: int) -> str | None:
    """The body rendered in this process for just this version."""
    return _memory.get((kind, identifier, version))


def _remember(kind: str, identifier: int, version: int, body: str) -> str:
    if len(_memory) >= _KEPT:
        _memory.clear()
    _memory[(kind, identifier, version)] = body
    return body


def forget_all() -> None:
    """Empty the memory: for tests, in which ids live for one test."""
    _memory.clear()


def _meta(width: int, height: int) -> dict[str, Any]:
    aspect = round(width / height, 4) if height else 0
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": aspect}


def media_entity(row: sql.Row) -> dict[str, Any]:
    """A file as apps know it, from a row of `MEDIA_COLUMNS`."""
    identifier, kind, file, preview, width, height, p_width, p_height, words, blur, x, y, kept = row
    url, small = addresses.media_url(file), addresses.media_url(preview or file)
    if is_private(file):
        url = addresses.own_picture_url(identifier)
        small = addresses.own_picture_url(identifier, small=True)
    told = told_of(_json(kept), (width, height))
    return {
        "id": str(identifier),
        "type": kind,
        "url": url,
        "preview_url": small,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": {
            "original": _meta(width, height),
            "small": _meta(p_width or width, p_height or height),
            "focus": {"x": x, "y": y},
        },
        "description": words or None,
        "blurhash": blur,
        **({"rounds": {"content_credential": msgspec.to_builtins(told)}} if told else {}),
    }


MEDIA_COLUMNS = (
    "id, kind, file, preview, width, height, preview_width, preview_height, description, blurhash,"
    " focus_x, focus_y, provenance"
)


def media_of(post_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """The files of each post, in order."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    query = (
        f"SELECT post_id, {MEDIA_COLUMNS} FROM posts_media"
        f" WHERE post_id IN ({sql.among(post_ids)}) ORDER BY post_id, position, id"
    )
    for post_id, *rest in sql.rows(query):
        found[post_id].append(media_entity(tuple(rest)))
    return found


def _mentions(post_ids: Collection[int]) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    query = (
        "SELECT m.post_id, a.id, a.username, a.domain, a.uri FROM posts_mention m"
        " JOIN identity_account a ON a.id = m.account_id"
        f" WHERE m.post_id IN ({sql.among(post_ids)}) AND NOT m.silent ORDER BY m.id"
    )
    for post_id, account_id, username, domain, uri in sql.rows(query):
        found[post_id].append(
            {
                "id": str(account_id),
                "username": username,
                "url": addresses.account_url(username, domain, uri),
                "acct": f"{username}@{domain}" if domain else username,
            }
        )
    return found


def _tags(post_ids: Collection[int]) -> dict[int, list[dict[str, str]]]:
    found: dict[int, list[dict[str, str]]] = defaultdict(list)
    query = (
        "SELECT p.post_id, t.name FROM posts_posttag p JOIN posts_tag t ON t.id = p.tag_id"
        f" WHERE p.post_id IN ({sql.among(post_ids)}) ORDER BY p.id"
    )
    for post_id, name in sql.rows(query):
        found[post_id].append({"name": name, "url": addresses.tag_url(name)})
    return found


# A preview stands in the row of its post, so that it costs no read of its own.
_PREVIEW = "v.url, v.title, v.description, v.site"
_WITH_PREVIEW = "LEFT JOIN posts_linkpreview v ON v.post_id = p.id"


def _preview(url: str | None, title: str, words: str, site: str) -> dict[str, Any] | None:
    """The preview of a post's link, as Mastodon's PreviewCard; there is no picture."""
    if not url or not title:
        return None
    return {
        "url": url, "title": title, "description": words, "language": None, "type": "link",
        "author_name": "", "author_url": "", "authors": [], "provider_name": site,
        "provider_url": "", "html": "", "width": 0, "height": 0, "image": None,
        "image_description": "", "embed_url": "", "blurhash": None, "published_at": None,
    }  # fmt: skip


def _application(name: str, website: str) -> dict[str, Any] | None:
    if not name:
        return None
    # The empty keys are what typed clients expect of an Application; they tell nobody anything.
    return {
        "id": "", "name": name, "website": website or None, "vapid_key": "",
        "redirect_uri": "", "redirect_uris": [], "scopes": [],
    }  # fmt: skip


_LABELS = (
    "p.role_line, p.credential_line, p.teaching, p.interests, p.interests_at, p.interests_snapshot,"
    " p.voice, p.speaks_for, p.speaks_for_handle, p.speaks_for_name, p.industry, p.sponsored_by,"
    " p.for_whom, p.summary, p.licence, p.level, p.bloom, p.reviewed, p.corrected, p.edition"
)


def _review(
    told: Any, edition: int, *, sponsor: str, industry: bool
) -> tuple[ReviewOfPost | None, ReviewEnded | None]:
    """The badge, or why there is none any more."""
    found = _json(told)
    if not found:
        return None, None
    version, url = found["version"], addresses.page_url(found["path"])
    why = ended_by(found.get("ended", ""), sponsored_by=sponsor, industry=industry)
    if why:
        return None, ReviewEnded(why.value, version, edition, url)
    names = [name or UNNAMED_REVIEWER for name in found["reviewers"]]
    return ReviewOfPost(version, edition, names, url), None


def _correction(told: Any) -> CorrectionOfPost | None:
    found = _json(told)
    if not found:
        return None
    url = addresses.page_url(found["path"])
    return CorrectionOfPost(found["kind"], found["why"], found["version"], found["at"], url)


def _rounds(role: str, labels: Sequence[Any]) -> RoundsOfPost:
    """What Rounds adds, from a row of `_LABELS`."""
    line, credential, teaching, interests, declared_at, snapshot, voice, organisation = labels[:8]
    handle, name, industry, *rest = labels[8:]
    sponsor, for_whom, summary, licence, level, bloom, reviewed, corrected, edition = rest
    badge, ended = _review(reviewed, edition, sponsor=sponsor, industry=bool(industry))
    return RoundsOfPost(
        role=role,
        role_line=line or role_line(Role(role), [], OrganisationKind.NONE),
        credential=credential,
        teaching=bool(teaching),
        interests=interests,
        interests_at=_moment(declared_at),
        interests_snapshot=str(snapshot) if snapshot else None,
        voice=voice,
        speaks_for=str(organisation) if organisation else None,
        speaks_for_acct=handle,
        speaks_for_name=name,
        industry=bool(industry),
        sponsored_by=sponsor,
        for_whom=for_whom,
        summary=summary,
        licence=licence,
        level=level,
        bloom=bloom,
        review=badge,
        badge_ended=ended,
        correction=_correction(corrected),
    )


def render_posts(post_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Post id -> (version, body) for each of `post_ids` that exists; four reads."""
    if not post_ids:
        return {}
    query = (
        "SELECT p.id, p.version, p.html, p.content_warning, p.sensitive, p.language, p.visibility,"
        f" {_PREVIEW}, p.app_name, p.app_website, p.author_role, {_LABELS} FROM posts_post p"
        f" {_WITH_PREVIEW} WHERE p.id IN ({sql.among(post_ids)})"
    )
    # The posts first: an edit in between then leaves an old version behind, which is made again.
    posts = sql.rows(query)
    media, mentions, tags = media_of(post_ids), _mentions(post_ids), _tags(post_ids)
    found = {}
    for (
        post_id, version, html, warning, sensitive, language, visibility, link, title, about, site,
        app, website, role, *labels,
    ) in posts:  # fmt: skip
        told = _rounds(role, labels)
        body = PostBody(
            content=html + paid_line(told),
            spoiler_text=warning,
            sensitive=bool(sensitive),
            language=language or None,
            visibility=VISIBILITY_WORDS[Visibility(visibility)],
            application=_application(app, website),
            media_attachments=media[post_id],
            card=_preview(link, title, about, site),
            mentions=mentions[post_id],
            tags=tags[post_id],
            rounds=told,
        )
        found[post_id] = (version, _remember("post", post_id, version, pack(body)))
    return found


def _credentials(account_ids: Collection[int]) -> dict[int, tuple[str, str | None]]:
    """The line of each account's weightiest, then newest credential that still holds, and its end."""
    query = (
        "SELECT c.account_id, c.claim, c.scope, c.issuer, c.confirmed_at, c.expires_at, c.binding, c.way, a.username,"
        " a.domain, a.display_name FROM identity_credential c"
        " JOIN identity_account a ON a.id = c.account_id"
        f" WHERE c.account_id IN ({sql.among(account_ids)}) AND c.revoked_at IS NULL"
        " AND (c.expires_at IS NULL OR c.expires_at > %(now)s)"
        " ORDER BY c.weight, c.confirmed_at, c.id"
    )
    lines = {}
    for (
        account_id, claim, scope, issuer, confirmed_at, ends, bound, way, username, domain, name,
    ) in sql.rows(query, {"now": sql.instant()}):  # fmt: skip
        handle = f"{username}@{domain}" if domain else username
        if bound and bound != binding(account_id, handle, name or username):
            continue
        at = sql.moment(confirmed_at)
        claim = f"{claim}, {scope}" if scope else claim
        line = credential_line(claim, issuer, at or clock.now(), by_register=way == Way.REGISTER)
        lines[account_id] = (line, _moment(ends))
    return lines


def _json(value: Any) -> Any:
    return msgspec.json.decode(value) if isinstance(value, str | bytes) else value


def _fields(value: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": str(f.get("name", "")),
            "value": html_of(str(f.get("value", "")), "", {})
            .removeprefix("<p>")
            .removesuffix("</p>"),
            "verified_at": f.get("verified_at"),
        }
        for f in _json(value) or []
    ]


_ACCOUNT_COLUMNS = (
    "id", "version", "username", "domain", "uri", "display_name", "note_html", "fields", "avatar",
    "header", "avatar_description", "role", "organisation_kind", "country", "languages",
    "specialties", "pronouns", "locked", "bot", "discoverable", "indexable", "hides_network",
    "created_at", "interests_declared_at",
)  # fmt: skip


def _moment(value: Any) -> str | None:
    return sql.stamp(value) if value else None


def _account_body(row: Mapping[str, Any], credential: str, ends: str | None) -> AccountBody:
    username, domain = row["username"], row["domain"]
    url = addresses.account_url(username, domain, row["uri"])
    avatar = addresses.media_url(row["avatar"]) or addresses.static_url(addresses.NO_AVATAR)
    header = addresses.media_url(row["header"]) or addresses.static_url(addresses.NO_HEADER)
    specialties = _json(row["specialties"])
    line = role_line(Role(row["role"]), specialties, OrganisationKind(row["organisation_kind"]))
    return AccountBody(
        id=str(row["id"]),
        username=username,
        acct=f"{username}@{domain}" if domain else username,
        display_name=row["display_name"],
        locked=bool(row["locked"]),
        bot=bool(row["bot"]),
        discoverable=bool(row["discoverable"]),
        indexable=bool(row["indexable"]),
        noindex=not row["indexable"],
        hide_collections=bool(row["hides_network"]),
        created_at=sql.stamp(row["created_at"])[:10] + "T00:00:00.000Z",
        note=row["note_html"],
        url=url,
        uri=row["uri"] or url,
        avatar=avatar,
        avatar_static=avatar,
        avatar_description=row["avatar_description"],
        header=header,
        header_static=header,
        fields=_fields(row["fields"]),
        roles=[INDUSTRY] if row["organisation_kind"] == OrganisationKind.INDUSTRY else [],
        rounds=RoundsOfAccount(
            role=row["role"],
            role_line=line,
            credential=credential,
            credential_ends=ends,
            organisation_kind=row["organisation_kind"],
            country=row["country"],
            languages=_json(row["languages"]),
            specialties=specialties,
            pronouns=row["pronouns"],
            interests_declared_at=_moment(row["interests_declared_at"]),
        ),
    )


def render_accounts(account_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Account id -> (version, body) for each of `account_ids` that exists; two reads."""
    if not account_ids:
        return {}
    credentials = _credentials(account_ids)
    query = (
        f"SELECT {', '.join(_ACCOUNT_COLUMNS)} FROM identity_account"
        f" WHERE id IN ({sql.among(account_ids)})"
    )
    found = {}
    for values in sql.rows(query):
        row = dict(zip(_ACCOUNT_COLUMNS, values, strict=True))
        body = pack(_account_body(row, *credentials.get(row["id"], ("", None))))
        found[row["id"]] = (row["version"], _remember("account", row["id"], row["version"], body))
    return found


def missing_of(
    kind: str, wanted: Iterable[tuple[int, int, int | None, str | None]]
) -> tuple[dict[int, str], list[int]]:
    """Sort (id, version, kept version, kept body) into bodies at hand and ids to render."""
    bodies: dict[int, str] = {}
    missing: list[int] = []
    for identifier, version, kept_version, kept in wanted:
        body = kept if kept is not None and kept_version == version else None
        body = body or remembered(kind, identifier, version)
        if body is None:
            missing.append(identifier)
        else:
            bodies[identifier] = body
    return bodies, missing
