"""The rules over labels, without a database."""

import pytest

from rounds.posts.labels import (
    ALL_RIGHTS_RESERVED,
    LICENCES,
    may_be_reviewed,
    may_relicense,
)


def test_a_sponsored_post_cannot_earn_the_review_badge() -> None:
    assert "sponsored" in may_be_reviewed(sponsored_by="Acme", industry=False)


def test_a_post_by_or_for_a_company_cannot_earn_the_review_badge() -> None:
    assert "company" in may_be_reviewed(sponsored_by="", industry=True)


def test_any_other_post_may_be_reviewed() -> None:
    assert may_be_reviewed(sponsored_by="", industry=False) == ""


@pytest.mark.parametrize("spdx", LICENCES)
def test_any_licence_may_follow_all_rights_reserved(spdx: str) -> None:
    assert may_relicense(ALL_RIGHTS_RESERVED, spdx)
    assert may_relicense(spdx, "CC0-1.0")
    assert may_relicense(spdx, spdx)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("CC0-1.0", "CC-BY-4.0"),
        ("CC-BY-4.0", "CC-BY-SA-4.0"),
        ("CC-BY-SA-4.0", "CC-BY-NC-4.0"),
        ("CC-BY-NC-ND-4.0", ALL_RIGHTS_RESERVED),
    ],
)
def test_what_was_permitted_is_not_taken_back(before: str, after: str) -> None:
    assert not may_relicense(before, after)
