"""Mastodon.py's own suite, from its sdist, sent live to a server of ours instead of its recordings."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT
from tests.suites.rig import Sdist, run_suite, server, unpacked

MASTODON_PY = Sdist(
    package="Mastodon.py",
    version="2.3.3",
    file="mastodon_py-2.3.3.tar.gz",
    sha256="a3cda3db86d65809957c978aef8ac7fb3dfc93abfeda3f1c6bdef4c79090ab7b",
)
# Files that do not speak to a server, or only to their own recordings.
LEFT_OUT = {
    "test_entities.py": "reads recordings of other servers",
    "test_streaming.py": "replays recordings by a patched VCR; tests/mastodon streams live",
    "test_streaming_websocket.py": "the same",
    "test_websocket_cassette.py": "tests the suite's own recorder",
}
_NO_ADMIN = "moderation is a page here; the admin API is not served"
_NO_YEAR = "annual reports are not served"
_NO_COLLECTIONS = "collections of accounts are not served"
_NO_QUOTE_POLICY = "who may quote cannot be chosen here: public posts can be quoted"
_NO_FILM = "uploads a film; pictures alone are taken"
_NO_WORDS_FOR_THE_PORTRAIT = "portraits have no descriptions of their own"
# Cases that fail here, each with its reason.
FAIL_HERE = {
    "tests/test_account.py::test_account_update_credentials": _NO_WORDS_FOR_THE_PORTRAIT,
    "tests/test_account.py::test_account_update_credentials_quote_policy": _NO_QUOTE_POLICY,
    "tests/test_account.py::test_account_update_credentials_too_many_fields": "six fields are allowed, as the instance says; five are sent",
    "tests/test_admin.py::test_admin_accounts": _NO_ADMIN,
    "tests/test_admin.py::test_admin_accounts_v1": _NO_ADMIN,
    "tests/test_admin.py::test_admin_accounts_v2": _NO_ADMIN,
    "tests/test_admin.py::test_admin_canonical_email_block": _NO_ADMIN,
    "tests/test_admin.py::test_admin_domain_blocks": _NO_ADMIN,
    "tests/test_admin.py::test_admin_email_domain_blocks": _NO_ADMIN,
    "tests/test_admin.py::test_admin_ip_blocks": _NO_ADMIN,
    "tests/test_admin.py::test_admin_moderation": _NO_ADMIN,
    "tests/test_admin.py::test_admin_reports": _NO_ADMIN,
    "tests/test_admin.py::test_admin_stats": _NO_ADMIN,
    "tests/test_admin.py::test_admin_trends": _NO_ADMIN,
    "tests/test_annual_reports.py::test_annual_report_event": _NO_YEAR,
    "tests/test_annual_reports.py::test_annual_report_state_and_generate": _NO_YEAR,
    "tests/test_annual_reports.py::test_annual_reports": _NO_YEAR,
    "tests/test_collections.py::test_collection_item_add_delete": _NO_COLLECTIONS,
    "tests/test_collections.py::test_collection_item_revoke": _NO_COLLECTIONS,
    "tests/test_collections.py::test_collection_lifecycle": _NO_COLLECTIONS,
    "tests/test_collections.py::test_collection_notification_fallback": _NO_COLLECTIONS,
    "tests/test_create_app.py::test_app_account_create": "signs up with 'swordfish', too short and too common a password",
    "tests/test_errors.py::test_lang_for_errors": "errors are in English only",
    "tests/test_instance.py::test_instance_domain_blocks": "wants the list of blocked servers hidden; here it is public",
    "tests/test_media.py::test_media_post[False]": _NO_FILM,
    "tests/test_media.py::test_media_post[True]": _NO_FILM,
    "tests/test_media.py::test_media_update": _NO_FILM,
    "tests/test_pagination.py::test_collections_offset_navigation[account_collections]": _NO_COLLECTIONS,
    "tests/test_pagination.py::test_collections_offset_navigation[account_in_collections]": _NO_COLLECTIONS,
    "tests/test_pagination.py::test_collections_page_iterator": _NO_COLLECTIONS,
    "tests/test_polls.py::test_polls": "votes twice in one poll; here each account votes once",
    "tests/test_profile.py::test_profile_update": _NO_WORDS_FOR_THE_PORTRAIT,
    "tests/test_quotes.py::test_status_quote_approval_visibility": _NO_QUOTE_POLICY,
    "tests/test_quotes.py::test_status_quote_revoke": _NO_QUOTE_POLICY,
    "tests/test_quotes.py::test_status_update_quote_approval_policy": _NO_QUOTE_POLICY,
    "tests/test_reports.py::test_report": "reports itself",
    "tests/test_status.py::test_scheduled_status": "schedules for the year 4000; three years are the most",
    "tests/test_status.py::test_status_card": "needs a preview of a page of the internet",
    "tests/test_status.py::test_status_update_with_media_edit": _NO_FILM,
    "tests/test_timeline.py::test_timeline_disabled": "asks mastodon.social over the internet",
}


@pytest.mark.suites
@pytest.mark.timeout(3000)
def test_mastodon_pys_own_suite_fails_only_where_we_know_why(tmp_path: Path) -> None:
    folder = unpacked(MASTODON_PY)
    # The moments at which the makers recorded; without them the suite takes the present ones.
    for name in ("server_time", "min_max_id_datetimes"):
        (folder / f"tests/cassettes/test_{name}_datetimeobjects.pkl").unlink(missing_ok=True)
    ignored = [f"--ignore=tests/{name}" for name in LEFT_OUT]
    words = ["tests", "--disable-recording", "-p", "no:cacheprovider", "--timeout=120", *ignored]
    with server(tmp_path) as environment:
        subprocess.run(
            [sys.executable, "-m", "tests.suites.seed_mastodon_py"],
            cwd=ROOT,
            env=environment | {"DJANGO_SETTINGS_MODULE": "rounds.site.settings"},
            check=True,
        )
        outcome = run_suite(folder, words)
    assert sorted(outcome.failed) == sorted(FAIL_HERE)
