"""Reading through the Mastodon API: timelines, notifications, search, lists, filters, markers."""

from collections.abc import Callable

from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.jobs.work import run_due
from rounds.posts.react import bookmark, favourite
from rounds.posts.visibility import Visibility
from tests.mastodon.conftest import Phone
from tests.timelines.test_notifications import say

PhoneOf = Callable[..., Phone]


def ids(answer: object) -> list[str]:
    """The ids of the entities in an answer."""
    assert answer.status_code == 200, answer.content  # type: ignore[attr-defined]
    return [one["id"] for one in answer.json()]  # type: ignore[attr-defined]


def test_home_is_read_with_a_token_and_links_to_its_neighbours(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    follow(student_leo, dr_amina)
    posts = [say(dr_amina, f"Pearl {n}") for n in range(3)][::-1]
    phone = phone_of(student_leo)
    first = phone.get("/api/v1/timelines/home", limit=2)
    assert ids(first) == [str(post.pk) for post in posts[:2]]
    assert f"max_id={posts[1].pk}" in first["Link"]
    assert 'rel="next"' in first["Link"]
    assert 'rel="prev"' in first["Link"]
    assert ids(phone.get("/api/v1/timelines/home", max_id=posts[1].pk)) == [str(posts[2].pk)]
    assert stranger.get("/api/v1/timelines/home").status_code == 401
    assert phone_of(student_leo, "write").get("/api/v1/timelines/home").status_code == 403


def test_public_and_tag_timelines_are_open_to_strangers(dr_amina: Account, stranger: Phone) -> None:
    public = say(dr_amina, "For all #ECG")
    say(dr_amina, "For few #ECG", visibility=Visibility.FOLLOWERS)
    assert ids(stranger.get("/api/v1/timelines/public", local="true")) == [str(public.pk)]
    assert ids(stranger.get("/api/v1/timelines/public", remote="1")) == []
    assert ids(stranger.get("/api/v1/timelines/tag/ecg")) == [str(public.pk)]
    assert ids(stranger.get("/api/v1/timelines/tag/ecg", **{"none[]": "ecg"})) == []


def test_what_one_kept_is_listed_for_oneself(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    post = say(dr_amina, "Keep this.")
    bookmark(student_leo, post.pk)
    favourite(student_leo, post.pk)
    phone = phone_of(student_leo)
    assert ids(phone.get("/api/v1/bookmarks")) == [str(post.pk)]
    (one,) = phone.get("/api/v1/favourites").json()
    assert one["favourited"] is one["bookmarked"] is True
    assert ids(phone_of(dr_amina).get("/api/v1/bookmarks")) == []


def test_notifications_are_read_grouped_counted_and_dismissed(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, phone_of: PhoneOf
) -> None:
    post = say(dr_amina, "Two pearls.")
    favourite(student_leo, post.pk)
    favourite(trainee_priya, post.pk)
    say(student_leo, "@amina thank you")
    phone = phone_of(dr_amina)
    found = phone.get("/api/v1/notifications").json()
    assert [one["type"] for one in found] == ["mention", "favourite", "favourite"]
    assert ids(phone.get("/api/v1/notifications", **{"types[]": "mention"})) == [found[0]["id"]]
    assert len(ids(phone.get("/api/v1/notifications", **{"exclude_types[]": "mention"}))) == 2
    assert phone.get("/api/v1/notifications/unread_count").json() == {"count": 3}
    groups = phone.get("/api/v2/notifications").json()
    assert [g["notifications_count"] for g in groups["notification_groups"]] == [1, 2]
    assert len(groups["accounts"]) == 2
    key = groups["notification_groups"][1]["group_key"]
    assert len(phone.get(f"/api/v2/notifications/{key}/accounts").json()) == 2
    one = found[0]["id"]
    assert phone.get(f"/api/v1/notifications/{one}").json()["status"]["account"]["acct"] == "leo"
    assert phone_of(student_leo).get(f"/api/v1/notifications/{one}").status_code == 404
    assert phone.post(f"/api/v1/notifications/{one}/dismiss").json() == {}
    assert phone.post("/api/v1/notifications/clear").json() == {}
    assert ids(phone.get("/api/v1/notifications")) == []


def test_a_policy_holds_strangers_back_until_they_are_let_in(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    phone = phone_of(dr_amina)
    changed = phone.send("PATCH", "/api/v2/notifications/policy", {"for_not_following": "filter"})
    assert changed.json()["for_not_following"] == "filter"
    refused = phone.send("PATCH", "/api/v2/notifications/policy", {"for_bots": "shout"})
    assert refused.status_code == 422
    say(student_leo, "@amina good morning")
    assert ids(phone.get("/api/v1/notifications")) == []
    (request,) = phone.get("/api/v1/notifications/requests").json()
    assert request["account"]["acct"] == "leo"
    assert request["notifications_count"] == "1"
    assert phone.post(f"/api/v1/notifications/requests/{request['id']}/accept").json() == {}
    assert len(ids(phone.get("/api/v1/notifications"))) == 1
    say(student_leo, "@amina and again")
    assert len(ids(phone.get("/api/v1/notifications"))) == 2


def test_search_answers_with_people_posts_and_hashtags(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf, stranger: Phone
) -> None:
    post = say(dr_amina, "Amina on #aminophylline")
    phone = phone_of(student_leo)
    found = phone.get("/api/v2/search", q="amin").json()
    assert [one["acct"] for one in found["accounts"]] == ["amina"]
    assert [one["id"] for one in found["statuses"]] == [str(post.pk)]
    assert [one["name"] for one in found["hashtags"]] == ["aminophylline"]
    url = found["statuses"][0]["url"]
    assert phone.get("/api/v2/search", q=url).json()["statuses"][0]["id"] == str(post.pk)
    assert phone.get("/api/v2/search").status_code == 400
    assert stranger.get("/api/v2/search", q="amin", offset=5).status_code == 401
    assert stranger.get("/api/v2/search", q="amin", type="nonsense").status_code == 422


def test_lists_are_made_filled_and_deleted(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    follow(student_leo, dr_amina)
    phone = phone_of(student_leo)
    made = phone.post("/api/v1/lists", {"title": "Teachers"}).json()
    path = f"/api/v1/lists/{made['id']}"
    assert phone.post(f"{path}/accounts", {"account_ids": [str(dr_amina.pk)]}).json() == {}
    assert [one["acct"] for one in phone.get(f"{path}/accounts").json()] == ["amina"]
    post = say(dr_amina, "A pearl.")
    assert ids(phone.get(f"/api/v1/timelines/list/{made['id']}")) == [str(post.pk)]
    assert ids(phone.get(f"/api/v1/accounts/{dr_amina.pk}/lists")) == [made["id"]]
    assert phone.send("PUT", path, {"title": "Mentors"}).json()["title"] == "Mentors"
    assert phone_of(dr_amina).get(path).status_code == 404
    assert phone.send("DELETE", path).json() == {}
    assert phone.post("/api/v1/lists", {"title": " "}).status_code == 422
    assert phone.get(path).status_code == 404


def test_filters_of_both_versions_are_one(student_leo: Account, phone_of: PhoneOf) -> None:
    phone = phone_of(student_leo)
    new = phone.form(
        "/api/v2/filters",
        "title=Exams&context[]=home&keywords_attributes[][keyword]=finals&filter_action=hide",
    ).json()
    assert new["keywords"][0]["keyword"] == "finals"
    (old,) = phone.get("/api/v1/filters").json()
    assert (old["phrase"], old["irreversible"]) == ("finals", True)
    path = f"/api/v2/filters/{new['id']}"
    word = phone.post(f"{path}/keywords", {"keyword": "viva"}).json()
    assert phone.get(f"/api/v2/filters/keywords/{word['id']}").json()["keyword"] == "viva"
    assert phone.send("DELETE", f"/api/v2/filters/keywords/{word['id']}").json() == {}
    assert phone.send("PUT", path, {"title": "Tests"}).json()["title"] == "Tests"
    assert phone.send("DELETE", f"/api/v1/filters/{old['id']}").json() == {}
    assert phone.get(path).status_code == 404
    assert phone.post("/api/v2/filters", {"title": "x", "context": ["moon"]}).status_code == 422


def test_markers_conversations_and_tags(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    phone = phone_of(student_leo)
    post = say(dr_amina, "@leo in private #ECG", visibility=Visibility.DIRECT)
    marked = phone.form("/api/v1/markers", f"home[last_read_id]={post.pk}").json()
    assert marked["home"]["last_read_id"] == str(post.pk)
    assert phone.get("/api/v1/markers", **{"timeline[]": "home"}).json() == marked
    (one,) = phone.get("/api/v1/conversations").json()
    assert one["unread"] is True
    assert phone.post(f"/api/v1/conversations/{one['id']}/read").json()["unread"] is False
    assert phone.send("DELETE", f"/api/v1/conversations/{one['id']}").json() == {}
    assert phone.post("/api/v1/tags/ecg/follow").json()["following"] is True
    assert [tag["name"] for tag in phone.get("/api/v1/followed_tags").json()] == ["ecg"]
    assert phone.post("/api/v1/tags/ecg/unfollow").json()["following"] is False
    assert phone.get("/api/v1/tags/ecg").json()["history"][0]["uses"] == "0"
    featured = phone.post("/api/v1/featured_tags", {"name": "ecg"}).json()
    assert phone.send("DELETE", f"/api/v1/featured_tags/{featured['id']}").json() == {}
    assert phone.get("/api/v1/trends/tags").json() == []
    assert phone.get("/api/v1/trends/links").json() == []


def test_suggestions_say_why(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, phone_of: PhoneOf
) -> None:
    follow(student_leo, dr_amina)
    follow(dr_amina, trainee_priya)
    run_due()
    phone = phone_of(student_leo)
    (one,) = phone.get("/api/v2/suggestions").json()
    assert one["account"]["acct"] == "priya"
    assert one["rounds"]["why"] == "Followed by one person you follow"
    assert phone.send("DELETE", f"/api/v1/suggestions/{trainee_priya.pk}").json() == {}
    assert phone.get("/api/v1/suggestions").json() == []


def test_somebody_unfollowed_is_off_the_lists(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    leo = phone_of(student_leo)
    leo.post(f"/api/v1/accounts/{dr_amina.pk}/follow")
    members = f"/api/v1/lists/{leo.post('/api/v1/lists', {'title': 'ECGs'}).json()['id']}/accounts"
    leo.post(members, {"account_ids": [str(dr_amina.pk)]})
    assert [one["username"] for one in leo.get(members).json()] == ["amina"]
    leo.post(f"/api/v1/accounts/{dr_amina.pk}/unfollow")
    assert leo.get(members).json() == []
    run_due()
    leo.post(f"/api/v1/accounts/{dr_amina.pk}/follow")
    assert leo.get(members).json() == []


def test_an_account_is_read_without_its_direct_posts(dr_amina: Account, phone_of: PhoneOf) -> None:
    amina = phone_of(dr_amina)
    for visibility in ("direct", "public"):
        amina.post("/api/v1/statuses", {"status": visibility, "visibility": visibility})
    path = f"/api/v1/accounts/{dr_amina.pk}/statuses"
    assert len(amina.get(path).json()) == 2
    assert [p["visibility"] for p in amina.get(path, exclude_direct="true").json()] == ["public"]


def test_a_question_may_stand_in_the_body_of_a_get(
    dr_amina: Account, student_leo: Account, phone_of: PhoneOf
) -> None:
    leo = phone_of(student_leo)
    ids = [str(dr_amina.pk), str(student_leo.pk)]
    found = leo.send("GET", "/api/v1/accounts/familiar_followers", {"id": ids}).json()
    assert [one["id"] for one in found] == ids
    assert leo.form("/api/v1/accounts/familiar_followers", "id[]=1", method="GET").json() == []
