"""`rounds account create|token|confirm`: people, what was confirmed about them, their tokens."""

import argparse
import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rounds.base.errors import Invalid, NotFound, RoundsError

if TYPE_CHECKING:
    from rounds.identity.models import Account

USUAL_SCOPES = "read write follow push"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds account` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    create = verbs.add_parser("create", help="open an account whose e-mail address you vouch for")
    create.add_argument("user", help="the handle, such as helen")
    create.add_argument("--email", required=True)
    create.add_argument("--name", default="", help="the name that others see")
    create.add_argument("--role", default="unstated", help="the role in medicine, such as student")
    create.add_argument("--country", default="", help="two letters, such as GB")
    create.add_argument("--staff", action="store_true", help="make this person a moderator")
    create.add_argument(
        "--password-stdin", action="store_true", help="read the password; else one is made"
    )
    create.set_defaults(run=create_account)
    token = verbs.add_parser("token", help="print an access token for apps and scripts")
    token.add_argument("user")
    token.add_argument("--scopes", default=USUAL_SCOPES, help=f"what it may do ({USUAL_SCOPES})")
    token.set_defaults(run=print_token)
    confirm = verbs.add_parser("confirm", help="note that somebody confirmed a claim of theirs")
    confirm.add_argument("user")
    confirm.add_argument("claim", help="what is confirmed, such as Consultant")
    confirm.add_argument("--issuer", required=True, help="who confirms it, such as nhs.net")
    confirm.add_argument("--scope", default="", help="the field, such as cardiology")
    confirm.add_argument("--expires", type=moment, help="the last day, such as 2028-01-31")
    confirm.set_defaults(run=confirm_claim)


def moment(written: str) -> datetime:
    """Return the start, in UTC, of a day as it is written on the command line."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def create_account(args: argparse.Namespace) -> int:
    """Open an account and say how its owner signs in."""
    from rounds.identity.appoint import appoint_moderator
    from rounds.identity.confirm_address import confirm_address
    from rounds.identity.open_account import Newcomer, open_account
    from rounds.identity.roles import Role

    if args.role not in list(Role):
        raise Invalid(f"There is no role '{args.role}'. There are: {', '.join(Role)}.", "role")
    password = sys.stdin.readline().rstrip("\n") if args.password_stdin else ""
    made = "" if password else secrets.token_urlsafe(15)
    newcomer = Newcomer(
        username=args.user,
        email=args.email,
        password=password or made,
        display_name=args.name,
        role=Role(args.role),
        country=args.country.upper(),
    )
    settle = appoint_moderator if args.staff else confirm_address
    settle(open_account(newcomer))
    print(f"@{args.user} can sign in with {args.email}.")
    if made:
        print(f"Password, shown this once: {made}")
    return 0


def print_token(args: argparse.Namespace) -> int:
    """Print an access token, and nothing else, for a script to take."""
    from rounds.identity.confirm_address import confirm_address
    from rounds.identity.grant import issue_token
    from rounds.identity.scopes import SCOPES

    wanted = args.scopes.replace(",", " ").split()
    if unknown := sorted(set(wanted) - SCOPES):
        raise Invalid(f"There is no scope '{unknown[0]}'. Usual are: {USUAL_SCOPES}.", "scopes")
    print(issue_token(confirm_address(account_here(args.user)), None, wanted))
    return 0


def confirm_claim(args: argparse.Namespace) -> int:
    """Note a credential and print it as others will read it."""
    from rounds.identity.credentials import confirm_credential

    account = account_here(args.user)
    credential = confirm_credential(
        account, args.claim, args.issuer, scope=args.scope, expires_at=args.expires
    )
    print(f"@{account.username}: {credential.line}")
    return 0


def account_here(user: str) -> "Account":
    """Return the account of this server with that handle.

    Errors: RoundsError when there is none.
    """
    from rounds.identity.queries import account_by_handle

    try:
        account = account_by_handle(user.removeprefix("@"))
    except NotFound:
        account = None
    if account is None or not account.is_local:
        raise RoundsError(f"There is no account @{user.removeprefix('@')} here.")
    return account
