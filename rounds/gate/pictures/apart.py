"""Looking in a process of its own: what crashes, hangs or eats memory there harms nothing here.

A picture somebody made up to break a decoder ends that process; the picture stays unseen.
The child reads the picture from its standard input and answers with kinds and boxes, no words.
"""

import os
import subprocess
import sys

import msgspec

from rounds.base.images import decoded
from rounds.gate.pictures import models
from rounds.gate.pictures.port import CouldNotLook, Sighting

MOST_SECONDS = 120


def look(data: bytes) -> list[Sighting]:
    """What is to be seen in the picture `data`.

    Errors: CouldNotLook when the process crashed, took longer than `MOST_SECONDS` or made no sense.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", "rounds.gate.pictures.apart"]
    try:
        done = subprocess.run(
            command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS, check=True, env=environment,
        )  # fmt: skip
        return msgspec.json.decode(done.stdout, type=list[Sighting])
    except (subprocess.SubprocessError, OSError, msgspec.DecodeError):
        raise CouldNotLook from None


def main() -> int:
    """The child: one picture in, its sightings out."""
    found = models.look(decoded(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
