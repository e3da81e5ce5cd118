"""Static files that weigh less on the way: a compressed copy of each text, made once in the home.

The copies are made when the server starts, anew where a file changed, so nothing has to be built
before and nothing stale is ever served. Pages are compressed by middleware instead.
"""

import gzip
import hashlib
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.conf import settings
from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

_TEXTS = {".css", ".js", ".svg", ".txt", ".md", ".json", ".html"}


def packed(path: Path) -> Path | None:
    """The compressed copy of the file at `path`, or None where that would be no smaller."""
    if path.suffix not in _TEXTS:
        return None
    words = path.read_bytes()
    folder = Path(settings.ROUNDS_HOME) / "packed"
    copy = folder / f"{hashlib.sha256(words).hexdigest()[:32]}.gz"
    if copy.is_file():
        return copy
    smaller = gzip.compress(words, 9, mtime=0)
    if len(smaller) >= len(words):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    made = copy.with_suffix(".making")
    made.write_bytes(smaller)
    made.replace(copy)
    return copy


class Packing(WhiteNoise):  # type: ignore[misc]
    """WhiteNoise that looks for compressed copies in the server's home."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        """The file at `path` as it is served at `url`, compressed for whoever can read that."""
        headers = Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        if self.add_headers_function is not None:
            self.add_headers_function(headers, path, url)
        copy = packed(Path(path))
        encodings = {"gzip": str(copy)} if copy else {}
        return StaticFile(path, headers.items(), encodings=encodings, stat_cache=stat_cache)
