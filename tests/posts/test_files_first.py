"""Files are made before the transaction that names them: nobody waits, and none is left over."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from rounds.base import clock
from rounds.gate import settle
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts import files, looking, made, media
from rounds.posts.looking import blur_everything
from rounds.posts.media import own_media, upload
from rounds.posts.models import Media, Post
from tests.pictures import NAME, film, look_finds

pytestmark = pytest.mark.django_db(transaction=True)
Stored = Callable[[], set[str]]


class KilledError(BaseException):
    """The end of a server in the middle of things."""


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def stored(tmp_path: Path) -> Stored:
    """Gives the names of all files there are."""

    def found() -> set[str]:
        paths = [path for path in tmp_path.rglob("*") if path.is_file()]
        return {str(path.relative_to(tmp_path)) for path in paths}

    return found


@pytest.fixture
def leo_posts(student_leo: Account) -> Iterator[Callable[[], None]]:
    """Leo posts something, from another browser."""

    def post() -> None:
        try:
            assert isinstance(submit(student_leo, Draft(text="Meanwhile")), Released)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        yield lambda: pool.submit(post).result()


@pytest.fixture
def picture(dr_amina: Account) -> Media:
    """A picture of Dr Amina's in which a look found a name."""
    look_finds(NAME)
    one = upload(dr_amina, film())
    run_due()
    return own_media(dr_amina, one.pk)


def _named() -> set[str]:
    rows = Media.objects.values_list("file", "preview")
    return {name for row in rows for name in row if name}


def _posted(author: Account, one: Media) -> Any:
    return submit(author, Draft(text="A film", media=(one.pk,)))


def test_somebody_else_posts_while_a_picture_is_being_blurred(
    dr_amina: Account, picture: Media, leo_posts: Callable[[], None], stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    written = looking.reencoded

    def slowly(*args: Any) -> Any:
        leo_posts()
        return written(*args)

    monkeypatch.setattr(looking, "reencoded", slowly)
    blurred = blur_everything(dr_amina, picture.pk)
    assert Post.objects.filter(source="Meanwhile").count() == 1
    assert blurred.file != picture.file
    assert not own_media(dr_amina, picture.pk).spots
    run_due()
    assert stored() == _named() == {blurred.file, blurred.preview}


def test_somebody_else_posts_while_the_picture_of_a_post_is_being_stored(
    dr_amina: Account, leo_posts: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = upload(dr_amina, film())
    store = files.store

    def slowly(*args: Any, **more: Any) -> str:
        leo_posts()
        return store(*args, **more)

    monkeypatch.setattr(files, "store", slowly)
    assert isinstance(_posted(dr_amina, one), Released)
    assert Post.objects.filter(source="Meanwhile").exists()


def test_a_place_pressed_twice_at_once_is_blurred_once(
    dr_amina: Account, picture: Media, stored: Stored, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = looking.reencoded
    calls: list[int] = []

    def pressed_again(*args: Any) -> Any:
        calls.append(1)
        if len(calls) == 1:
            blur_everything(dr_amina, picture.pk)
        return written(*args)

    monkeypatch.setattr(looking, "reencoded", pressed_again)
    blurred = blur_everything(dr_amina, picture.pk)
    assert not blurred.spots
    run_due()
    assert stored() == _named() == {blurred.file, blurred.preview}


def test_a_post_that_fails_at_the_very_end_leaves_nothing_of_its_picture_to_fetch(
    dr_amina: Account, monkeypatch: pytest.MonkeyPatch, stored: Stored
) -> None:
    one = upload(dr_amina, film())
    publish = settle.publish

    def fails(*args: Any, **more: Any) -> None:
        publish(*args, **more)
        raise ZeroDivisionError

    monkeypatch.setattr(settle, "publish", fails)
    with pytest.raises(ZeroDivisionError):
        _posted(dr_amina, one)
    assert stored() == _named() == {one.file, one.preview}


def _blur(author: Account) -> None:
    blur_everything(author, Media.objects.get().pk)


def _post(author: Account) -> None:
    Media.objects.update(spots=[])
    _posted(author, Media.objects.get())


def _upload(author: Account) -> None:
    upload(author, film())


@pytest.mark.parametrize("deed", [_blur, _post, _upload])
def test_what_a_killed_server_left_of_a_picture_goes_within_the_hour(
    deed: Callable[[Account], None], dr_amina: Account, picture: Media, stored: Stored,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    @contextmanager
    def killed(_made: Any) -> Iterator[None]:
        raise KilledError
        yield

    for module in (made, media, looking):
        monkeypatch.setattr(module, "naming", killed)
    with pytest.raises(KilledError):
        deed(dr_amina)
    assert stored() > _named()
    clock.travel(clock.now() + timedelta(minutes=61))
    run_due()
    assert stored() == _named() == {picture.file, picture.preview}
