"""Logs: what happened, never what was written.

An address may hold a search, an error's words may quote a post: Django's own lines about requests
would write both down. Here a failed request is one line with the error's class and place.
"""

import logging
import sys
import traceback

import structlog

log = structlog.get_logger("rounds.site")


class _Failures(logging.Handler):
    """Writes of a failed request what went wrong and where, and nothing that was sent."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        frames = traceback.extract_tb(error.__traceback__) if error else []
        place = (
            f"{frames[-1].filename.rpartition('/rounds/')[2]}:{frames[-1].lineno}" if frames else ""
        )
        log.error("request failed", error=type(error).__name__ if error else "", place=place)


def set_up(level: str) -> None:
    """Send what is at least as grave as `level` to the standard error, requests without their words."""
    logging.basicConfig(level=level, format="%(levelname)s %(name)s %(message)s")
    # A 404 is no event, and its address may be a search.
    requests = logging.getLogger("django.request")
    requests.setLevel(logging.ERROR)
    requests.handlers, requests.propagate = [_Failures()], False
    for noisy in ("django.security", "django.security.csrf", "django.server"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
