"""Confirm that a website is somebody's own: it links back to the profile with rel="me".

It proves that whoever speaks here can change that page, and nothing about medicine.
"""

from html.parser import HTMLParser

from django.conf import settings
from django.db import transaction

from rounds.base.errors import Invalid, NotFound
from rounds.identity.claim_models import Claim, Way
from rounds.identity.claim_words import Reason, What
from rounds.identity.claims.settle import confirm, open_claim, open_claim_by_id, refuse
from rounds.identity.models import Account
from rounds.identity.verified_links import plain_link
from rounds.jobs.queue import later
from rounds.outside.web import Request, Unreachable, ask, check_address


class _Links(HTMLParser):
    """Collects the targets of `a` and `link` elements that say rel="me"."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's target where it claims to be the same person's."""
        named = {name: value or "" for name, value in attrs}
        if tag in {"a", "link"} and "me" in named.get("rel", "").lower().split():
            self.found.append(named.get("href", ""))


def links_to_me(page: str) -> list[str]:
    """Where `page` links with rel="me"; pure.

    Source: microformats.org/wiki/rel-me.
    """
    reader = _Links()
    reader.feed(page)
    return [plain_link(link) for link in reader.found if link]


def profile_of(account: Account) -> str:
    """The address that a page must link back to."""
    return account.uri or f"{settings.BASE_URL}/@{account.username}"


def claim_link(account: Account, link: str) -> Claim:
    """A claim that the page at `link` is the own one of `account`; a job looks at the page.

    Errors: Invalid (field 'link') for what is no address that may be asked.
    """
    given = link.strip()
    try:
        check_address(given)
    except Unreachable as error:
        raise Invalid(str(error), "link") from error
    if len(given) > 400 or plain_link(given).startswith(plain_link(settings.BASE_URL) + "/"):
        raise Invalid("Give the address of a page of your own elsewhere.", "link")
    with transaction.atomic():
        claim = open_claim(account, What.WEBSITE, Way.LINK, evidence="", link=given, days=1)
        later(check_link, claim.pk, key=f"claim:{claim.pk}:check")
    return claim


def check_link(claim_id: int) -> None:
    """The job: read the page, and settle the claim by what it links to."""
    claim = Claim.objects.select_related("account").filter(pk=claim_id).first()
    if claim is None:
        return
    reason: Reason | None = Reason.NO_LINK_BACK
    try:
        answer = ask(Request(url=claim.link))
        wanted = plain_link(profile_of(claim.account))
        if answer.status == 200 and wanted in links_to_me(answer.text):
            reason = None
    except Unreachable:
        reason = Reason.NOT_READ
    with transaction.atomic():
        try:
            claim = open_claim_by_id(claim_id, Way.LINK)
        except NotFound:  # withdrawn, or settled by a run that was repeated
            return
        if reason:
            refuse(claim, reason, by=claim.account)
            return
        shown = plain_link(claim.link).partition("://")[2]
        confirm(claim, issuer="a link back", by=claim.account, scope=shown)
