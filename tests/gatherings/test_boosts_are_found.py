"""Whoever deletes a post does not wait until all that was ever collected has been read."""

from django.db import connection

from rounds.gatherings.models import CollectedPost


def test_the_boosts_of_a_deleted_post_are_found_through_an_index(db: None) -> None:
    sql, words = CollectedPost.objects.filter(boost_of=7, withdrawn_at=None).query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}", words)
        else:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", words)
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "collected_boosts" in plan
