"""Reports as moderators' apps are told of them; nobody else is ever given one."""

from collections.abc import Iterable

import msgspec

from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.trust.models import Report, ReportState
from rounds.trust.queries import reports_for


class ReportView(msgspec.Struct, frozen=True):
    """A report: whom it is about, and Mastodon's Report but for that account."""

    target_id: int
    told: str

    def json_text(self, target: str) -> str:
        """Mastodon's Report as text; `target` is the account it is about, as text."""
        return f'{self.told[:-1]},"target_account":{target}}}'


def report_view(one: Report) -> ReportView:
    """`one` as apps read it."""
    told = {
        "id": str(one.pk),
        "action_taken": one.state == ReportState.RESOLVED,
        "action_taken_at": sql.stamp(one.resolved_at) if one.resolved_at else None,
        "category": one.category, "comment": one.comment, "forwarded": False,
        "created_at": sql.stamp(one.at),
        "status_ids": [str(n) for n in one.post_ids] or None,
        "rule_ids": [str(n) for n in one.rule_ids] or None,
    }  # fmt: skip
    return ReportView(one.target_id, msgspec.json.encode(told).decode())


def reports_told(viewer: Account, rows: Iterable[sql.Row]) -> dict[int, ReportView]:
    """The reports that notifications among `rows` are about, by their ids, as far as `viewer` may
    answer them still."""
    about = {row[0]: row[5] for row in rows if row[1] == "admin.report"}
    known = reports_for(viewer, about.values()) if about else {}
    return {n: report_view(known[report]) for n, report in about.items() if report in known}
