"""`rounds gate check`: what the gate finds in a text, without a server or a database.

With `--stdin --json` it reads JSON lines and answers each with one, in the same order:

    {"text": "Ring 07700 900123"}
    {"verdict": "ask_author", "findings": [{"start": 5, "end": 17, "kind": "phone", ...}]}

`start` and `end` count characters. A line that can't be read is answered with `{"error": ...}`;
the next one is read all the same. An error never repeats what the line said.
"""

import argparse
import sys
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from rounds.gate.draft import Draft
from rounds.gate.finding import Finding
from rounds.gate.verdict import DEFAULT_LIMIT, Judgement, Verdict, judge

WITH_FINDINGS = 1


class Line(msgspec.Struct):
    """What a line may say; only the text is needed."""

    text: str
    content_warning: str = ""
    teaching: bool = False
    interests: str | None = None


def run_check(args: argparse.Namespace) -> int:
    """Judge what was given: 0 when all may pass, 1 when something was found (0 with --json)."""
    limit = DEFAULT_LIMIT if args.limit is None else args.limit
    if args.json and not args.text:
        for answer in answers(sys.stdin.buffer, limit):
            sys.stdout.buffer.write(answer + b"\n")
            sys.stdout.buffer.flush()
        return 0
    text = " ".join(args.text) if args.text else sys.stdin.buffer.read().decode("utf-8", "replace")
    judgement = judge(Draft(text=text), limit=limit)
    if args.json:
        print(msgspec.json.encode(shape(judgement)).decode())
        return 0
    print(in_words(text, judgement))
    return 0 if judgement.verdict is Verdict.RELEASE else WITH_FINDINGS


def answers(lines: BinaryIO, limit: int = DEFAULT_LIMIT) -> Iterator[bytes]:
    """One JSON answer for each of `lines`, in order."""
    for line in lines:
        yield msgspec.json.encode(answer(line, limit))


def answer(line: bytes, limit: int) -> dict[str, object]:
    """What to say to one line."""
    try:
        said = msgspec.json.decode(line, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {"error": 'This line is not a JSON object with a "text". Send {"text": "..."}.'}
    draft = Draft(
        text=said.text,
        content_warning=said.content_warning,
        teaching=said.teaching,
        interests=said.interests,
    )
    return shape(judge(draft, limit=limit))


def shape(judgement: Judgement) -> dict[str, object]:
    """A judgement as the JSON that goes out."""
    return {
        "verdict": judgement.verdict.value,
        "findings": [_finding(finding) for finding in judgement.findings],
    }


def _finding(f: Finding) -> dict[str, object]:
    told: dict[str, object] = {
        "start": f.start, "end": f.end, "kind": f.kind, "reason": f.reason, "source": f.source
    }  # fmt: skip
    if f.details:
        told["details"] = [msgspec.to_builtins(detail) for detail in f.details]
    return told


def in_words(text: str, judgement: Judgement) -> str:
    """A judgement for somebody who reads it in a terminal."""
    words = {
        Verdict.RELEASE: "May be posted.",
        Verdict.ASK_AUTHOR: "The author is asked:",
        Verdict.HOLD_FOR_REVIEW: "Held; it can be changed, not confirmed:",
    }
    lines = [words[judgement.verdict]]
    for f in judgement.findings:
        for meant in f.details or (f,):
            said = text[meant.start : meant.end]
            lines.append(f"  {meant.start}-{meant.end} {f.kind}: {said!r}")
        lines += [f"    {f.reason}", f"    Source: {f.source}"]
    return "\n".join(lines)
