"""Content credentials read and signed in processes of their own: what breaks there harms nothing here.

The child that reads gets none of this server's environment, in which its secrets stand.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TypeVar

import msgspec

from rounds.base.provenance.tool import (
    UNREADABLE,
    ReadErrand,
    Reading,
    Signed,
    SignErrand,
)

MOST_SECONDS = 30
Answer = TypeVar("Answer")


def is_installed() -> bool:
    """Whether what reads and signs is there (the extra `images`); it isn't loaded."""
    return find_spec("c2pa") is not None


def read(errand: ReadErrand) -> Reading:
    """How the content credential in a file stands; unreadable where the child did not come back."""
    return _done("read", errand, Reading) or Reading(state=UNREADABLE)


def sign(errand: SignErrand) -> Signed:
    """The pictures signed, or why not."""
    return _done("sign", errand, Signed) or Signed(refused="the process that signs did not answer")


def _done(verb: str, errand: msgspec.Struct, kind: type[Answer]) -> Answer | None:
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "LANG": "C.UTF-8",
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "rounds.base.provenance.tool", verb],
            input=msgspec.msgpack.encode(errand), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=MOST_SECONDS, check=True, env=environment,
        )  # fmt: skip
        return msgspec.msgpack.decode(done.stdout, type=kind)
    except (subprocess.SubprocessError, OSError, msgspec.DecodeError):
        return None
