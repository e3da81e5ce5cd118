"""An institution's log-in in real Chromium: from this site to another and back, without any script.

What the institution sends comes from another site, for which a browser holds the session's cookie
back: that the way works all the same is seen in a browser alone.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from onelogin.saml2.utils import OneLogin_Saml2_Utils as Utils
from playwright.sync_api import expect

from rounds.identity.credentials import current_credential
from rounds.identity.models import Account
from rounds.identity.saml.providers import fetch_providers
from rounds.identity.saml.service import our_ear, our_entity
from tests.identity import saml_institution as idp
from tests.identity.saml_institution import Words, answer
from tests.web.browser.conftest import SHAPES, Desk, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@dataclass
class University:
    """A log-in on another site than ours."""

    url: str


def _handler(entity: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path != "/sso":
                self.send_error(404)
                return
            sent = parse_qs(parts.query)["SAMLRequest"][0]
            request = Utils.decode_base64_and_inflate(sent).decode()
            number = request.split('ID="')[1].split('"')[0]
            said = answer(
                Words(
                    request=number, audience=our_entity(), ear=our_ear(), entity=entity,
                    affiliations=("student@northbridge.example",),
                )
            )  # fmt: skip
            body = (
                '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Northbridge</title><h1>Northbridge</h1>'
                f'<form method="post" action="{our_ear()}">'
                f'<input type="hidden" name="SAMLResponse" value="{said}">'
                '<input type="hidden" name="RelayState" value="https://evil.example/">'
                "<button>Sign in</button></form>"
            ).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


@pytest.fixture
def university(live_server: Any, settings: Any, tmp_path: Path) -> Iterator[University]:
    """A university on another site: a browser takes another name of this machine for one."""
    entity = "https://idp.northbridge.example/saml"
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(entity))
    ours = urlsplit(live_server.url)
    other = "127.0.0.1" if ours.hostname == "localhost" else "localhost"
    url = f"http://{other}:{server.server_address[1]}"
    file = tmp_path / "federation.xml"
    more = [
        idp.entity(f"https://{n}.example/saml", shown=f"University {n}", scopes=(f"{n}.example",))
        for n in ("aston", "keele", "leeds")
    ]
    file.write_bytes(idp.federation(idp.entity(entity, sign_in=f"{url}/sso"), *more))
    settings.BASE_URL = live_server.url
    settings.ROUNDS = replace(settings.ROUNDS, saml_metadata=str(file), reach_loopback=True)
    fetch_providers()
    idp.lay_our_key()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield University(url)
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_student_goes_to_the_university_and_comes_back_confirmed(
    desk: Desk, student_leo: Account, university: University, *, scripts: bool
) -> None:
    page = desk.open("/settings/credentials", "phone", who=student_leo, scripts=scripts)
    page.get_by_role("link", name="Your institution's log-in").click()
    page.get_by_role("link", name="Northbridge University").click()
    page.wait_for_url(f"{university.url}/**")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/settings/credentials")
    line = "Affiliation, student – confirmed by northbridge.example"
    expect(page.get_by_text(line).first).to_be_visible()
    held = current_credential(student_leo)
    assert held is not None


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_of_institutions_fits_and_offends_nobody(
    desk: Desk, student_leo: Account, university: University, shape: str
) -> None:
    for path in ("", "?q=keele", "?q=hogwarts"):
        page = desk.open(f"/settings/credentials/saml{path}", shape, who=student_leo)
        assert violations(page) == []
        assert overflow(page) <= 0
