"""Viewer by visibility by timeline: what each person sees, and what they never see."""

import json
from collections.abc import Callable

import pytest

from rounds.base.errors import NotFound
from rounds.identity.models import Account, Block, Mute
from rounds.posts.models import Visibility
from rounds.timelines.account import posts_by
from rounds.timelines.home import home
from rounds.timelines.hydrate import hydrate_post
from rounds.timelines.public import public
from rounds.timelines.tags import tagged
from rounds.timelines.thread import conversed, thread
from tests.timelines.conftest import Write

PUBLIC, UNLISTED, FOLLOWERS, DIRECT = Visibility

# viewer -> timeline -> the visibilities that appear there
TABLE = {
    "stranger": {
        "public": {PUBLIC}, "tag": {PUBLIC}, "profile": {PUBLIC, UNLISTED},
        "one": {PUBLIC, UNLISTED}, "thread": {PUBLIC, UNLISTED},
    },
    "somebody": {
        "home": set(), "public": {PUBLIC}, "tag": {PUBLIC}, "profile": {PUBLIC, UNLISTED},
        "one": {PUBLIC, UNLISTED}, "thread": {PUBLIC, UNLISTED},
    },
    "follower": {
        "home": {PUBLIC, UNLISTED, FOLLOWERS}, "public": {PUBLIC}, "tag": {PUBLIC},
        "profile": {PUBLIC, UNLISTED, FOLLOWERS}, "one": {PUBLIC, UNLISTED, FOLLOWERS},
        "thread": {PUBLIC, UNLISTED, FOLLOWERS},
    },
    "named": {
        "home": set(), "public": {PUBLIC}, "tag": {PUBLIC}, "profile": set(Visibility),
        "one": set(Visibility), "thread": set(Visibility),
    },
    "author": {
        "home": set(Visibility), "public": {PUBLIC}, "tag": {PUBLIC}, "profile": set(Visibility),
        "one": set(Visibility), "thread": set(Visibility),
    },
    "blocked": {
        "home": set(), "public": set(), "tag": set(), "profile": set(), "one": set(), "thread": set(),
    },
}  # fmt: skip


@pytest.fixture
def people(
    dr_amina: Account,
    student_leo: Account,
    trainee_priya: Account,
    patient_joan: Account,
    society: Account,
    follows: Callable[..., object],
) -> dict[str, Account | None]:
    """Who looks: Amina writes, Leo follows her, Priya is named, Joan is blocked."""
    follows(student_leo, dr_amina)
    Block.objects.create(account=dr_amina, target=patient_joan)
    return {
        "stranger": None, "somebody": society, "follower": student_leo, "named": trainee_priya,
        "author": dr_amina, "blocked": patient_joan,
    }  # fmt: skip


@pytest.mark.parametrize("who", TABLE)
def test_each_person_sees_just_what_the_author_meant_for_them(
    who: str, people: dict[str, Account | None], write: Write
) -> None:
    author, named = people["author"], people["named"]
    assert author is not None
    assert named is not None
    root = write(author, "The question.")
    posts = {}
    for visibility in Visibility:
        names = (named,) if visibility in {DIRECT, FOLLOWERS} else ()
        posts[
            write(author, visibility=visibility, names=names, tags=("ecg",), reply_to=root).id
        ] = visibility
    viewer = people[who]

    def seen(views: list) -> set[Visibility]:
        return {posts[view.id] for view in views if view.id in posts}

    found = {
        "public": seen(public(viewer)),
        "tag": seen(tagged(viewer, "#ECG")),
        "profile": seen(posts_by(viewer, author)),
        "one": {posts[i] for i in posts if hydrate_post(viewer, i)},
    }
    if viewer is not None:
        found["home"] = seen(home(viewer))
    try:
        found["thread"] = seen(thread(viewer, root.id)[1])
    except NotFound:
        found["thread"] = set()
    assert found == TABLE[who]


def test_a_muted_person_leaves_home_but_not_their_own_profile(
    dr_amina: Account, student_leo: Account, write: Write, follows: Callable[..., object]
) -> None:
    follows(student_leo, dr_amina)
    post = write(dr_amina)
    Mute.objects.create(account=student_leo, target=dr_amina)
    assert home(student_leo) == []
    assert public(student_leo) == []
    assert [view.id for view in posts_by(student_leo, dr_amina)] == [post.id]


def test_a_boost_of_a_blocked_person_does_not_reach_home(
    dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write,
    follows: Callable[..., object],
) -> None:  # fmt: skip
    follows(student_leo, dr_amina)
    boost = write(dr_amina, boost_of=write(patient_joan))
    assert [view.id for view in home(student_leo)] == [boost.id]
    Block.objects.create(account=patient_joan, target=student_leo)
    assert home(student_leo) == []


def test_boosts_of_somebody_stay_away_when_asked(
    dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write,
    follows: Callable[..., object],
) -> None:  # fmt: skip
    follows(student_leo, dr_amina, show_boosts=False)
    own = write(dr_amina)
    write(dr_amina, boost_of=write(patient_joan))
    assert [view.id for view in home(student_leo)] == [own.id]


def test_a_reply_to_a_stranger_is_not_shown_at_home_but_one_to_a_friend_is(
    dr_amina: Account, student_leo: Account, patient_joan: Account, trainee_priya: Account,
    write: Write, follows: Callable[..., object],
) -> None:  # fmt: skip
    follows(student_leo, dr_amina)
    follows(student_leo, trainee_priya)
    write(dr_amina, reply_to=write(patient_joan))
    to_friend = write(dr_amina, reply_to=write(trainee_priya))
    to_leo = write(dr_amina, reply_to=write(student_leo))
    ids = [view.id for view in home(student_leo) if view.reply_to]
    assert ids == [to_leo.id, to_friend.id]


def test_a_follow_limited_to_a_language_leaves_others_out(
    dr_amina: Account, student_leo: Account, write: Write, follows: Callable[..., object]
) -> None:
    follows(student_leo, dr_amina, languages=["pt"])
    write(dr_amina, "In English.", language="en")
    portuguese = write(dr_amina, "Em português.", language="pt")
    assert [view.id for view in home(student_leo)] == [portuguese.id]


def test_the_json_is_sound_and_names_role_and_boosted_post(
    dr_amina: Account, student_leo: Account, write: Write
) -> None:
    post = write(dr_amina, 'Quotes "and" <b>é</b>', names=(student_leo,), tags=("ecg",))
    boost = write(student_leo, boost_of=post)
    view = hydrate_post(student_leo, boost.id)
    assert view is not None
    entity = json.loads(view.json())
    assert entity["reblog"]["id"] == str(post.id)
    assert entity["reblog"]["account"]["acct"] == "amina"
    assert entity["reblog"]["rounds"]["role"] == "consultant"
    assert entity["reblog"]["mentions"][0]["acct"] == "leo"
    assert entity["account"]["acct"] == "leo"
    assert entity["reblogged"] is True


def test_a_boost_opens_the_conversation_of_what_it_passes_on(
    dr_amina: Account, student_leo: Account, patient_joan: Account, write: Write
) -> None:
    post = write(dr_amina)
    boost = write(patient_joan, boost_of=post)
    assert conversed(student_leo, boost.id) == conversed(None, post.id) == post.id
    Block.objects.create(account=patient_joan, target=student_leo)
    with pytest.raises(NotFound):
        conversed(student_leo, boost.id)
    with pytest.raises(NotFound):
        conversed(student_leo, 1)
