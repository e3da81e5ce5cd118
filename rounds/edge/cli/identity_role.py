"""`rounds identity role`: the role that a bio states, without a server or a database.

With `--stdin --json` it reads JSON lines and answers each with one, in the same order:

    {"bio": "Renal registrar in Leeds"}
    {"role": "doctor_in_training", "abstained": false, "words": ["renal registrar"], ...}

A line may say "text" in place of "bio"; null is an empty bio. One that can't be read is answered with `{"error": ...}`.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from rounds.identity.bios.read import BioReading, read_bio
from rounds.identity.roles import ROLE_WORDS

_UNREADABLE = 'This line is not a JSON object with a "bio". Send {"bio": "..."}.'


class Line(msgspec.Struct):
    """What a line may say; one of the two."""

    bio: str | msgspec.UnsetType | None = msgspec.UNSET
    text: str | msgspec.UnsetType | None = msgspec.UNSET


def add_verb(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Say what `rounds identity role` takes."""
    role = verbs.add_parser("role", help="read the role that a bio states, with its words")
    role.add_argument("bio", nargs="*", help="a bio; without one, standard input is read")
    role.add_argument(
        "--stdin", action="store_true", help="read one bio (with --json: a line each)"
    )
    role.add_argument("--json", action="store_true", help="JSON lines in and out")
    role.set_defaults(run=run_role, needs_django=False)


def run_role(args: argparse.Namespace) -> int:
    """Print the role of one bio, or of each line."""
    if args.json and not args.bio:
        for answer in answers(sys.stdin.buffer):
            sys.stdout.buffer.write(answer + b"\n")
        sys.stdout.buffer.flush()
        return 0
    bio = " ".join(args.bio) if args.bio else sys.stdin.buffer.read().decode("utf-8", "replace")
    reading = read_bio(bio)
    print(msgspec.json.encode(shape(reading)).decode() if args.json else in_words(reading))
    return 0


def answers(lines: Iterable[bytes]) -> Iterator[bytes]:
    """One JSON answer for each of `lines`, in order."""
    for line in lines:
        yield msgspec.json.encode(answer(line))


def answer(line: bytes) -> dict[str, Any]:
    """What to say to one line."""
    try:
        said = msgspec.json.decode(line, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return {"error": _UNREADABLE}
    bio = said.text if said.bio is msgspec.UNSET else said.bio
    return {"error": _UNREADABLE} if bio is msgspec.UNSET else shape(read_bio(bio))


def shape(reading: BioReading) -> dict[str, Any]:
    """A reading as JSON shows it."""
    return {
        "role": reading.role.value,
        "abstained": reading.abstained,
        "words": list(reading.because),
        "says": reading.says,
        "certainty": reading.certainty,
    }


def in_words(reading: BioReading) -> str:
    """A reading as a sentence."""
    if reading.abstained:
        return f"{ROLE_WORDS[reading.role]}: {reading.says}."
    return f"{ROLE_WORDS[reading.role]}, because of: {', '.join(reading.because)}."
