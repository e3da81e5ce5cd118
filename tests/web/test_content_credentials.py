"""Content credentials on the page and through an app: a calm line, and the owner hears what became of theirs.

What reads and signs is stood in for: `tests/posts/test_provenance.py` does it in earnest.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from rounds.base.origins import has_content_credential
from rounds.base.provenance import apart
from rounds.base.provenance.original import Original
from rounds.base.provenance.tool import Reading, Signed
from rounds.edge.web.content_credentials import fate_of, in_words
from rounds.posts import files
from rounds.posts.models import Media, Post
from rounds.posts.provenance import told_of
from tests.base.test_origins import with_c2pa

pytestmark = pytest.mark.django_db
AI = Original(
    digest=f"sha256:{'0' * 64}", format="image/jpeg", checked="valid", signer="Dreamworks Models",
    generator="Painter", year=2026, source="trainedAlgorithmicMedia", actions=("c2pa.created",),
)  # fmt: skip
Reads = Callable[..., None]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.BASE_URL = "https://rounds.example.org"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Have every credential read as `state` with `originals`, and signed unless `refused`."""

    def stand_in(state: str = "valid", *originals: Original, refused: str = "") -> None:
        monkeypatch.setattr(apart, "is_installed", lambda: True)
        monkeypatch.setattr(apart, "read", lambda _e: Reading(state=state, originals=originals))
        monkeypatch.setattr(
            apart, "sign", lambda e: Signed(pictures=() if refused else e.pictures, refused=refused)
        )

    return stand_in


def chosen() -> SimpleUploadedFile:
    return SimpleUploadedFile("art.jpg", with_c2pa("JPEG"), "image/jpeg")


def composed(browser: Client) -> str:
    """The composer's page after a picture with a credential was chosen."""
    sent = {"text": "What do you see?", "visibility": "public", "act": "preview", "files": chosen()}
    return browser.post("/compose", sent).content.decode()


def published(browser: Client) -> Post:
    sent = {"text": "What do you see?", "visibility": "public", "act": "publish", "files": chosen()}
    assert browser.post("/compose", sent).status_code == 303
    return Post.objects.get()


def test_readers_see_that_a_picture_was_made_by_a_machine(
    amina: Client, visitor: Client, reads: Reads
) -> None:
    reads("valid", AI)
    post = published(amina)
    page = visitor.get(f"/@amina/{post.pk}").content.decode()
    assert "Content credentials: made by AI" in page
    assert "credentials signed by Dreamworks Models; written by Painter; 2026" in page
    assert "nobody here vouches for the signer’s name" in page
    assert "written anew, metadata removed" in page
    assert "rounds.example.org" in page
    entity = visitor.get(f"/api/v1/statuses/{post.pk}").json()["media_attachments"][0]
    told = entity["rounds"]["content_credential"]
    assert (told["made_by_ai"], told["originals"][0]["signer"]) == ("wholly", "Dreamworks Models")


def test_in_german_the_line_is_german() -> None:
    kept = {"state": "kept", "originals": [{
        "digest": AI.digest, "format": AI.format, "checked": "trusted", "source": AI.source,
    }], "steps": ["written_anew", "cleaned", "blurred", "written_anew"], "size": [10, 10]}  # fmt: skip
    with translation.override("de"):
        words = in_words(told_of(kept, (10, 10)))
    assert words is not None
    assert words.summary == "Herkunftsnachweis: von KI erzeugt, hier unkenntlich gemacht"
    assert (
        "Hier getan",
        "neu geschrieben, Metadaten entfernt, Stellen unkenntlich gemacht",
    ) in words.lines


@pytest.mark.parametrize(
    ("checked", "line"),
    [
        ("valid", "Content credentials claim: taken with a camera"),
        ("trusted", "Content credentials: taken with a camera"),
    ],
)
def test_what_an_unknown_signer_says_stands_as_a_claim(checked: str, line: str) -> None:
    given = {
        "digest": AI.digest,
        "format": AI.format,
        "checked": checked,
        "source": "digitalCapture",
    }
    kept = {"state": "kept", "originals": [given], "steps": ["written_anew"], "size": [10, 10]}
    words = in_words(told_of(kept, (10, 10)))
    assert words is not None
    assert words.summary == line


def test_a_picture_without_a_credential_says_nothing_of_one(amina: Client, visitor: Client) -> None:
    from tests.pictures import film

    sent = {
        "text": "A trace", "visibility": "public", "act": "publish",
        "files": SimpleUploadedFile("x.png", film(), "image/png"),
    }  # fmt: skip
    amina.post("/compose", sent)
    post = Post.objects.get()
    assert "redentials:" not in visitor.get(f"/@amina/{post.pk}").content.decode()
    entity = visitor.get(f"/api/v1/statuses/{post.pk}").json()["media_attachments"][0]
    assert "rounds" not in entity


@pytest.mark.parametrize("state", ["invalid", "unreadable"])
def test_the_owner_hears_that_a_credential_did_not_hold_and_readers_hear_nothing(
    amina: Client, visitor: Client, reads: Reads, state: str
) -> None:
    reads(state)
    assert fate_of(state) in composed(amina)
    post = published(amina)
    assert "redentials:" not in visitor.get(f"/@amina/{post.pk}").content.decode()
    assert not has_content_credential(files.read(post.media.get().file))


def test_the_owner_hears_that_none_could_be_signed(
    amina: Client, visitor: Client, reads: Reads
) -> None:
    reads("valid", AI, refused="the key does not fit")
    assert fate_of("unsigned") in composed(amina)
    post = published(amina)
    assert "redentials:" not in visitor.get(f"/@amina/{post.pk}").content.decode()


def test_the_owner_reads_before_publishing_what_readers_will(amina: Client, reads: Reads) -> None:
    reads("valid", AI)
    page = composed(amina)
    assert fate_of("kept") in page
    assert "Content credentials: made by AI" in page


def test_without_the_extra_a_credential_is_removed_and_its_owner_told(
    amina: Client, visitor: Client
) -> None:
    assert "Writing the picture anew has removed it." in composed(amina)
    published(amina)
    media = Media.objects.exclude(post=None).get()
    assert (media.had_credential, media.provenance) == (True, {})
    assert not has_content_credential(files.read(media.file))
