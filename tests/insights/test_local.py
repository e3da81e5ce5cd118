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
from rounds.gatherings.facts import CollectedChanged, GatheringClosed, PostCollected
from rounds.gatherings.models import Gathering
from rounds.gatherings.moderate import hide
from rounds.gatherings.plan import Plan, PlannedPrompt
from rounds.gatherings.queries import prompts_of
from rounds.identity.follow import follow
from rounds.identity.models import Account
from rounds.insights.body import body_html
from rounds.insights.drawn import figures_of
from rounds.insights.local import frames_of
from rounds.insights.make import write_gathering_report
from rounds.insights.report import build
from rounds.insights.standing import rebuild, standing_report
from rounds.insights.write import to_json
from rounds.jobs.models import Job
from rounds.jobs.work import run_due
from rounds.posts.boost import boost
from rounds.posts.hide import hide_post, restore_post
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


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """A home for reports that nobody else has."""
    settings.ROUNDS_HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


def stand(home: Path, gathering: Gathering) -> Path:
    """Make the report stand, as the job does in a process of its own."""
    folder = home / "reports" / str(gathering.pk) / str(gathering.facts_version)
    write_gathering_report(gathering, folder)
    return folder


def test_the_newest_report_stands(evening: dict[str, int], home: Path) -> None:
    gathering = gathering_of(evening)
    assert standing_report(gathering.pk) is None
    folder = stand(home, gathering)
    (folder.parent / "99999.part").mkdir()
    standing = standing_report(gathering.pk)
    assert standing is not None
    assert (standing.version, standing.path) == (gathering.facts_version, folder)
    assert standing.body_html.startswith('<article class="report">')
    assert json.loads(standing.json)["title"] == "Salt"
    assert (folder / "report.html").exists()


def test_a_withdrawal_takes_the_old_quotes_away_at_once(
    evening: dict[str, int], home: Path, trainee_priya: Account
) -> None:
    old = stand(home, gathering_of(evening))
    withdraw(trainee_priya, evening["told"])
    run_due()
    changed = CollectedChanged(
        actor=trainee_priya.pk,
        subject=evening["told"],
        gathering=evening["gathering"],
        change="withdrawn",
    )
    rebuild(changed)
    rebuild(changed)
    assert not old.exists()
    assert standing_report(evening["gathering"]) is None
    version = gathering_of(evening).facts_version
    assert Job.objects.filter(key=f"report:{evening['gathering']}:{version}").count() == 1


def test_a_late_post_lets_the_old_report_stand_until_the_new_one_is_made(
    evening: dict[str, int], home: Path, student_leo: Account
) -> None:
    stand(home, gathering_of(evening))
    late = say(student_leo, "One more thought on salt. #RenalJC")
    fact = PostCollected(
        actor=student_leo.pk, subject=late, gathering=evening["gathering"], kind="original"
    )
    waiting = Job.objects.filter(key__startswith=f"report:{evening['gathering']}:late:")
    waiting.delete()
    clock.travel(datetime.fromtimestamp(int(clock.now().timestamp() // 30) * 30 + 30, UTC))
    rebuild(fact)
    rebuild(fact)
    assert standing_report(evening["gathering"]) is not None
    assert waiting.count() == 1


def test_a_post_that_comes_while_a_report_is_made_has_a_report_of_its_own(
    evening: dict[str, int], student_leo: Account
) -> None:
    late = say(student_leo, "One more thought on salt. #RenalJC")
    fact = PostCollected(
        actor=student_leo.pk, subject=late, gathering=evening["gathering"], kind="original"
    )
    waiting = Job.objects.filter(key__startswith=f"report:{evening['gathering']}:late:")
    waiting.delete()
    rebuild(fact)
    being_made = waiting.get()
    clock.travel(being_made.run_at + timedelta(seconds=1))
    rebuild(fact)
    assert waiting.exclude(pk=being_made.pk).get().run_at > clock.now()


def test_a_chat_that_is_still_open_has_no_report_yet(dr_amina: Account, home: Path) -> None:
    gathering = announce(dr_amina, Plan(title="Salt", tag="RenalJC", starts_at=clock.now() + timedelta(days=1),
                                        minutes=60, time_zone="UTC", prompts=(PlannedPrompt("Why salt?", 0),)))  # fmt: skip
    rebuild(PostCollected(actor=dr_amina.pk, subject=1, gathering=gathering.pk, kind="original"))
    assert not Job.objects.filter(key__startswith="report:").exists()


def test_a_gathering_that_is_gone_asks_for_nothing(db: None, home: Path) -> None:
    rebuild(GatheringClosed(actor=1, subject=404))
    assert not Job.objects.exists()


def test_a_post_withheld_after_a_takedown_notice_is_counted_and_quoted_no_more(
    evening: dict[str, int],
) -> None:
    before = build(frames_of(gathering_of(evening)))
    hide_post(evening["told"], 1)
    run_due()
    after = build(frames_of(gathering_of(evening)))
    jsonschema.validate(after, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert "before breakfast" in to_json(before)
    assert "before breakfast" not in to_json(after)
    assert (after["posts_total"], after["replies"]) == (before["posts_total"], before["replies"])
    assert (after["version"]["number"], after["version"]["withheld"]) == (2, 1)
    assert "1 post was withheld after a takedown notice" in after["version"]["says"]
    assert "withheld after a takedown notice" in body_html(after, figures_of(after))


def test_a_post_that_comes_back_is_quoted_in_a_version_that_says_so(
    evening: dict[str, int],
) -> None:
    hide_post(evening["told"], 1)
    run_due()
    restore_post(evening["told"], 0)
    run_due()
    after = build(frames_of(gathering_of(evening)))
    assert "before breakfast" in to_json(after)
    assert (after["version"]["number"], after["version"]["withheld"]) == (3, 0)
    assert "came back after a takedown notice: 1" in after["version"]["says"]


def test_the_words_of_a_withheld_prompt_leave_the_report(evening: dict[str, int]) -> None:
    asked = prompts_of(gathering_of(evening))[0].post_id
    assert asked is not None
    hide_post(asked, 1)
    run_due()
    assert "tell the family" not in to_json(build(frames_of(gathering_of(evening))))


def test_a_takedown_takes_the_standing_report_away_at_once(
    evening: dict[str, int], home: Path
) -> None:
    old = stand(home, gathering_of(evening))
    hide_post(evening["told"], 1)
    run_due()
    assert not old.exists()
    assert standing_report(evening["gathering"]) is None


def test_the_command_writes_a_body_only_when_asked(evening: dict[str, int], tmp_path: Path) -> None:
    write_gathering_report(gathering_of(evening), tmp_path / "asked")
    write_gathering_report(gathering_of(evening), tmp_path / "plain", body=False)
    assert (tmp_path / "asked" / "body.html").exists()
    assert sorted(file.name for file in (tmp_path / "plain").iterdir()) == [
        "figures", "report.html", "report.json", "tables",
    ]  # fmt: skip
