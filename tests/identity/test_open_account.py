"""Opening an account."""

import pytest

from rounds.base.errors import Invalid
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account


def test_a_student_opens_an_account_with_a_role(student_leo: Account) -> None:
    assert student_leo.role == "student"
    assert student_leo.user.email == "leo@example.org"


@pytest.mark.parametrize("name", ["admin", "a b", "", "é", "x" * 31])
def test_a_username_that_cannot_be_had_is_refused_with_a_reason(db: None, name: str) -> None:
    with pytest.raises(Invalid, match="Choose another"):
        open_account(Newcomer(username=name, email="x@example.org"))


def test_a_taken_username_is_refused_whatever_its_case(student_leo: Account) -> None:
    with pytest.raises(Invalid, match="taken"):
        open_account(Newcomer(username="LEO", email="other@example.org"))
