"""Notifications: what somebody was told, read back; grouped where apps ask for that."""

from collections.abc import Collection, Iterable

import msgspec

from rounds.base.clock import epoch_ms
from rounds.base.errors import NotFound
from rounds.base.ids import moment_of
from rounds.identity.models import Account
from rounds.timelines import sql
from rounds.timelines.hydrate import posts_and_people
from rounds.timelines.kinds import CLAIMS, FOR_APPS, OURS, REPORTS, REVIEWS, TAKEDOWNS
from rounds.timelines.models import Notification
from rounds.timelines.page import Page, bounds, direction, size
from rounds.timelines.report_views import reports_told
from rounds.timelines.takedown_words import Warned, all_warned
from rounds.timelines.views import AccountView, PostView
from rounds.timelines.visible import for_viewer, unblocked
from rounds.trust.queries import takedowns_by_id

KINDS = (
    "mention", "status", "reblog", "follow", "follow_request", "favourite", "poll", "update", "quote",
    "correction", *OURS, *TAKEDOWNS, *REPORTS,
)  # fmt: skip
__all__ = ["FOR_APPS", "KINDS", "OURS", "REVIEWS"]
GROUPED = frozenset({"favourite", "reblog", "follow"})
_WINDOW = 400
_SAMPLE = 8
_ABOUT_POSTS = frozenset(KINDS) - {"follow", "follow_request", *OURS, *TAKEDOWNS, *REPORTS}


def _day_of(notification_id: int) -> int:
    return epoch_ms(moment_of(notification_id)) // 86_400_000


class NotificationView(msgspec.Struct, frozen=True):
    """One thing that somebody was told."""

    id: int
    kind: str
    stamp: str
    account: AccountView
    post: PostView | None
    post_id: int | None
    about: int | None = None
    warned: Warned | None = None
    report: str = ""

    @property
    def chat_id(self) -> int | None:
        """The gathering it is about, where it is about one."""
        return self.about if self.kind in {"chat", "chat_off", "chat_hidden"} else None

    @property
    def app_kind(self) -> str:
        """The kind in words that apps know."""
        return FOR_APPS.get(self.kind, self.kind)

    @property
    def group_key(self) -> str:
        """What is the same for notifications that belong together."""
        if self.kind == "follow":
            return f"follow-{_day_of(self.id)}"
        if self.kind in GROUPED:
            return f"{self.kind}-{self.post_id}"
        return f"ungrouped-{self.id}"

    def warning_text(self) -> str:
        """Mastodon's AccountWarning as text, or ''."""
        if self.warned is None or self.kind not in TAKEDOWNS:
            return ""
        return self.warned.json_text(self.stamp, self.account.json_text())

    def json_text(self, extra: str = "") -> str:
        """Mastodon's Notification as text; `extra` is spliced in (`,"fallback":{...}`)."""
        post = f',"status":{self.post.json_text()}' if self.post else ""
        warning = self.warning_text()
        told = f',"moderation_warning":{warning}' if warning else ""
        told += f',"report":{self.report}' if self.report else ""
        return (
            f'{{"id":"{self.id}","type":"{self.app_kind}","created_at":"{self.stamp}"'
            f',"group_key":"{self.group_key}","account":{self.account.json_text()}'
            f"{post}{told}{extra}}}"
        )

    def json(self) -> bytes:
        """Mastodon's Notification."""
        return self.json_text().encode()


def _of_kinds(types: Collection[str], exclude_types: Collection[str]) -> str:
    """The condition on kinds, under the names that apps know, too."""

    def among(kind: str, named: Collection[str]) -> bool:
        return kind in named or FOR_APPS.get(kind, kind) in named

    wanted = [
        k for k in KINDS if (not types or among(k, types)) and not among(k, exclude_types)
    ]  # fmt: skip
    if len(wanted) == len(KINDS):
        return ""
    names = ", ".join(f"'{kind}'" for kind in wanted)
    return f" AND n.kind IN ({names})" if wanted else " AND 1 = 0"


def _rows(
    viewer: Account,
    page: Page,
    limit: int,
    *,
    types: Collection[str] = (),
    exclude_types: Collection[str] = (),
    by: int | None = None,
    filtered: bool = False,
) -> list[sql.Row]:
    """(id, kind, at, by, post, about) of what `viewer` was told, newest first."""
    values = for_viewer(viewer)
    # A mute hides notifications only where it was asked to; that is another rule than at home.
    quiet = (
        "NOT EXISTS (SELECT 1 FROM identity_mute q WHERE q.account_id = %(me)s"
        " AND q.target_id = n.by_id AND q.hides_notifications"
        " AND (q.expires_at IS NULL OR q.expires_at > %(now)s))"
    )
    only = f" AND n.by_id = {int(by)}" if by is not None else ""
    query = (
        "SELECT n.id, n.kind, n.at, n.by_id, n.post_id, n.about FROM timelines_notification n"
        f" WHERE n.account_id = %(me)s AND {bounds(page, 'n.id')}{only}"
        f" AND {'' if filtered else 'NOT '}n.filtered{_of_kinds(types, exclude_types)}"
        f" AND {unblocked('n.by_id')} AND {quiet}"
        " AND NOT EXISTS (SELECT 1 FROM identity_account s"
        " WHERE s.id = n.by_id AND s.suspended_at IS NOT NULL)"
        f" ORDER BY n.id {direction(page)} LIMIT {limit}"
    )
    return sorted(sql.rows(query, values), reverse=True)


def _views(viewer: Account, rows: Iterable[sql.Row]) -> list[NotificationView]:
    rows = list(rows)
    if not rows:
        return []
    about = dict.fromkeys(r[4] for r in rows if r[4] is not None)
    warnings, reports = _warnings(viewer, rows), reports_told(viewer, rows)
    wanted = {r[3] for r in rows} | {one.target_id for one in reports.values()}
    posts, people = posts_and_people(viewer, about, wanted)
    told = {
        number: one.json_text(people[one.target_id].json_text())
        for number, one in reports.items()
        if one.target_id in people
    }
    return [
        NotificationView(
            id=identifier,
            kind=kind,
            stamp=sql.stamp(at),
            account=people[by],
            post=posts.get(post_id),
            post_id=post_id,
            about=about,
            warned=warnings.get(identifier),
            report=told.get(identifier, ""),
        )
        for identifier, kind, at, by, post_id, about in rows
        if by in people
        and (post_id in posts or kind not in _ABOUT_POSTS)
        and (identifier in warnings or kind not in CLAIMS)
        and (identifier in told or kind not in REPORTS)
    ]


def _warnings(viewer: Account, rows: Iterable[sql.Row]) -> dict[int, Warned]:
    """What the notifications of claims among `rows` say, by their ids."""
    about = {row[0]: (row[1], row[5]) for row in rows if row[1] in CLAIMS}
    known = takedowns_by_id({number for _, number in about.values()}) if about else {}
    told = {n: (kind, known[number]) for n, (kind, number) in about.items() if number in known}
    return all_warned(viewer, told)


def notifications(
    viewer: Account,
    page: Page | None = None,
    *,
    types: Collection[str] = (),
    exclude_types: Collection[str] = (),
    by: int | None = None,
    filtered: bool = False,
) -> list[NotificationView]:
    """A page of what `viewer` was told, newest first; `by` names one account alone."""
    page = page or Page()
    rows = _rows(
        viewer,
        page,
        size(page),
        types=types,
        exclude_types=exclude_types,
        by=by,
        filtered=filtered,
    )
    return _views(viewer, rows)


def notification(viewer: Account, notification_id: int) -> NotificationView:
    """One notification of `viewer`.

    Errors: NotFound, also for somebody else's.
    """
    page = Page(max_id=notification_id + 1, since_id=notification_id - 1, limit=1)
    found = _views(viewer, _rows(viewer, page, 1)) or _views(
        viewer, _rows(viewer, page, 1, filtered=True)
    )
    if not found:
        raise NotFound
    return found[0]


def notification_views(viewer: Account, ids: Collection[int]) -> list[NotificationView]:
    """The notifications of `viewer` with these ids, newest first."""
    query = (
        "SELECT id, kind, at, by_id, post_id, about FROM timelines_notification"
        f" WHERE account_id = {viewer.pk} AND id IN ({sql.among(ids)}) ORDER BY id DESC"
    )
    return _views(viewer, sql.rows(query))


class Group(msgspec.Struct):
    """Notifications that belong together: the newest, how many, and who."""

    key: str
    newest: NotificationView
    oldest_id: int
    count: int
    accounts: list[AccountView]


def grouped(
    viewer: Account,
    page: Page | None = None,
    *,
    types: Collection[str] = (),
    exclude_types: Collection[str] = (),
    group: Collection[str] = GROUPED,
    by: int | None = None,
) -> list[Group]:
    """A page of groups, the one with the newest notification first.

    Grouped within the `_WINDOW` notifications next to the page's edge, so the work is bounded.
    """
    page = page or Page(limit=40)
    rows = _rows(viewer, page, _WINDOW, types=types, exclude_types=exclude_types, by=by)
    wanted = frozenset(group) & GROUPED
    keyed: dict[str, list[sql.Row]] = {}
    for row in rows if not page.upwards else reversed(rows):
        keyed.setdefault(_key(row, wanted), []).append(row)
    chosen = list(keyed.items())[: size(page)]
    shown = [row for _, found in chosen for row in sorted(found, reverse=True)[:_SAMPLE]]
    views = {view.id: view for view in _views(viewer, shown)}
    groups = []
    for key, found in chosen:
        newest_first = sorted(found, reverse=True)
        sample = [views[row[0]] for row in newest_first[:_SAMPLE] if row[0] in views]
        if sample:
            groups.append(
                Group(
                    key=key,
                    newest=sample[0],
                    oldest_id=newest_first[-1][0],
                    count=len(found),
                    accounts=list({view.account.id: view.account for view in sample}.values()),
                )
            )
    return sorted(groups, key=lambda one: one.newest.id, reverse=True)


def _key(row: sql.Row, wanted: Collection[str]) -> str:
    identifier, kind, _, _, post_id, _ = row
    if kind not in wanted:
        return f"ungrouped-{identifier}"
    return f"follow-{_day_of(identifier)}" if kind == "follow" else f"{kind}-{post_id}"


def in_group(viewer: Account, key: str) -> list[NotificationView]:
    """All notifications of one group, newest first, at most `_WINDOW`.

    Errors: NotFound when there is no such group.
    """
    kind, _, rest = key.partition("-")
    if not rest.isascii() or not rest.isdigit() or len(rest) > 19:
        raise NotFound
    if kind == "ungrouped":
        return [notification(viewer, int(rest))]
    if kind not in GROUPED:
        raise NotFound
    rows = _rows(viewer, Page(), _WINDOW, types=[kind])
    found = _views(viewer, (row for row in rows if _key(row, GROUPED) == key))
    if not found:
        raise NotFound
    return found


def unread_count(
    viewer: Account,
    *,
    types: Collection[str] = (),
    exclude_types: Collection[str] = (),
    limit: int = 100,
) -> int:
    """How many notifications are newer than the marker of `viewer`, counted to `limit`."""
    marker = sql.ids(
        "SELECT last_read_id FROM timelines_marker"
        f" WHERE account_id = {viewer.pk} AND timeline = 'notifications'"
    )
    page = Page(since_id=marker[0] if marker else None)
    rows = _rows(viewer, page, max(1, min(limit, 1000)), types=types, exclude_types=exclude_types)
    return len(rows)


def dismiss(viewer: Account, notification_ids: Collection[int]) -> None:
    """Delete some of one's own notifications.

    Errors: NotFound when none of them is the viewer's.
    """
    if not Notification.objects.filter(account=viewer, pk__in=notification_ids).delete()[0]:
        raise NotFound


def clear(viewer: Account) -> None:
    """Delete all of one's own notifications."""
    Notification.objects.filter(account=viewer).delete()
