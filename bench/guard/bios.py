"""How often the role read from a bio is the one two coders gave it.

`python -m bench.guard.bios` prints the rows. Reported is the sealed half of the second set where
its file is there; else the open half, by its name. Labelled by models, not by clinicians.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec

from rounds.identity.bios.read import read_bio
from rounds.identity.roles import DOCTORS, Role

SETS = Path(__file__).parent / "sets"
OPEN = SETS / "bios2.open.jsonl"
SEALED = SETS / "bios2.sealed.jsonl"
STATED = tuple(role for role in Role if role is not Role.UNSTATED)


class Bio(msgspec.Struct, frozen=True):
    """An invented bio, and the role two coders gave it."""

    id: int
    bio: str
    role: Role


Pair = tuple[Role, Role]
"""What was read, and what the coders said."""


def read_set(path: Path) -> list[Bio]:
    """The bios of one file, in its order."""
    return [msgspec.json.decode(line, type=Bio) for line in path.read_bytes().splitlines()]


def which_set() -> tuple[str, Path]:
    """The name and file of the half that is reported."""
    if SEALED.exists():
        return "second sealed half", SEALED
    return "second open half (the tables were tuned on it)", OPEN


def _role_of(bio: str) -> Role:
    return read_bio(bio).role


def bios_rows(role_of: Callable[[str], Role] = _role_of) -> list[dict[str, object]]:
    """One row for the whole set, then one for each role."""
    name, path = which_set()
    bios = read_set(path)
    role_of("")
    began = perf_counter()
    read = [role_of(bio.bio) for bio in bios]
    spent = (perf_counter() - began) * 1000 / len(bios)
    pairs = list(zip(read, [bio.role for bio in bios], strict=True))
    whole = {"set": f"bios, {name}", "bios": len(bios), **whole_figures(pairs)}
    whole["milliseconds"] = round(spent, 3)
    return [whole, *({"set": f"role '{role}'", **role_figures(pairs, role)} for role in STATED)]


def whole_figures(pairs: Sequence[Pair]) -> dict[str, object]:
    """Macro-F1 over the ten roles, precision of 'a doctor', and how often it abstains."""
    scores = [_f1(pairs, role) for role in STATED]
    doctors = [said in DOCTORS for read, said in pairs if read in DOCTORS]
    stated = [read is Role.UNSTATED for read, said in pairs if said is not Role.UNSTATED]
    unstated = [read is Role.UNSTATED for read, said in pairs if said is Role.UNSTATED]
    return {
        "macro_f1": round(sum(scores) / len(scores), 3),
        "doctor_precision": _share(sum(doctors), len(doctors)),
        "abstained": _share(sum(stated), len(stated)),
        "unstated_right": _share(sum(unstated), len(unstated)),
    }


def role_figures(pairs: Sequence[Pair], role: Role) -> dict[str, object]:
    """Precision, recall and F1 of one role."""
    hit, read, said = _counts(pairs, role)
    return {
        "bios": said,
        "precision": _share(hit, read),
        "recall": _share(hit, said),
        "f1": round(_f1(pairs, role), 3),
    }


def _counts(pairs: Sequence[Pair], role: Role) -> tuple[int, int, int]:
    hit = sum(read == role == said for read, said in pairs)
    return hit, sum(read == role for read, _ in pairs), sum(said == role for _, said in pairs)


def _f1(pairs: Sequence[Pair], role: Role) -> float:
    hit, read, said = _counts(pairs, role)
    return 2 * hit / (read + said) if read + said else 0.0


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def main() -> None:
    """Print the rows, a JSON object a line."""
    for row in bios_rows():
        print(json.dumps(row))


if __name__ == "__main__":
    main()
