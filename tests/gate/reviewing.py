"""People who write, edit and review, and what they do every time."""

from rounds.gate.draft import Draft
from rounds.gate.models import Manuscript
from rounds.gate.outcome import Released
from rounds.gate.review.author import (
    ask_review,
    publish_reviewed,
)
from rounds.gate.review.editor import decide, invite, take_up
from rounds.gate.review.reviewer import accept, give_review
from rounds.gate.review.rules import (
    AiUse,
    Answer,
    Assessment,
    Item,
    Opinion,
    Recommendation,
)
from rounds.gate.submit import submit
from rounds.identity.credentials import confirm_credential
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.identity.open_account import Newcomer, open_account
from rounds.identity.roles import Role
from rounds.posts.models import Post

TEACHING = Draft(text="Three questions before every ECG: rate, rhythm, axis.", teaching=True)
DONE = Opinion(
    items=tuple(Assessment(item, Answer.MEETS) for item in Item),
    recommendation=Recommendation.ACCEPT, ai_use=AiUse.NONE, words="Clear and right.",
)  # fmt: skip


def doctor(username: str, issuer: str = "") -> Account:
    account = open_account(
        Newcomer(
            username=username,
            email=f"{username}@example.org",
            display_name=f"Dr {username.title()}",
            role=Role.CONSULTANT,
            specialties=["cardiology"],
            uses_own_name=True,
        )
    )
    if issuer:
        confirm_credential(account, "Consultant", issuer, "cardiology")
    confirm_register(account)
    return account


def asked(author: Account, draft: Draft = TEACHING) -> Manuscript:
    made = ask_review(author, draft)
    assert isinstance(made, Manuscript)
    return made


def seated(
    editor: Account, manuscript: Manuscript, *reviewers: Account, signs: bool = True
) -> None:
    take_up(editor, manuscript.pk)
    for reviewer in reviewers:
        invite(editor, manuscript.pk, reviewer)
        accept(reviewer, manuscript.pk, signs=signs)


def out(author: Account, draft: Draft = TEACHING) -> Post:
    outcome = submit(author, draft)
    assert isinstance(outcome, Released)
    return outcome.post


def badged(author: Account, editor: Account, ben: Account, carla: Account) -> Post:
    manuscript = asked(author)
    seated(editor, manuscript, ben, carla)
    give_review(ben, manuscript.pk, DONE)
    give_review(carla, manuscript.pk, DONE)
    decide(editor, manuscript.pk, Recommendation.ACCEPT, "Thank you.")
    return publish_reviewed(author, manuscript.pk)
