"""Give a server the people, the app and the tokens that Mastodon.py's suite takes for granted.

Run as `python -m tests.suites.seed_mastodon_py` in the environment of the server that it is for.
Names and scopes are those of the suite's own `setup.sql`.
"""

import django

CLIENT_ID = "__MASTODON_PY_TEST_CLIENT_ID"
CLIENT_SECRET = "__MASTODON_PY_TEST_CLIENT_SECRET"
PASSWORD = "5fc638e0e53eafd9c4145b6bb852667d"
SCOPES = "read write follow push"
# The suite's second token is that of the server's first owner, called 'admin'. Nobody can sign up by
# that name here, so it is given afterwards; 'admin2' stands by to be found.
OWNER = "admin"
# username -> e-mail address, language, token, its scopes, whether follows are asked for first
PEOPLE = {
    "mastodonpy_test": (
        "mastodonpy_test@localhost", "ja", "__MASTODON_PY_TEST_ACCESS_TOKEN", SCOPES, True,
    ),
    "owner_of_the_suite": (
        "admin@localhost", "de", "__MASTODON_PY_TEST_ACCESS_TOKEN_2",
        f"{SCOPES} admin:read admin:write", False,
    ),
    "admin2": ("zerocool@example.com", "de", "", SCOPES, False),
    "mastodonpy_test_2": (
        "mastodonpy_test_2@localhost", "ja", "__MASTODON_PY_TEST_ACCESS_TOKEN_3", SCOPES, False,
    ),
}  # fmt: skip


def seed() -> None:
    """Write all of it."""
    from rounds.identity.access import digest
    from rounds.identity.appoint import appoint_moderator
    from rounds.identity.emails import note_address
    from rounds.identity.grant import issue_token
    from rounds.identity.models import Account, App
    from rounds.identity.open_account import Newcomer, open_account

    app = App.objects.create(
        name="Mastodon.py test suite",
        redirect_uris="urn:ietf:wg:oauth:2.0:oob",
        scopes=f"{SCOPES} admin:read admin:write",
        client_id=CLIENT_ID,
        secret_digest=digest(CLIENT_SECRET),
    )
    for username, (email, locale, token, scopes, locked) in PEOPLE.items():
        newcomer = Newcomer(username=username, email=email, password=PASSWORD, locale=locale)
        account = open_account(newcomer)
        owns = "admin:write" in scopes
        name = OWNER if owns else username
        Account.objects.filter(pk=account.pk).update(locked=locked, username=name)
        user = appoint_moderator(account) if owns else account.user
        note_address(user, confirmed=True)
        if token:
            issue_token(user, app, scopes.split(), secret=token)


if __name__ == "__main__":
    django.setup()
    seed()
