"""Reports to the moderators."""

import msgspec
from django.conf import settings

from rounds.base.ids import parse_id
from rounds.edge.mastodon.accounts import account_at
from rounds.edge.mastodon.api import JSON, Call, endpoint, record_id
from rounds.edge.mastodon.errors import ApiError
from rounds.edge.mastodon.shapes import accounts_json
from rounds.gate.review.words import Recognisable
from rounds.identity.models import Account
from rounds.timelines.report_views import report_view
from rounds.trust.models import Report
from rounds.trust.report import Grounds, report
from rounds.trust.rules import list_rules


class NewReport(msgspec.Struct):
    """Whom and what it is about. `forward` is read and has no effect: there is nobody to send to."""

    account_id: str = ""
    status_ids: list[str] = []
    comment: str = ""
    category: str = "other"
    rule_ids: list[str] = []
    forward: bool = False


def _rules(said: NewReport) -> list[int]:
    known = {rule.id for rule in list_rules(settings.ROUNDS_HOME)}
    found = [parse_id(one) for one in said.rule_ids]
    if not set(found) <= known:
        raise ApiError(422, "Validation failed: Rules must reference valid rules")
    return [one for one in found if one is not None]


def _reported(account: Account, target: Account, grounds: Grounds) -> Report:
    """Errors: ApiError 422 for words that could name a patient: no app gives its owner's word."""
    try:
        return report(account, target, grounds)
    except Recognisable as found:
        about = f"?post={grounds.post_ids[0]}" if grounds.post_ids else ""
        page = f"{settings.BASE_URL}/@{target.handle}/report{about}"
        rest = f" If it is nobody's patient, write it here: {page}" if found.can_vouch else ""
        raise ApiError(422, f"{found}{rest}", field=found.field) from found


@endpoint("POST", "/api/v1/reports", scope="write:reports", body=NewReport)
def create(call: Call[NewReport]) -> JSON:
    """Tell the moderators about an account or posts of it."""
    said = call.params
    target = account_at(said.account_id)
    grounds = Grounds(
        comment=said.comment,
        category=said.category,
        post_ids=[record_id(one) for one in said.status_ids],
        rule_ids=_rules(said),
    )
    made = _reported(call.account, target, grounds)
    about = accounts_json(call.viewer, [target.pk]).decode()[1:-1]
    return report_view(made).json_text(about).encode()
