"""Logs hold what happened, never what was written."""

import logging

import pytest

from rounds.site.logs import _Failures


def test_a_failed_request_is_logged_by_class_and_place_without_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        raise ValueError("Mrs Example, born 1 May 1950")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord(
        "django.request",
        logging.ERROR,
        __file__,
        1,
        "Internal Server Error: /search/Example",
        (),
        info,
    )
    _Failures().emit(record)
    written = "".join(capsys.readouterr())
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert "Example" not in written
