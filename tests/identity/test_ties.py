"""Follow, block, mute, note, endorse: what happens between people."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound, Refused
from rounds.base.page import Page
from rounds.identity import queries
from rounds.identity.block import block, block_domain, unblock, unblock_domain
from rounds.identity.endorse import endorse, unendorse
from rounds.identity.follow import (
    accept_follow,
    follow,
    reject_follow,
    remove_follower,
    unfollow,
)
from rounds.identity.models import Account
from rounds.identity.mute import forget_expired_mutes, mute, unmute
from rounds.identity.note import note_privately
from rounds.identity.profile import Changes, revise_profile
from rounds.identity.relationships import Relationship, relationships
from rounds.ledger.models import FactRow


def _stands(viewer: Account, other: Account) -> Relationship:
    return relationships(viewer, [other.pk])[0]


def _facts() -> list[str]:
    return list(FactRow.objects.order_by("id").values_list("kind", flat=True))[2:]


def _counts(account: Account) -> tuple[int, int]:
    account.refresh_from_db()
    return account.followers_count, account.following_count


def test_a_student_follows_a_teacher(student_leo: Account, dr_amina: Account) -> None:
    follow(student_leo, dr_amina)
    follow(student_leo, dr_amina, notify=True)
    assert (_counts(dr_amina), _counts(student_leo)) == ((1, 0), (0, 1))
    assert _facts() == ["Followed"]
    stands = _stands(student_leo, dr_amina)
    assert stands.following
    assert stands.notifying
    assert stands.showing_boosts
    assert _stands(dr_amina, student_leo).followed_by
    assert queries.followed_ids(student_leo.pk) == {dr_amina.pk}
    assert queries.follower_ids(dr_amina.pk) == [student_leo.pk]


def test_nobody_follows_themselves(student_leo: Account) -> None:
    with pytest.raises(Invalid):
        follow(student_leo, student_leo)


def test_a_locked_account_is_asked_first(student_leo: Account, dr_amina: Account) -> None:
    revise_profile(dr_amina, Changes(locked=True))
    follow(student_leo, dr_amina)
    assert _stands(student_leo, dr_amina).requested
    assert _stands(dr_amina, student_leo).requested_by
    assert _counts(dr_amina) == (0, 0)
    assert queries.followed_ids(student_leo.pk) == frozenset()
    asked = queries.follow_requests(dr_amina, Page())
    assert [one.account_id for one in asked] == [student_leo.pk]
    accept_follow(dr_amina, student_leo)
    assert _stands(student_leo, dr_amina).following
    assert _counts(dr_amina) == (1, 0)
    with pytest.raises(NotFound):
        accept_follow(dr_amina, student_leo)


def test_a_request_can_be_turned_down(student_leo: Account, dr_amina: Account) -> None:
    revise_profile(dr_amina, Changes(locked=True))
    follow(student_leo, dr_amina)
    reject_follow(dr_amina, student_leo)
    assert not _stands(student_leo, dr_amina).requested
    assert _facts()[-1] == "FollowRejected"
    with pytest.raises(NotFound):
        reject_follow(dr_amina, student_leo)


def test_unlocking_lets_in_who_had_asked(student_leo: Account, dr_amina: Account) -> None:
    revise_profile(dr_amina, Changes(locked=True))
    follow(student_leo, dr_amina)
    revise_profile(dr_amina, Changes(locked=False))
    assert _stands(student_leo, dr_amina).following


def test_unfollowing_and_removing_end_the_tie(student_leo: Account, dr_amina: Account) -> None:
    follow(student_leo, dr_amina)
    unfollow(student_leo, dr_amina)
    unfollow(student_leo, dr_amina)
    assert _facts() == ["Followed", "Unfollowed"]
    follow(student_leo, dr_amina)
    remove_follower(dr_amina, student_leo)
    assert (_counts(dr_amina), _counts(student_leo)) == ((0, 0), (0, 0))


def test_a_block_ends_follows_both_ways_and_keeps_them_ended(
    student_leo: Account, dr_amina: Account
) -> None:
    follow(student_leo, dr_amina)
    follow(dr_amina, student_leo)
    block(dr_amina, student_leo)
    block(dr_amina, student_leo)
    assert _facts()[2:] == ["Blocked"]
    assert (_counts(dr_amina), _counts(student_leo)) == ((0, 0), (0, 0))
    assert queries.blocked_pair(student_leo.pk, dr_amina.pk)
    for one, other in ((student_leo, dr_amina), (dr_amina, student_leo)):
        with pytest.raises(Refused):
            follow(one, other)
        assert queries.hidden_ids(one.pk) == {other.pk}
    unblock(dr_amina, student_leo)
    assert follow(student_leo, dr_amina).accepted


def test_a_mute_hides_until_it_ends_and_is_never_told(
    student_leo: Account, dr_amina: Account
) -> None:
    mute(student_leo, dr_amina, expires_at=clock.now() + timedelta(hours=1))
    assert queries.hidden_ids(student_leo.pk) == {dr_amina.pk}
    assert queries.hidden_ids(dr_amina.pk) == frozenset()
    assert _stands(student_leo, dr_amina).muting_notifications
    mute(student_leo, dr_amina, expires_at=clock.now() - timedelta(seconds=1))
    assert queries.hidden_ids(student_leo.pk) == frozenset()
    assert not _stands(student_leo, dr_amina).muting
    forget_expired_mutes()
    mute(student_leo, dr_amina, hides_notifications=False)
    assert not _stands(student_leo, dr_amina).muting_notifications
    unmute(student_leo, dr_amina)
    assert queries.mutes(student_leo, Page()) == []
    assert _facts() == []


def test_a_blocked_server_is_out_of_sight(student_leo: Account) -> None:
    far = Account.objects.create(
        username="far", domain="else.example", uri="https://else.example/far"
    )
    follow(far, student_leo)
    block_domain(student_leo, " Else.Example ")
    assert queries.hidden_ids(student_leo.pk) == {far.pk}
    assert queries.follower_ids(student_leo.pk) == []
    assert _stands(student_leo, far).domain_blocking
    assert [name for _, name in queries.blocked_domains(student_leo, Page())] == ["else.example"]
    unblock_domain(student_leo, "else.example")
    assert queries.hidden_ids(student_leo.pk) == frozenset()
    with pytest.raises(Invalid):
        block_domain(student_leo, "no server at all")


def test_a_note_is_for_its_writer_alone(student_leo: Account, dr_amina: Account) -> None:
    note_privately(student_leo, dr_amina, "Explains murmurs well")
    assert _stands(student_leo, dr_amina).note == "Explains murmurs well"
    assert _stands(dr_amina, student_leo).note == ""
    note_privately(student_leo, dr_amina, " ")
    assert _stands(student_leo, dr_amina).note == ""
    with pytest.raises(Invalid):
        note_privately(student_leo, dr_amina, "x" * 2001)


def test_only_somebody_followed_is_shown_on_a_profile(
    student_leo: Account, dr_amina: Account
) -> None:
    with pytest.raises(Invalid):
        endorse(student_leo, dr_amina)
    follow(student_leo, dr_amina)
    endorse(student_leo, dr_amina)
    assert _stands(student_leo, dr_amina).endorsed
    unendorse(student_leo, dr_amina)
    endorse(student_leo, dr_amina)
    unfollow(student_leo, dr_amina)
    assert queries.endorsed(student_leo, Page()) == []


def test_lists_of_people_page_both_ways(db: None, dr_amina: Account) -> None:
    people = [Account.objects.create(username=f"reader{n}") for n in range(7)]
    for person in people:
        follow(person, dr_amina)

    def names(page: Page) -> list[str]:
        rows = queries.followers(None, dr_amina, page)
        return [Account.objects.get(pk=row.account_id).username for row in rows]

    first = queries.followers(None, dr_amina, Page(limit=3))
    assert names(Page(limit=3)) == ["reader6", "reader5", "reader4"]
    assert names(Page(limit=3, max_id=first[-1].id)) == ["reader3", "reader2", "reader1"]
    last = queries.followers(None, dr_amina, Page(limit=7))[-1]
    assert names(Page(limit=2, min_id=last.id)) == ["reader2", "reader1"]
    assert names(Page(limit=2, since_id=last.id)) == ["reader6", "reader5"]


def test_a_hidden_network_is_its_owners_alone(student_leo: Account, dr_amina: Account) -> None:
    follow(student_leo, dr_amina)
    revise_profile(dr_amina, Changes(hides_network=True))
    assert queries.followers(student_leo, dr_amina, Page()) == []
    assert queries.followers(None, dr_amina, Page()) == []
    assert len(queries.followers(dr_amina, dr_amina, Page())) == 1


def test_many_relationships_cost_no_more_queries_than_one(
    student_leo: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = [Account.objects.create(username=f"person{n}") for n in range(20)]
    for person in people:
        follow(student_leo, person)
    with django_assert_num_queries(1):
        relationships(student_leo, [people[0].pk])
    with django_assert_num_queries(1):
        found = relationships(student_leo, [person.pk for person in people] + [1, people[0].pk])
    assert [one.id for one in found] == [person.pk for person in people]


def test_people_are_found_by_handle_beginning_and_name(
    student_leo: Account, dr_amina: Account, society: Account
) -> None:
    def found(words: str, viewer: Account | None = None, **more: bool) -> list[str]:
        ids = queries.search_accounts(viewer, words, **more)
        return [Account.objects.get(pk=one).username for one in ids]

    assert found("@amina") == found("AMI") == found("yusuf") == ["amina"]
    assert found("@leo@127.0.0.1:8000") == ["leo"]
    assert found("@leo@elsewhere.example") == []
    assert found("%") == found("@") == found("_") == []
    follow(student_leo, dr_amina)
    assert found("a", student_leo, following=True) == ["amina"]
    revise_profile(dr_amina, Changes(discoverable=False))
    assert found("ami") == []
    assert found("amina") == found("ami", student_leo) == ["amina"]
    block(society, student_leo)
    assert found("cardsoc", student_leo) == []


def test_a_suspended_account_is_not_there(student_leo: Account) -> None:
    Account.objects.filter(pk=student_leo.pk).update(suspended_at=clock.now())
    for look in (
        lambda: queries.account_by_id(student_leo.pk),
        lambda: queries.account_by_handle("leo"),
        lambda: queries.account_by_handle("nobody"),
        lambda: queries.account_by_id(None),
    ):
        with pytest.raises(NotFound):
            look()
    assert queries.account_by_id(student_leo.pk, suspended=True) == student_leo
    assert queries.search_accounts(None, "leo") == []


def test_common_followers_are_those_the_viewer_follows_too(
    student_leo: Account, dr_amina: Account, trainee_priya: Account
) -> None:
    follow(student_leo, trainee_priya)
    follow(trainee_priya, dr_amina)
    assert queries.familiar_followers(student_leo, [dr_amina.pk]) == {
        dr_amina.pk: [trainee_priya.pk]
    }
