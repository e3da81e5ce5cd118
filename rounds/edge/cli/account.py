"""`rounds account create|token|confirm|credential|appoint|editor|list|invite`: people and their access, from the server.

Whoever can run this holds the server's keys already: an account made here needs no confirmation.
"""

import argparse
import getpass
import secrets
import sys
from typing import TYPE_CHECKING

from rounds.base.errors import Invalid, NotFound

if TYPE_CHECKING:
    from datetime import date

    from rounds.identity.models import Account, User


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what `rounds account` takes."""
    verbs = parser.add_subparsers(metavar="VERB")
    create = verbs.add_parser("create", help="open an account")
    create.add_argument("username")
    create.add_argument("--email", help="the address to sign in with (USERNAME@localhost)")
    create.add_argument("--name", default="", help="the name that is shown")
    create.add_argument("--role", default="unstated", help="a role in medicine, such as consultant")
    create.add_argument("--password", help="better left out: it is asked for, or made")
    create.add_argument(
        "--password-stdin", action="store_true", help="read the password from stdin"
    )
    create.add_argument("--staff", action="store_true", help="may look after the server")
    create.add_argument("--moderator", action="store_true", help="may moderate")
    create.set_defaults(run=create_account)
    token = verbs.add_parser("token", help="print an access token for an account")
    token.add_argument("username")
    token.add_argument("--scopes", default="read write follow push", help="split by blanks")
    token.set_defaults(run=print_token)
    confirm = verbs.add_parser("confirm", help="take an account's e-mail address as confirmed")
    confirm.add_argument("username")
    confirm.set_defaults(run=confirm_account)
    credential = verbs.add_parser("credential", help="note what was confirmed about somebody")
    credential.add_argument("username")
    credential.add_argument("claim", help="what is confirmed, such as 'Consultant'")
    credential.add_argument("--issuer", required=True, help="who confirms it, such as nhs.net")
    credential.add_argument("--scope", default="", help="for which field, such as cardiology")
    credential.add_argument("--months", type=int, default=12, help="how long it holds (12)")
    credential.set_defaults(run=note_credential)
    appoint = verbs.add_parser("appoint", help="say who may speak for an organisation")
    appoint.add_argument("organisation", help="the organisation's username")
    appoint.add_argument("person", help="the representative's username")
    appoint.add_argument("--until", metavar="YYYY-MM-DD", help="the last day (none: until ended)")
    appoint.add_argument("--end", action="store_true", help="end the appointment now")
    appoint.set_defaults(run=appoint_somebody)
    editor = verbs.add_parser("editor", help="say who edits reviews of teaching")
    editor.add_argument("username")
    editor.add_argument("--end", action="store_true", help="they edit no longer")
    editor.set_defaults(run=appoint_an_editor)
    listing = verbs.add_parser("list", help="list the accounts of this server")
    listing.add_argument("--unnamed-doctors", action="store_true", help="name policy: who is asked")
    listing.set_defaults(run=list_accounts)
    invite = verbs.add_parser("invite", help="print an invitation code")
    invite.add_argument("--uses", type=int, default=1, help="for how many people (1)")
    invite.set_defaults(run=print_invitation)


def _account(username: str) -> "tuple[Account, User]":
    from rounds.identity.queries import account_by_handle, user_of

    try:
        account = account_by_handle(username)
    except NotFound as error:
        raise NotFound(
            f"There is no @{username} here. `rounds account list` shows who is."
        ) from error
    user = user_of(account)
    if user is None:
        raise NotFound(f"@{username} doesn't sign in here.")
    return account, user


def _role(name: str) -> str:
    from rounds.identity.roles import Role

    try:
        return Role(name.replace("-", "_"))
    except ValueError as error:
        known = ", ".join(role.value for role in Role)
        raise Invalid(f"'{name}' is no role. Use one of: {known}.", "role") from error


def _password(args: argparse.Namespace) -> tuple[str, bool]:
    """A password, and whether it was made here rather than chosen."""
    if args.password:
        return args.password, False
    if args.password_stdin:
        given = sys.stdin.readline().rstrip("\n")
    else:
        asks = sys.stdin.isatty()
        given = getpass.getpass("A password (empty: one is made): ") if asks else ""
    return (given, False) if given else (secrets.token_urlsafe(15), True)


def create_account(args: argparse.Namespace) -> int:
    """Open an account whose e-mail address counts as confirmed."""
    from rounds.gate.own_words import check_first_words
    from rounds.identity.appoint import appoint
    from rounds.identity.emails import note_address
    from rounds.identity.open_account import Newcomer, open_account
    from rounds.identity.roles import Role

    check_first_words({"name": args.name}, args.username)
    password, made = _password(args)
    email = args.email or f"{args.username}@localhost"
    newcomer = Newcomer(
        username=args.username, email=email, password=password, display_name=args.name,
        role=Role(_role(args.role)),
    )  # fmt: skip
    account = open_account(newcomer)
    note_address(_account(account.username)[1], confirmed=True)
    appoint(account, staff=args.staff, moderator=args.moderator)
    print(f"@{account.username} can sign in with {email}.")
    if made:
        print(f"Password, shown this once: {password}")
    return 0


def print_token(args: argparse.Namespace) -> int:
    """Print an access token, and nothing else."""
    from rounds.identity.grant import issue_token
    from rounds.identity.scopes import SCOPES

    scopes = args.scopes.split()
    if not scopes or (unknown := sorted(set(scopes) - SCOPES)):
        wrong = ", ".join(unknown) if scopes else "none"
        raise Invalid(f"Unknown scopes: {wrong}. Use read, write, follow, push or their parts.")
    _, user = _account(args.username)
    print(issue_token(user, None, scopes))
    return 0


def confirm_account(args: argparse.Namespace) -> int:
    """Take the e-mail address as confirmed, and the account as approved."""
    from rounds.identity.appoint import approve
    from rounds.identity.emails import note_address

    account, user = _account(args.username)
    note_address(user, confirmed=True)
    approve(account)
    print(f"@{account.username} is confirmed.")
    return 0


def note_credential(args: argparse.Namespace) -> int:
    """Note a confirmed claim: from now on it stands beside what the person writes."""
    from datetime import timedelta

    from rounds.base import clock
    from rounds.identity.credentials import confirm_credential

    account, _ = _account(args.username)
    until = clock.now() + timedelta(days=30.44 * args.months)
    made = confirm_credential(account, args.claim, args.issuer, args.scope, expires_at=until)
    print(f"@{account.username}: {made.line}, until {until:%B %Y}.")
    return 0


def appoint_somebody(args: argparse.Namespace) -> int:
    """Let somebody speak for an organisation, or no longer."""
    from rounds.identity import representatives

    organisation, person = _account(args.organisation)[0], _account(args.person)[0]
    if args.end:
        held = representatives.list_representatives(organisation)
        found = next((one for one in held if one.representative_id == person.pk), None)
        if found is None:
            raise NotFound(f"@{person.username} doesn't speak for @{organisation.username}.")
        representatives.end_appointment(None, found.pk)
        print(f"@{person.username} no longer speaks for {organisation.shown_name}.")
        return 0
    last = _day(args.until) if args.until else None
    until = representatives.last_moment(last) if last else None
    representatives.appoint_representative(None, organisation, person, until=until)
    end = f" until {last:%d %B %Y}" if last else ""
    print(f"@{person.username} speaks for {organisation.shown_name}{end}.")
    return 0


def appoint_an_editor(args: argparse.Namespace) -> int:
    """Let somebody take up what waits for review, or no longer."""
    from rounds.identity.editors import appoint_editor, dismiss_editor

    account, _ = _account(args.username)
    if args.end:
        dismiss_editor(account)
        print(f"@{account.username} edits no longer.")
        return 0
    appoint_editor(account)
    print(f"@{account.username} edits: /reviews lists what waits.")
    return 0


def _day(text: str) -> "date":
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid(f"'{text}' is no day. Write it as 2027-03-31.", "until") from error


def list_accounts(args: argparse.Namespace) -> int:
    """Print a line for each account: handle, role, name."""
    from rounds.identity.names import list_unnamed_doctors
    from rounds.identity.queries import local_accounts

    accounts = list_unnamed_doctors() if args.unnamed_doctors else local_accounts()
    for account in accounts:
        print(f"@{account.username}\t{account.role}\t{account.shown_name}")
    return 0


def print_invitation(args: argparse.Namespace) -> int:
    """Print an invitation code, and nothing else."""
    from rounds.identity.invitations import invite

    print(invite(None, max_uses=args.uses).code)
    return 0
