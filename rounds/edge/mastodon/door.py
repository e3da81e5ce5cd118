"""One call, from the request to the answer: token, limit, parameters, handler, JSON.

The whole of it costs a fraction of a millisecond: no session, no cookie, no middleware of pages
runs here (site/middleware.py), and the path is found in a tree instead of a list of patterns.
"""

import traceback
from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import msgspec
import structlog
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from rounds.base.callers import address_of_caller
from rounds.base.errors import RoundsError
from rounds.edge.mastodon import limits, params
from rounds.edge.mastodon.api import Answer, Call, Endpoint, Linked, Nothing, find
from rounds.edge.mastodon.errors import (
    NEEDS_USER,
    NOT_FOUND,
    OUT_OF_SCOPE,
    TOO_MANY,
    UNAUTHENTICATED,
    UNEXPECTED,
    ApiError,
    answer_to,
)
from rounds.identity.access import Caller, caller_of

log = structlog.get_logger("rounds.mastodon")

_USUAL = {"Content-Type": "application/json; charset=utf-8", "Cache-Control": "private, no-store"}
_PAGING = {"max_id", "since_id", "min_id", "access_token"}
_ROOM_FOR_FIELDS = 1024 * 1024
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset,"
        " X-Request-Id"
    ),
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, *",
    "Access-Control-Max-Age": "86400",
}


def reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """`body` as a JSON response that any web page may read; bytes are JSON already."""
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    response = HttpResponse(content, status=status, headers={**_USUAL, **CORS, **(headers or {})})
    # Django would log the path of every refusal, and a path can hold what somebody typed.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def bearer(request: HttpRequest) -> str | None:
    """The token the request shows, in its header or (as streaming does) in the query."""
    kind, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if kind.lower() == "bearer" and token.strip():
        return str(token.strip())
    if "access_token=" in request.META.get("QUERY_STRING", ""):
        return request.GET.get("access_token")
    return None


def _admit(entry: Endpoint, request: HttpRequest) -> Caller | None:
    """Who calls, if this endpoint is open to them.

    Errors: ApiError 401, 403 or 422, in Mastodon's words.
    """
    token = bearer(request)
    reads = entry.method == "GET"
    caller = caller_of(token, entry.even_unconfirmed, whole=not reads) if token else None
    if caller is None:
        if entry.needs != "none":
            raise ApiError(401, UNAUTHENTICATED)
        return None
    if entry.scope and not caller.may(entry.scope):
        raise ApiError(403, OUT_OF_SCOPE)
    if entry.needs == "user" and caller.account is None:
        raise ApiError(422, NEEDS_USER)
    return caller


def _count(entry: Endpoint, caller: Caller | None, request: HttpRequest) -> dict[str, str]:
    """The headers that say how the caller stands.

    Errors: ApiError 429 when the limit is used up.
    """
    who = (
        f"user:{caller.user_id}"
        if caller and caller.user_id
        else f"ip:{address_of_caller(request.META)}"
    )
    asked = {limits.USUAL.name: limits.USUAL}
    asked.setdefault(entry.limit.name, entry.limit)
    counted = [limits.count(limit, who) for limit in asked.values()]
    known = [one for one in counted if one is not None]
    if not known:
        return {}
    nearest = min(known, key=lambda one: one.left)
    if nearest.left < 0:
        raise ApiError(429, TOO_MANY, headers=nearest.refusal())
    return nearest.headers()


def _multipart(request: HttpRequest) -> list[tuple[str, Any]]:
    try:
        parser = MultiPartParser(request.META, request, request.upload_handlers, "utf-8")
        fields, files = parser.parse()
    except MultiPartParserError as error:
        raise ApiError(400, "The multipart body can't be read") from error
    sent: list[tuple[str, Any]] = [(k, v) for k, values in fields.lists() for v in values]
    for name, uploads in files.lists():
        for file in uploads:
            upload = params.Upload(str(file.name or ""), str(file.content_type or ""), file)
            sent.append((name, upload))
    return sent


def _length(request: HttpRequest, most: int) -> None:
    text = request.META.get("CONTENT_LENGTH") or "0"
    if not text.isdigit() or int(text) > most:
        raise ApiError(413, "The body is too large")


def _form(body: bytes) -> dict[str, Any]:
    try:
        return params.nest(params.pairs(body.decode("ascii")))
    except UnicodeDecodeError:
        pass
    try:
        return params.nest(params.pairs(body.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ApiError(400, "The body is not valid UTF-8") from error


def sent(request: HttpRequest, most_file: int | None = None) -> dict[str, Any]:
    """All that was sent, query and body, as one nested value; the body wins.

    `most_file` is the size of the largest file this endpoint takes, where it isn't a picture.

    Errors: ApiError 400 for what can't be read, 413 for too much of it.
    """
    query = request.META.get("QUERY_STRING", "")
    value = params.nest(params.pairs(query)) if query else {}
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    # Some clients ask with JSON in the body of a GET; no other body means anything there.
    if request.method in {"GET", "HEAD"} and kind != "application/json":
        return value
    if kind == "multipart/form-data":
        most = most_file or settings.ROUNDS.max_media_mb * 1024 * 1024
        _length(request, most + _ROOM_FOR_FIELDS)
        return value | params.nest(_multipart(request))
    _length(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    body = request.body
    if kind == "application/json" or kind.endswith("+json"):
        return value | params.from_json(body)
    return value | _form(body)


def _kept_query(query: str) -> str:
    """What a link to a neighbour keeps of the query, ready for one more field."""
    plain = params.plain_pairs(query)
    fields = parse_qsl(query, keep_blank_values=True) if plain is None else plain
    kept = [(key, value) for key, value in fields if key not in _PAGING]
    text = urlencode(kept) if plain is None else "&".join([f"{k}={v}" for k, v in kept])
    return text and f"{text}&"


def _link(request: HttpRequest, page: Linked) -> str:
    base = f"{settings.BASE_URL}{request.path}?{_kept_query(request.META.get('QUERY_STRING', ''))}"
    links = []
    if page.more and page.oldest is not None:
        links.append(f'<{base}max_id={page.oldest}>; rel="next"')
    if page.newest is not None:
        links.append(f'<{base}min_id={page.newest}>; rel="prev"')
    return ", ".join(links)


def _shape(request: HttpRequest, result: Any, headers: dict[str, str]) -> HttpResponse:
    match result:
        case HttpResponseBase():
            for name, value in {**CORS, **headers}.items():
                result.headers[name] = value
            return cast(HttpResponse, result)  # a file streams
        case Linked():
            link = _link(request, result)
            return reply(result.items, headers=headers | ({"Link": link} if link else {}))
        case Answer():
            return reply(result.body, result.status, headers | result.headers)
    return reply(result, headers=headers)


def _refusal(error: RoundsError, headers: dict[str, str]) -> HttpResponse:
    status, body = answer_to(error)
    extra = body.pop("headers", None)
    if isinstance(extra, dict):
        headers = headers | extra
    if status == 401:
        headers = headers | {"WWW-Authenticate": 'Bearer realm="Rounds", error="invalid_token"'}
    return reply(body, status, headers)


def _unexpected(entry: Endpoint, error: Exception) -> HttpResponse:
    """500, told to the log by class and place: an error's own text may quote what was sent."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    log.error(
        "call failed", endpoint=f"{entry.method} {entry.path}", error=type(error).__name__,
        place=f"{frame.filename.rpartition('/rounds/')[2]}:{frame.lineno}",
    )  # fmt: skip
    return reply({"error": UNEXPECTED}, 500)


def _perform(entry: Endpoint, request: HttpRequest, values: tuple[str, ...]) -> HttpResponse:
    headers: dict[str, str] = {}
    try:
        caller = _admit(entry, request)
        headers = _count(entry, caller, request)
        given = Nothing()
        if entry.body is not Nothing:
            given = params.read_as(entry.body, sent(request, entry.most_file))
        return _shape(request, entry.handler(Call(request, caller, given), *values), headers)
    except RequestDataTooBig:
        return reply({"error": "The body is too large"}, 413, headers)
    except (UnreadablePostError, RawPostDataException, SuspiciousOperation):
        return reply({"error": "The body can't be read"}, 400, headers)
    except RoundsError as error:
        return _refusal(error, headers)
    except Exception as error:  # noqa: BLE001 - whatever a bug raises, an app gets JSON
        return _unexpected(entry, error)


@csrf_exempt
def door(request: HttpRequest) -> HttpResponse:
    """Django's view for every address of the table."""
    if request.method == "OPTIONS":
        return reply(b"", 204, PREFLIGHT)
    found = find(request.path_info)
    if found is None:
        return reply({"error": NOT_FOUND}, 404)
    methods, values = found
    entry = methods.get("GET" if request.method == "HEAD" else request.method or "")
    if entry is None:
        allowed = ", ".join(sorted({*methods, "OPTIONS"}))
        return reply({"error": "Method not allowed"}, 405, {"Allow": allowed})
    return _perform(entry, request, values)
