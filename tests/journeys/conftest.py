"""Browsers and apps for whole journeys: the same as the doors' own tests have."""

from pathlib import Path
from typing import Any

import pytest

from tests.mastodon.conftest import _nobody_called_yet, phone_of, some_app, stranger
from tests.web.conftest import log_in, nobody_has_tried_yet, publish, subscriptions, visitor

__all__ = [
    "_nobody_called_yet", "log_in", "nobody_has_tried_yet", "phone_of",
    "publish", "some_app", "stranger", "subscriptions", "visitor",
]  # fmt: skip


@pytest.fixture
def media_folder(settings: Any, tmp_path: Path) -> Path:
    """Where pictures of this journey lie."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"
