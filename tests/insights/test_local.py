"""A chat held here, from what was collected to its report: exact where an archive can only bound."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from rounds.base import clock
from rounds.gate.draft import Draft
from rounds.gate.outcome import Released
from rounds.gate.submit import submit
from rounds.gatherings.announce import announce
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.insights.kept import ask_for_report, kept_report, write_gathering_report
from rounds.insights.local import frames_of
from rounds.insights.report import build
from rounds.insights.write import to_json
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.withdraw import withdraw

NINE = datetime(2026, 3, 12, 20, 0, tzinfo=UTC)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text())


def at(minute: float) -> None:
    """Move the evening on and let everything due happen."""
    clock.travel(NINE + timedelta(minutes=minute))
    run_due()


def say(author: Account, text: str, reply_to: int | None = None) -> int:
    """Post `text` and let everything it causes happen."""
    outcome = submit(author, Draft(text=text, reply_to=reply_to))
    assert isinstance(outcome, Released)
    run_due()
    return outcome.post.pk


@pytest.fixture
def evening(
    dr_amina: Account, student_leo: Account, trainee_priya: Account, patient_joan: Account
) -> Iterator[dict[str, int]]:
    """Amina hosts; Leo and Priya answer; Priya boosts; Joan follows both and only reads."""
    follow(patient_joan, student_leo)
    follow(patient_joan, trainee_priya)
    follow(student_leo, trainee_priya)
    clock.travel(NINE - timedelta(days=1))
    prompts = (PlannedPrompt("What would you tell the family first?", 0),)
    gathering = announce(
        dr_amina,
        Plan(
            title="Salt",
            tag="RenalJC",
            starts_at=NINE,
            minutes=60,
            time_zone="UTC",
            prompts=prompts,
        ),
    )
    at(1)
    asked = say(student_leo, "Should we not weigh the patient daily? #RenalJC")
    told = say(
        trainee_priya, "We should always weigh the patient before breakfast. #RenalJC", asked
    )
    boosted = boost(trainee_priya, asked).pk
    at(70)
    yield {"gathering": gathering.pk, "asked": asked, "told": told, "boosted": boosted}
    clock.travel(None)


def gathering_of(evening: dict[str, int]) -> Gathering:
    """The chat as it stands now."""
    return Gathering.objects.get(pk=evening["gathering"])


def test_a_chat_becomes_a_report_that_keeps_to_its_schema(evening: dict[str, int]) -> None:
    report = build(frames_of(gathering_of(evening)))
    jsonschema.validate(report, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert report["kind"] == "local"
    assert report["title"] == "Salt"
    assert (report["boosts"], report["replies"]) == (1, 1)
    assert report["participants"] == 3
    assert report["network"]["organiser"]["handle"] == "amina"


def test_reach_is_the_number_of_different_people_who_were_sent_something(
    evening: dict[str, int],
) -> None:
    reach = build(frames_of(gathering_of(evening)))["reach"]
    assert (reach["kind"], reach["low"], reach["high"]) == ("exact", 2, 2)
    assert reach["impressions"] == 1 + 2 + 2


def test_somebody_who_follows_later_does_not_change_what_was_reached(
    evening: dict[str, int], dr_amina: Account, student_leo: Account
) -> None:
    follow(dr_amina, student_leo)
    run_due()
    assert build(frames_of(gathering_of(evening)))["reach"]["low"] == 2


def test_roles_are_those_people_declared_when_they_spoke(
    evening: dict[str, int], student_leo: Account
) -> None:
    Account.objects.filter(pk=student_leo.pk).update(role="organisation")
    roles = {row["group"] for row in build(frames_of(gathering_of(evening)))["roles"]["counts"]}
    assert roles == {"consultant", "doctor_in_training", "student"}


def test_a_withdrawn_post_stays_counted_and_is_quoted_no_more(
    evening: dict[str, int], trainee_priya: Account
) -> None:
    before = build(frames_of(gathering_of(evening)))
    withdraw(trainee_priya, evening["told"])
    run_due()
    after = build(frames_of(gathering_of(evening)))
    assert "before breakfast" in to_json(before)
    assert "before breakfast" not in to_json(after)
    assert after["posts_total"] == before["posts_total"]
    assert after["replies"] == before["replies"]
    assert (before["version"]["number"], after["version"]["number"]) == (1, 2)


def test_a_post_the_host_hid_is_counted_and_not_quoted(
    evening: dict[str, int], dr_amina: Account
) -> None:
    hide(dr_amina, gathering_of(evening), evening["told"], "Names a ward.")
    run_due()
    report = build(frames_of(gathering_of(evening)))
    assert "before breakfast" not in to_json(report)
    assert report["replies"] == 1


def test_the_same_chat_gives_the_same_bytes(evening: dict[str, int]) -> None:
    gathering = gathering_of(evening)
    assert to_json(build(frames_of(gathering))) == to_json(build(frames_of(gathering)))


def test_a_kept_report_knows_when_the_facts_have_moved_on(
    evening: dict[str, int], student_leo: Account, tmp_path: Path, settings: object
) -> None:
    settings.ROUNDS_HOME = tmp_path  # type: ignore[attr-defined]
    gathering = gathering_of(evening)
    assert kept_report(gathering) is None
    write_gathering_report(gathering)
    kept = kept_report(gathering)
    assert kept is not None
    assert kept.is_current
    assert kept.body.startswith('<article class="report">')
    assert (kept.folder / "report.html").exists()
    say(student_leo, "One more thought on salt. #RenalJC")
    kept = kept_report(gathering_of(evening))
    assert kept is not None
    assert not kept.is_current


def test_a_report_is_asked_for_once_per_version_of_the_facts(evening: dict[str, int]) -> None:
    from rounds.jobs.models import Job

    ask_for_report(gathering_of(evening))
    ask_for_report(gathering_of(evening))
    assert Job.objects.filter(key__startswith="report:").count() == 1
