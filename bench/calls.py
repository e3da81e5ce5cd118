"""The calls that are measured, and the most that each may cost."""

from typing import Any

# Milliseconds of CPU. Source: the project's targets, against servers measured on the same machine.
TARGETS = {
    "home of 20": 3.0,
    "hashtag timeline of 20": 3.0,
    "conversation of 200": 20.0,
    "one post": 1.5,
    "notifications of 20": 3.0,
    "unlisted post to 49 followers": 20.0,
    "follow": 10.0,
}
START_UP_S = 3.0
MEMORY_MIB = 200.0


def reads(seed: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Name, address and token of each call that only reads; the first is the yardstick."""
    reader = seed["reader"]
    return [
        ("static response", "/healthz", ""),
        ("home of 20", "/api/v1/timelines/home?limit=20", reader),
        ("hashtag timeline of 20", f"/api/v1/timelines/tag/{seed['tag']}?limit=20", reader),
        ("conversation of 200", f"/api/v1/statuses/{seed['thread']}/context", reader),
        ("one post", f"/api/v1/statuses/{seed['post']}", reader),
        ("notifications of 20", "/api/v1/notifications?limit=20", reader),
        ("public timeline of 20", "/api/v1/timelines/public?limit=20", ""),
    ]
