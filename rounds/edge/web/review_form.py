"""The reviewer's form: eight items, what is recommended, whether an AI helped. Keeps what was typed."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from rounds.base.errors import Invalid
from rounds.base.text import plain
from rounds.gate.review.rules import (
    AI_WORDS,
    ANSWER_WORDS,
    ITEM_WORDS,
    LONGEST_COMMENT,
    LONGEST_LINE,
    LONGEST_WORDS,
    RECOMMENDATION_WORDS,
    AiUse,
    Answer,
    Assessment,
    Item,
    Opinion,
    Recommendation,
)

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One item of the form."""

    item: str
    name: str
    asks: str
    answer: str
    comment: str


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in the form, and what can be chosen there."""

    rows: tuple[Row, ...]
    answers: Choices
    recommendations: Choices
    ai_uses: Choices
    recommendation: str
    words: str
    to_editor: str
    ai_use: str
    ai_words: str
    longest_comment: int = LONGEST_COMMENT
    longest_words: int = LONGEST_WORDS
    longest_line: int = LONGEST_LINE


def item_words(item: Item) -> tuple[str, str]:
    """An item's name and what it asks, in the reader's language."""
    name, asks = ITEM_WORDS[item]
    return _(name), _(asks)


def recommendations() -> Choices:
    """What can be recommended or decided, in words."""
    return [(one.value, _(words)) for one, words in RECOMMENDATION_WORDS.items()]


def form_in(data: QueryDict) -> Form:
    """The form as it was sent, or empty."""
    rows = [
        Row(
            item.value, *item_words(item), data.get(f"answer-{item}", ""),
            plain(data.get(f"comment-{item}", "")),
        )
        for item in Item
    ]  # fmt: skip
    return Form(
        rows=tuple(rows),
        answers=[(one.value, _(words)) for one, words in ANSWER_WORDS.items()],
        recommendations=recommendations(),
        ai_uses=[(one.value, _(words)) for one, words in AI_WORDS.items()],
        recommendation=data.get("recommendation", ""),
        words=plain(data.get("words", "")),
        to_editor=plain(data.get("to_editor", "")),
        ai_use=data.get("ai_use", ""),
        ai_words=plain(data.get("ai_words", "")),
    )


def recommendation_in(given: str) -> Recommendation:
    """Errors: Invalid (field 'recommendation') when nothing was chosen."""
    try:
        return Recommendation(given)
    except ValueError:
        raise Invalid(_("Choose one: accept, revise or reject."), "recommendation") from None


def opinion_in(form: Form) -> Opinion:
    """The review that the form means; items left open are left out, for the rules to ask about.

    Errors: Invalid where nothing is recommended, or nothing said of AI.
    """
    known = {answer.value for answer in Answer}
    items = tuple(
        Assessment(Item(row.item), Answer(row.answer), row.comment)
        for row in form.rows
        if row.answer in known
    )
    if form.ai_use not in {use.value for use in AiUse}:
        raise Invalid(_("Say whether an AI helped."), "ai_use")
    return Opinion(
        items=items, recommendation=recommendation_in(form.recommendation), words=form.words,
        to_editor=form.to_editor, ai_use=AiUse(form.ai_use), ai_words=form.ai_words,
    )  # fmt: skip
