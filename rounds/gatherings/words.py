"""The words of a plan before the gate: the host learns of findings when planning, not at nine."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.base.errors import Invalid
from rounds.gate.checks.across import numbers_across
from rounds.gate.draft import Draft
from rounds.gate.finding import Confirmation, Finding
from rounds.gate.verdict import Verdict, judge
from rounds.gatherings.models import Gathering
from rounds.gatherings.plan import Plan
from rounds.gatherings.wording import prompt_text, welcome_text, with_tag


class WordsQuestioned(Invalid):
    """The gate asks about words of the plan.

    `findings` holds them by place ('welcome', 'closing', 'prompt-2'), `texts` what was judged
    there; the host changes the words, or confirms where a finding can be confirmed.
    """

    def __init__(self, findings: Mapping[str, Sequence[Finding]], texts: Mapping[str, str]) -> None:
        place, first = next(iter(findings.items()))
        reason = first[0].reason if first else _("This can't be posted as it stands. Change it.")
        name = _NAMES.get(place) or place.replace("prompt-", "Q")
        super().__init__(f"{name}: {reason}", place)
        self.findings = findings
        self.texts = texts


_NAMES = {
    "title": gettext_lazy("Title"), "aims": gettext_lazy("Aims"),
    "welcome": gettext_lazy("Welcome"), "closing": gettext_lazy("Closing words"),
    "article_title": gettext_lazy("The article's title"),
    "article_url": gettext_lazy("The article's link"), "reason": gettext_lazy("Reason"),
}  # fmt: skip
_LONGEST = {"aims": 5000}


def spoken(plan: Plan) -> Iterator[tuple[str, str]]:
    """Every text that others will read, as they will read it, with its place in the plan."""
    tag = plan.tag.strip().removeprefix("#")
    yield "title", plan.title
    if plan.aims.strip():
        yield "aims", plan.aims
    for place, words in (("article_title", plan.article_title), ("article_url", plan.article_url)):
        if words.strip():
            yield place, words
    yield "welcome", with_tag(plan.welcome or welcome_text(plan.title, tag), tag)
    for number, prompt in enumerate(plan.prompts, start=1):
        yield f"prompt-{number}", prompt_text(number, prompt.text, tag)
    if plan.closing.strip():
        yield "closing", with_tag(plan.closing, tag)


def check_words(plan: Plan) -> None:
    """Judge every text of the plan as the gate will.

    Errors: WordsQuestioned with all findings at once.
    """
    check_each(dict(spoken(plan)), plan.confirmed)


def check_each(words: Mapping[str, str], confirmed: Sequence[Confirmation] = ()) -> None:
    """Judge each of `words` (by place) as the gate will; a number over several of them is found, too.

    Errors: WordsQuestioned with all findings at once.
    """
    questioned, texts = {}, {}
    for place, text in words.items():
        limit = max(_LONGEST.get(place, 0), settings.ROUNDS.max_characters)
        judgement = judge(Draft(text=text), confirmed, limit=limit)
        if judgement.verdict is not Verdict.RELEASE:
            questioned[place], texts[place] = judgement.findings, text
    for found in numbers_across(list(words.items())):
        if not found.can_confirm or _confirmation(found) not in confirmed:
            questioned[found.part] = (*questioned.get(found.part, ()), found)
            texts[found.part] = words[found.part]
    if questioned:
        raise WordsQuestioned(questioned, texts)


def _confirmation(found: Finding) -> Confirmation:
    return Confirmation(kind=found.kind, digest=found.digest)


def kept_confirmations(plan: Plan) -> list[dict[str, Any]]:
    """What the host confirmed, as the gathering keeps it: kinds and digests, never words."""
    return [{"kind": c.kind, "digest": c.digest} for c in plan.confirmed]


def confirmed_for(gathering: Gathering) -> list[Confirmation]:
    """What the host of `gathering` confirmed when planning."""
    return [Confirmation(**row) for row in gathering.confirmed]
