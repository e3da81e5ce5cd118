"""Files: what belongs to the pages (static), and what people uploaded (media).

Static files are found in the apps themselves, so nothing needs collecting. Uploaded files are
served as what they are and nothing else: no sniffing, no scripts, no frames, and only names of the
form that `posts.files` gives. What is private is not served here at all: a page asks who may see it.
"""

import asyncio
import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from wsgiref.headers import Headers

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from rounds.posts.files import PRIVATE
from rounds.site.bridge import Header, Receive, Scope, Send, plain
from rounds.site.squeeze import Packing

T = TypeVar("T")
# One random name in thirty begins with a dash or an underscore.
_NAME = re.compile(r"[A-Za-z0-9_-]+(?:/[A-Za-z0-9_-]+)*\.(?P<kind>[a-z0-9]{2,5})")
_KINDS = {
    "webp": "image/webp", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "avif": "image/avif", "mp4": "video/mp4", "webm": "video/webm",
    "mp3": "audio/mpeg", "ogg": "audio/ogg", "pdf": "application/pdf",
}  # fmt: skip
_MEDIA_HEADERS: tuple[Header, ...] = (
    (b"X-Content-Type-Options", b"nosniff"),
    (b"Content-Security-Policy", b"default-src 'none'; sandbox"),
    (b"Cross-Origin-Resource-Policy", b"cross-origin"),
    (b"Access-Control-Allow-Origin", b"*"),
    (b"Cache-Control", b"public, max-age=31536000, immutable"),
)
_CHUNK = 256 * 1024


def _add_kinds(headers: Headers, path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    # The worker of the pages may look after the whole site, not only after its own folder.
    if url.endswith("/worker.js"):
        headers["Service-Worker-Allowed"] = "/"


def static_files() -> Packing:
    """All static files of all apps, known by address."""
    found = Packing(None, max_age=3600, add_headers_function=_add_kinds)
    for finder in get_finders():
        for path, storage in finder.list([]):
            found.add_file_to_dictionary(settings.STATIC_URL + path, storage.path(path))
    return found


def media_path(address: str) -> tuple[Path, str] | None:
    """The file behind `/media/...` and its type; None for anything that was not stored here."""
    match = _NAME.fullmatch(address.removeprefix(settings.MEDIA_URL))
    kind = _KINDS.get(match["kind"]) if match else None
    if match is None or kind is None or match[0].startswith(f"{PRIVATE}/"):
        return None
    root = Path(settings.MEDIA_ROOT).resolve()
    path = (root / match[0]).resolve()
    return (path, kind) if path.is_relative_to(root) and path.is_file() else None


class Files:
    """Static files and media over ASGI."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self._executor = executor
        self._static = static_files()

    async def static(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request below `/static/`."""
        known = self._static.files.get(scope["path"])
        if known is None or scope["method"] not in {"GET", "HEAD"}:
            await plain(send, 404, "There is no such file.")
            return
        environ = {
            "HTTP_" + key.decode("latin-1").upper().replace("-", "_"): value.decode("latin-1")
            for key, value in scope["headers"]
        }
        response = known.get_response(scope["method"], environ)
        headers = [(k.encode(), str(v).encode()) for k, v in response.headers]
        content = b""
        if response.file is not None:
            with response.file:
                content = await self._run(response.file.read)
        await send(
            {"type": "http.response.start", "status": int(response.status), "headers": headers}
        )
        await send({"type": "http.response.body", "body": content})

    async def media(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request below `/media/`; a range is answered with that part."""
        found = await self._run(media_path, scope["path"])
        if found is None or scope["method"] not in {"GET", "HEAD"}:
            await plain(send, 404, "There is no such file.")
            return
        path, kind = found
        total = path.stat().st_size
        start, end, status = _range(scope["headers"], total)
        headers = [
            (b"Content-Type", kind.encode()),
            (b"Content-Length", str(end - start).encode()),
            (b"Accept-Ranges", b"bytes"),
            *_MEDIA_HEADERS,
        ]
        if status == 206:
            headers.append((b"Content-Range", f"bytes {start}-{end - 1}/{total}".encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if scope["method"] == "GET":
            await self._pour(path, start, end, send)
        await send({"type": "http.response.body", "body": b""})

    async def _pour(self, path: Path, start: int, end: int, send: Send) -> None:
        with path.open("rb") as file:
            file.seek(start)
            while start < end:
                chunk = await self._run(file.read, min(_CHUNK, end - start))
                if not chunk:
                    break
                start += len(chunk)
                await send({"type": "http.response.body", "body": chunk, "more_body": True})

    async def _run(self, function: Callable[..., T], *args: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, function, *args)


def _range(headers: Iterable[Header], total: int) -> tuple[int, int, int]:
    """Which bytes are asked for, and the status that says so; all of them for what isn't clear."""
    asked = next((v for k, v in headers if k.lower() == b"range"), b"").decode("latin-1")
    match = re.fullmatch(r"bytes=(\d{1,15})-(\d{0,15})", asked)
    if not match or int(match[1]) >= total:
        return 0, total, 200
    end = min(int(match[2]) + 1, total) if match[2] else total
    return (int(match[1]), end, 206) if end > int(match[1]) else (0, total, 200)
