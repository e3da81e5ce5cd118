"""Media on S3-compatible storage, from one line: s3://KEY:SECRET@HOST/BUCKET.

`s3+http://` speaks plain HTTP, for a store on the same machine. The bucket is read by everybody's
browser, so it must allow public reads; names are unguessable and listing should be off.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from rounds.base.errors import RoundsError


@dataclass(frozen=True, slots=True)
class ObjectStorage:
    """Django's words for the store, and the address its files are read at, with a closing slash."""

    storage: dict[str, Any]
    url: str


def object_storage(line: str) -> ObjectStorage:
    """What `line` describes.

    Errors: RoundsError when a part is missing.
    """
    parts = urlsplit(line)
    bucket = parts.path.strip("/")
    if parts.scheme not in {"s3", "s3+http"} or not (parts.hostname and parts.username and bucket):
        raise RoundsError("ROUNDS_S3_URL can't be read. Write it as s3://KEY:SECRET@HOST/BUCKET.")
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    endpoint = f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}"
    options = {
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "endpoint_url": endpoint,
        "addressing_style": "path",
        "querystring_auth": False,
        "file_overwrite": False,
    }
    storage = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    return ObjectStorage(storage, f"{endpoint}/{bucket}/")
