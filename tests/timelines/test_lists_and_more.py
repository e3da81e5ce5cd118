"""Lists, markers, what one kept, hashtags, trends and suggestions."""

import pytest

from rounds.base.errors import Invalid, NotFound
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.posts.react import bookmark, favourite
from rounds.posts.visibility import Visibility
from rounds.timelines.kept import bookmarks, favourites
from rounds.timelines.lists import (
    add_to_list,
    create_list,
    delete_list,
    list_members,
    list_timeline,
    own_list,
    remove_from_list,
    revise_list,
)
from rounds.timelines.markers import mark, markers
from rounds.timelines.page import Page
from rounds.timelines.suggestions import hide_suggestion, suggestions
from rounds.timelines.tags import (
    feature_tag,
    featured_tags,
    follow_tag,
    followed_tags,
    tag_view,
    tagged,
    unfollow_tag,
)
from rounds.timelines.trends import trending_posts, trending_tags
from tests.timelines.test_notifications import say


def test_a_list_shows_its_people_and_only_to_its_owner(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    follow(student_leo, dr_amina)
    own = create_list(student_leo, "Teachers")
    with pytest.raises(NotFound):
        add_to_list(student_leo, own.pk, [trainee_priya.pk])
    add_to_list(student_leo, own.pk, [dr_amina.pk])
    with pytest.raises(Invalid):
        add_to_list(student_leo, own.pk, [dr_amina.pk])
    post = say(dr_amina, "A pearl.", visibility=Visibility.FOLLOWERS)
    say(dr_amina, "For @leo alone.", visibility=Visibility.DIRECT)
    say(trainee_priya, "Elsewhere.")
    assert [view.id for view in list_timeline(student_leo, own.pk)] == [post.pk]
    assert [account for _, account in list_members(student_leo, own.pk, Page())] == [dr_amina.pk]
    with pytest.raises(NotFound):
        list_timeline(trainee_priya, own.pk)
    with pytest.raises(NotFound):
        revise_list(dr_amina, own.pk, title="Mine")
    remove_from_list(student_leo, own.pk, [dr_amina.pk])
    assert list_timeline(student_leo, own.pk) == []
    delete_list(student_leo, own.pk)
    with pytest.raises(NotFound):
        own_list(student_leo, own.pk)


def test_a_list_shows_replies_as_its_owner_chose(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    follow(student_leo, dr_amina)
    own = create_list(student_leo, "Teachers", replies_policy="list")
    add_to_list(student_leo, own.pk, [dr_amina.pk])
    question = say(trainee_priya, "Why?")
    reply = say(dr_amina, "Because.", reply_to=question.pk)
    assert list_timeline(student_leo, own.pk) == []
    follow(student_leo, trainee_priya)
    revise_list(student_leo, own.pk, replies_policy="followed")
    assert [view.id for view in list_timeline(student_leo, own.pk)] == [reply.pk]


def test_a_marker_moves_and_counts_its_versions(student_leo: Account) -> None:
    mark(student_leo, {"home": 5})
    (marker,) = mark(student_leo, {"home": 9})
    assert (marker.last_read_id, marker.version) == (9, 2)
    assert markers(student_leo, ["notifications"]) == []
    with pytest.raises(Invalid):
        mark(student_leo, {"elsewhere": 1})


def test_what_was_kept_is_listed_by_when_it_was_kept(
    dr_amina: Account, student_leo: Account
) -> None:
    old, new = say(dr_amina, "Old."), say(dr_amina, "New.")
    bookmark(student_leo, new.pk)
    bookmark(student_leo, old.pk)
    favourite(student_leo, new.pk)
    kept = bookmarks(student_leo)
    assert [view.id for _, view in kept] == [old.pk, new.pk]
    assert [view.id for _, view in bookmarks(student_leo, Page(max_id=kept[0][0]))] == [new.pk]
    assert [view.id for _, view in favourites(student_leo)] == [new.pk]
    assert bookmarks(dr_amina) == []


def test_a_hashtag_is_followed_shown_and_left(dr_amina: Account, student_leo: Account) -> None:
    post = say(dr_amina, "Look at this #ECG and #Echo")
    assert follow_tag(student_leo, "ecg").following
    assert [tag.name for _, tag in followed_tags(student_leo)] == ["ecg"]
    assert not unfollow_tag(student_leo, "#ECG").following
    assert tag_view(None, "unheard").id == 0
    with pytest.raises(Invalid):
        follow_tag(student_leo, "no tag")
    assert feature_tag(dr_amina, "ecg").posts_count == 1
    assert [tag.name for tag in featured_tags(dr_amina)] == ["ecg"]
    assert [view.id for view in tagged(None, "echo", all_=["ecg"])] == [post.pk]
    assert tagged(None, "echo", none=["ecg"]) == []
    assert [view.id for view in tagged(None, "unheard", any_=["ecg", "echo"])] == [post.pk]


def test_a_trend_is_what_different_people_used(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    post = say(dr_amina, "First #both")
    say(student_leo, "Second #both")
    for _ in range(4):
        say(trainee_priya, "Me again #loud")
    favourite(student_leo, post.pk)
    favourite(trainee_priya, post.pk)
    (trend,) = trending_tags(None)
    assert trend.tag.name == "both"
    assert (trend.history[0].uses, trend.history[0].people, len(trend.history)) == (2, 2, 7)
    assert [view.id for view in trending_posts(None)] == [post.pk]


def test_suggestions_say_why_and_can_be_sent_away(
    dr_amina: Account, student_leo: Account, trainee_priya: Account
) -> None:
    follow(student_leo, dr_amina)
    follow(dr_amina, trainee_priya)
    (found,) = suggestions(student_leo)
    assert found.account.username == "priya"
    assert found.why == "Followed by one person you follow"
    hide_suggestion(student_leo, trainee_priya.pk)
    assert suggestions(student_leo) == []
