"""Whatever fits the served OpenAPI document, and much that nearly does, breaks nothing."""

from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings, strategies

from rounds.edge.mastodon import limits
from rounds.edge.mastodon.openapi import document
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.identity.access import digest
from rounds.identity.models import Account, App, AppToken
from rounds.posts.models import Post

# Enough to meet each parameter several times, few enough for a few minutes.
EXAMPLES = 6
SLOWLY = settings(
    max_examples=EXAMPLES, derandomize=True, database=None, deadline=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def posts_of(*people: Account) -> list[Post]:
    """A post of each."""
    outcomes = [submit(one, Draft(text=f"{one.username} on #sepsis")) for one in people]
    return [one.post for one in outcomes if isinstance(one, Released)]


def labels() -> set[str]:
    """'GET /path' of each operation of the document."""
    paths = document()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's connection, which a request would otherwise close on PostgreSQL."""
    moments = (signals.request_started, signals.request_finished)
    for moment in moments:
        moment.disconnect(close_old_connections)
    yield
    for moment in moments:
        moment.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.usefixtures("one_connection")
@pytest.mark.timeout(900)
@pytest.mark.filterwarnings("ignore")
def test_no_call_of_the_document_makes_an_error_of_ours(
    student_leo: Account, dr_amina: Account, some_app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "count", lambda limit, who: None)
    AppToken.objects.create(
        app=some_app, user=student_leo.user, digest=digest("leos"), scopes="read write follow push"
    )
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())
    known = [str(one.pk) for one in (dr_amina, student_leo, *posts_of(dr_amina, student_leo))]
    broke: dict[str, str] = {}
    statuses: Counter[int] = Counter()
    seen = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        ids = strategies.sampled_from([None, *known])

        @SLOWLY
        @given(case=operation.as_strategy(), known_id=ids)
        def probe(case: schemathesis.Case, known_id: str | None) -> None:
            if known_id and case.path_parameters:
                case.path_parameters = dict.fromkeys(case.path_parameters, known_id)
            answer = case.call(headers={"Authorization": "Bearer leos"})
            statuses[answer.status_code] += 1
            if answer.status_code >= 500:
                sent = f"{case.path_parameters} {case.query} {case.body!r}"
                broke.setdefault(case.operation.label, sent)

        probe()
        seen.add(operation.label)
    assert not broke
    # schemathesis leaves out the address it read the document from.
    assert seen | {"GET /api/openapi.json"} == labels()
    assert statuses[401] < statuses[200], "the token did not let the calls in"
