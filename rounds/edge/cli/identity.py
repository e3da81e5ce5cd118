"""`rounds identity verify|revoke|rotate|providers|role`: badges, keys, institutions, roles from bios."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rounds.base.errors import Invalid
from rounds.edge.cli import identity_role

REASONS = ("left", "mistake", "misused")
_SIGNS = {True: "holds", False: "FAILS", None: "not checked"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds identity` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    verify = verbs.add_parser("verify", help="check the file of a badge, without any network")
    verify.add_argument(
        "file", help="the badge (JSON), or its picture (SVG); '-' reads it from stdin"
    )
    verify.add_argument(
        "--list", action="append", default=[], metavar="FILE",
        help="a list that the badge names (of the revoked, of those that rest); may be repeated",
    )  # fmt: skip
    verify.add_argument("--account", default="", help="the address it must be issued to")
    verify.add_argument("--name", default="", help="the name it must be issued to")
    verify.add_argument("--issuer", default="", help="the did:key that must have signed it")
    verify.add_argument("--json", action="store_true", help="print the findings as JSON")
    verify.set_defaults(run=verify_file, needs_django=False)
    revoke = verbs.add_parser("revoke", help="take a credential back")
    revoke.add_argument("credential", type=int, help="its number, as in /credentials/NUMBER")
    revoke.add_argument("--reason", choices=REASONS, default="mistake", help="why (mistake)")
    revoke.set_defaults(run=revoke_one)
    rotate = verbs.add_parser("rotate", help="sign badges with a new key from now on")
    rotate.add_argument(
        "--stolen", action="store_true", help="trust no key before it; issue every badge anew"
    )
    rotate.set_defaults(run=rotate_key)
    providers = verbs.add_parser("providers", help="read the federation's metadata now")
    providers.add_argument("--find", default="", help="show institutions with these words")
    providers.set_defaults(run=read_providers)
    identity_role.add_verb(verbs)


def _read(name: str) -> dict[str, Any]:
    """Errors: Invalid for a file that is not there or holds no JSON object, bare or in a picture."""
    from rounds.identity.badges.baked import take_out

    try:
        words = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        if words.lstrip().startswith("<"):
            return take_out(words.strip().encode())
        found = json.loads(words)
    except (OSError, ValueError, RecursionError) as error:
        raise Invalid(f"{name} can't be read as JSON. Give the file of a badge.") from error
    if not isinstance(found, dict):
        raise Invalid(f"{name} holds no badge.")
    return found


def verify_file(args: argparse.Namespace) -> int:
    """Print what holds and what fails; the exit code is 1 when something fails."""
    from rounds.base import clock
    from rounds.identity.badges.verify import Expected, verify

    expected = Expected(
        account=args.account, name=args.name, issuer=args.issuer,
        lists=tuple(_read(name) for name in args.list),
    )  # fmt: skip
    verdict = verify(_read(args.file), clock.now(), expected)
    if args.json:
        rows = [{"about": f.about, "holds": f.holds, "says": f.sentence} for f in verdict.findings]
        print(json.dumps({"valid": verdict.is_valid, "findings": rows}))
    else:
        for one in verdict.findings:
            print(f"{_SIGNS[one.holds]:<12}{one.about:<12}{one.sentence}")
    return 0 if verdict.is_valid else 1


def revoke_one(args: argparse.Namespace) -> int:
    """Take a credential back: from now on its badge fails."""
    from rounds.identity.claim_words import Reason
    from rounds.identity.credentials import credential_by_id, revoke_credential

    credential = credential_by_id(args.credential)
    revoke_credential(credential.account, credential.pk, reason=Reason(args.reason))
    print(f"@{credential.account.handle}: {credential.line} is revoked.")
    return 0


def rotate_key(args: argparse.Namespace) -> int:
    """Make a new key; gives its name."""
    from rounds.identity.badges.issue import rotate

    key, again = rotate(stolen=args.stolen)
    print(f"Badges are signed by {key.public} from now on.")
    if args.stolen:
        print(f"{again} badges were issued anew. Tell people to fetch their files again.")
    return 0


def read_providers(args: argparse.Namespace) -> int:
    """Take over the institutions of the federation; exit code 1 when `--find` finds none."""
    from rounds.identity.saml.providers import fetch_providers, find_providers, shown_name
    from rounds.identity.saml.service import our_entity

    print(f"{fetch_providers()} institutions can be asked. This server's metadata: {our_entity()}")
    if not args.find:
        return 0
    found, count = find_providers(args.find)
    for one in found:
        print(f"{shown_name(one)}  {', '.join(one.scopes)}  {one.entity}")
    return 0 if count else 1
