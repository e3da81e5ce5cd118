"""An account is found by its handle, however it is spelt, without reading all the others."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rounds.identity.models import Account
from rounds.identity.queries import account_by_handle, accounts_by_handle

LOOKUPS = [
    pytest.param(lambda: [account_by_handle("@Amina")], id="one"),
    pytest.param(lambda: accounts_by_handle([("amina", ""), ("leo", "")]).values(), id="several"),
]


@pytest.mark.parametrize("look_up", LOOKUPS)
def test_a_handle_is_found_through_its_index_whatever_its_capitals(
    dr_amina: Account, look_up: Any
) -> None:
    Account.objects.filter(pk=dr_amina.pk).update(username="AMINA")
    with CaptureQueriesContext(connection) as asked:
        found = list(look_up())
    assert [account.pk for account in found] == [dr_amina.pk]
    (query,) = asked.captured_queries
    asks = query["sql"].lower()
    # What the index holds; of a table of three rows PostgreSQL reads whichever index it likes.
    assert 'lower("identity_account"."username")' in asks
    assert "upper" not in asks
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            plan = " ".join(str(row) for row in cursor.fetchall())
        assert "account_handle" in plan
