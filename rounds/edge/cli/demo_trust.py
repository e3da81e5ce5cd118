"""The demo's reports to moderators: one that was answered, one that waits."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from rounds.base.page import Page
from rounds.identity.models import Account
from rounds.timelines.account import posts_by
from rounds.trust.answer import answer_report
from rounds.trust.models import ReportAnswer
from rounds.trust.report import Grounds, list_open, report

People = dict[str, Account]
_ADVERT = "A company writes under a tag for students. Is that wanted here?"
_ANSWER = (
    "Thank you. It says that it is industry, and lends without asking for anything, so it stays. "
    "We will look again if that changes."
)
_LEAFLET = "Who paid for the printing can be read. Did they see the words before it was printed?"


def _report(people: People, who: str, whom: str, comment: str) -> None:
    newest = posts_by(people[who], people[whom], Page(limit=1))
    report(
        people[who],
        people[whom],
        Grounds(comment=comment, category="other", post_ids=[newest[0].id]),
    )


def _answer(people: People) -> None:
    moderator = people["amina"]
    for one in list_open(moderator):
        if one.target_id == people["pulsarion"].pk:
            answer_report(moderator, one.pk, ReportAnswer.NONE, _ANSWER)


def reports(people: People, now: datetime) -> Iterator[tuple[datetime, Callable[[], object]]]:
    """Omar asks about a company and is answered; what Joan asks about a leaflet waits."""
    yield (
        now - timedelta(minutes=66),
        lambda: _report(people, "omar", "pulsarion", _ADVERT),
    )
    yield now - timedelta(minutes=48), lambda: _answer(people)
    yield (
        now - timedelta(minutes=20),
        lambda: _report(people, "joan", "lars", _LEAFLET),
    )
