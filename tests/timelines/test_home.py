"""Home: merged on reading, in bounded work, whatever the size of the site."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rounds.identity.models import Account
from rounds.posts.models import Tag
from rounds.timelines import home as home_module
from rounds.timelines import render
from rounds.timelines.home import home, home_ids
from rounds.timelines.models import FollowedTag, List, ListMember
from rounds.timelines.page import Page
from rounds.timelines.public import public
from rounds.timelines.tags import tagged
from rounds.timelines.thread import thread
from tests.timelines.conftest import Write


def test_home_pages_both_ways_without_gaps_or_repeats(
    dr_amina: Account, student_leo: Account, write: Write, follows: Callable[..., object]
) -> None:
    follows(student_leo, dr_amina)
    ids = [write(dr_amina).id for _ in range(25)][::-1]
    first = home_ids(student_leo, Page(limit=10))
    second = home_ids(student_leo, Page(limit=10, max_id=first[-1]))
    assert first + second == ids[:20]
    assert home_ids(student_leo, Page(limit=10, min_id=ids[20])) == ids[10:20]
    assert home_ids(student_leo, Page(limit=10, since_id=ids[20])) == ids[:10]


@pytest.mark.parametrize("scan", [1, 3, 4000])
def test_quiet_friends_are_found_beyond_the_walk(
    scan: int, dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write,
    follows: Callable[..., object], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(home_module, "SCAN", scan)
    follows(student_leo, dr_amina)
    tag = Tag.objects.create(name="ecg", shown="ECG")
    FollowedTag.objects.create(account=student_leo, tag=tag)
    old = [write(dr_amina).id, write(patient_joan, tags=("ecg",)).id, write(student_leo).id]
    for _ in range(8):
        write(patient_joan)
    newest = write(dr_amina).id
    assert home_ids(student_leo, Page()) == [newest, *old[::-1]]
    assert home_ids(student_leo, Page(max_id=newest, limit=2)) == [old[2], old[1]]
    assert home_ids(student_leo, Page(min_id=old[0], limit=2)) == [old[2], old[1]]


def test_a_followed_tag_brings_public_posts_of_strangers(
    patient_joan: Account, student_leo: Account, write: Write
) -> None:
    post = write(patient_joan, tags=("ecg",))
    assert home(student_leo) == []
    FollowedTag.objects.create(account=student_leo, tag=Tag.objects.get(name="ecg"))
    assert [view.id for view in home(student_leo)] == [post.id]


def test_people_on_an_exclusive_list_leave_home(
    dr_amina: Account, student_leo: Account, write: Write, follows: Callable[..., object]
) -> None:
    follows(student_leo, dr_amina)
    write(dr_amina)
    own = List.objects.create(owner=student_leo, title="Teachers", exclusive=True)
    ListMember.objects.create(list=own, account=dr_amina)
    assert home(student_leo) == []


def _counts(read: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read()
    return len(queries)


def test_the_number_of_reads_is_small_and_the_same_at_ten_times_the_posts(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, write: Write,
    follows: Callable[..., object],
) -> None:  # fmt: skip
    follows(student_leo, dr_amina)
    root = write(trainee_priya)

    def grow(n: int) -> None:
        for _ in range(n):
            post = write(dr_amina, names=(student_leo,), tags=("ecg",), reply_to=root)
            write(dr_amina, tags=("ecg",), quote_of=post)
            write(dr_amina, boost_of=write(trainee_priya))

    def measure() -> dict[str, int]:
        render.forget_all()
        return {
            "home": _counts(lambda: home(student_leo, Page(limit=80))),
            "public": _counts(lambda: public(student_leo, Page(limit=80))),
            "tag": _counts(lambda: tagged(student_leo, "ecg", Page(limit=80))),
            "thread": _counts(lambda: thread(student_leo, root.id)),
        }

    grow(2)
    small = measure()
    grow(20)
    assert measure() == small
    assert small["home"] <= 13
    assert small["thread"] <= 11
