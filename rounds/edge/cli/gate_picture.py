"""`rounds gate picture FILE`: what is seen in a picture, without a server or a database.

With `--json` each file is answered with one line, in the order of the files:

    {"file": "chest.png", "verdict": "ask_author", "width": 1024, "height": 880, "findings":
     [{"kind": "name", "box": [12, 20, 208, 44], "reason": "...", "source": "..."}],
     "content_credential": false}

A box is left, top, right and bottom in pixels of the picture as it is shown, upright. A file that
can't be read is answered with `{"file": ..., "error": ...}`; the next one is looked at all the same.
What is written in a picture is never printed.
"""

import argparse
import sys
from pathlib import Path

import msgspec

from rounds.base.errors import Invalid, RoundsError
from rounds.base.images import decoded
from rounds.base.origins import has_content_credential
from rounds.gate.draft import Draft
from rounds.gate.pictures import models
from rounds.gate.verdict import Verdict, judge
from rounds.posts.seen import Seen, Spot

WITH_FINDINGS = 1


def run(args: argparse.Namespace) -> int:
    """Look into each file: 0 when all may pass, 1 when something was found or unreadable.

    With --json it is 0 whatever was found.

    Errors: NotInstalled without the extra `images`.
    """
    if not models.is_installed():
        raise models.NotInstalled
    passed = True
    for name in args.files:
        answer = looked_at(name)
        passed = passed and answer.get("verdict") == Verdict.RELEASE.value
        line = msgspec.json.encode(answer).decode() if args.json else in_words(answer)
        print(line, flush=True)
    return 0 if args.json or passed else WITH_FINDINGS


def looked_at(name: str) -> dict[str, object]:
    """What is said about the file `name`."""
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return {"file": name, **judged(data)}
    except OSError as error:
        return {"file": name, "error": f"It can't be opened: {error.strerror}."}
    except (Invalid, RoundsError) as error:
        return {"file": name, "error": str(error)}


def judged(data: bytes) -> dict[str, object]:
    """The verdict on the picture `data`, with boxes in pixels.

    Errors: Invalid for what is no picture that can be read.
    """
    image = decoded(data)
    spots = tuple(
        Spot(kind=s.kind, box=s.box, digest="", can_confirm=s.kind != "nhs_number")
        for s in models.look(image)
    )
    judgement = judge(Draft(media=(1,)), pictures=[Seen(media_id=1, spots=spots)])
    sides = (image.width, image.height) * 2
    findings = [
        {
            "kind": f.kind,
            "box": [round(edge * side) for edge, side in zip(f.box, sides, strict=True)],
            "reason": f.reason,
            "source": f.source,
        }
        for f in judgement.findings
        if f.box is not None
    ]
    return {
        "verdict": judgement.verdict.value,
        "width": image.width,
        "height": image.height,
        "findings": findings,
        "content_credential": has_content_credential(data),
    }


def in_words(answer: dict[str, object]) -> str:
    """An answer for somebody who reads it in a terminal."""
    if "error" in answer:
        return f"{answer['file']}: {answer['error']}"
    found: list[dict[str, object]] = answer["findings"]  # type: ignore[assignment]
    lines = [f"{answer['file']}: {'nothing found' if not found else f'{len(found)} found'}"]
    lines += [f"  {f['kind']} at {f['box']}: {f['reason']}" for f in found]
    return "\n".join(lines)
