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
# What gives every check of the gate something to read, and none anything to ask about.
LONG_POST = """Five things I wish somebody had told me about atrial fibrillation before my first week.
1. Ask why now: infection, alcohol, thyroid, a valve. 2. Rate before rhythm in most people who are
well; aim below 110 at rest, as in RACE II. 3. CHA2DS2-VASc is about stroke, ORBIT about bleeding; a
fall is rarely a reason to leave anticoagulation out. 4. Digoxin is slow, beta blockers are not for
everybody with wheeze, and verapamil does not go with them. 5. Write down what was agreed and who
follows it up. In trials such as AFFIRM and EAST-AFNET 4 the people were younger than those on most
wards, so think before you carry a number over. What do you teach on the first day, and what do you
leave for the second? Guidelines: ESC 2024, NICE NG196. A 70-year-old in an exam always has a murmur;
real people seldom read the book."""
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
