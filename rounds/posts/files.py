"""Files of pictures: named so that nobody can guess them, private until a post takes them.

A private file stands under a prefix that is not served at all. When a post takes its picture the
file gets a new name, so that whoever came to know the first one knows nothing.
"""

import secrets

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

PRIVATE = "private"
PUBLIC = "posts"


def new_name(*, private: bool) -> str:
    """A name that no file has and nobody can guess."""
    token = secrets.token_urlsafe(18)
    return f"{PRIVATE if private else PUBLIC}/{token[:2]}/{token}.webp"


def store(data: bytes, *, private: bool, name: str = "") -> str:
    """Keep `data` under a new name, `name` if it is drawn already; gives the name."""
    return default_storage.save(name or new_name(private=private), ContentFile(data))


def read(name: str) -> bytes:
    """The bytes of the file `name`.

    Errors: FileNotFoundError when it is gone.
    """
    with default_storage.open(name) as file:
        data: bytes = file.read()
        return data


def copy(name: str, *, private: bool) -> str:
    """The same bytes under a new name; the old file stays until it is removed."""
    return store(read(name), private=private) if name else ""


def is_private(name: str) -> bool:
    """Whether the file `name` stands where nothing is served."""
    return name.startswith(f"{PRIVATE}/")
