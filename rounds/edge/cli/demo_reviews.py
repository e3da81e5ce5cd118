"""The demo's reviews: teaching that two reviewed, with its badge and a later correction, and an invitation."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from rounds.edge.cli.demo_words import read
from rounds.gate.draft import Draft
from rounds.gate.models import Manuscript
from rounds.gate.review import author, editor, reviewer
from rounds.gate.review.correct import correct
from rounds.gate.review.rules import (
    AiUse,
    Answer,
    Assessment,
    CorrectionKind,
    Item,
    Opinion,
    Recommendation,
)
from rounds.gate.submit import submit
from rounds.identity.credentials import confirm_credential
from rounds.identity.editors import appoint_editor
from rounds.identity.interests import confirm_register
from rounds.identity.models import Account
from rounds.posts.boost import boost
from rounds.posts.labels import Bloom, ForWhom, Labels, Level
from rounds.posts.react import bookmark

Event = tuple[datetime, partial[None]]
LABELS = Labels(for_whom=ForWhom.PROFESSIONALS, level=Level.STUDENT, bloom=Bloom.APPLY)


class Reviews:
    """One review from the request to the correction, and one that has just begun."""

    def __init__(self, people: Mapping[str, Account], now: datetime) -> None:
        self.people, self.now, self.words = people, now, read("reviews")
        self.reviewed = self.post = 0

    def events(self) -> Iterator[Event]:
        """Everything in the order in which it happens."""
        for hours, deed in (
            (120, self.prepare), (119, self.ask), (96, self.first_round), (90, self.send_again),
            (84, self.second_round), (80, self.publish), (60, self.answer), (20, self.correct),
            (7, self.begin_another),
        ):  # fmt: skip
            yield self.now - timedelta(hours=hours), partial(deed)

    def prepare(self) -> None:
        """Ruth edits; those who review have declared their interests."""
        appoint_editor(self.people["ruth"])
        confirm_credential(
            self.people["tomasz"], "General practitioner", "Tatra Medical University"
        )
        for name in ("amina", "tomasz", "priya"):
            self.people[name].refresh_from_db()
            if self.people[name].interests_declared_at is None:
                confirm_register(self.people[name])

    def _ask(self, who: str, text: str) -> int:
        draft = Draft(text=text, language="en", teaching=True, labels=LABELS)
        made = author.ask_review(self.people[who], draft)
        if not isinstance(made, Manuscript):
            raise RuntimeError("A text of the demo's story did not pass the gate: mend the story.")
        return made.pk

    def ask(self) -> None:
        """Amina asks for review before her lesson goes out."""
        self.reviewed = self._ask("amina", self.words["first"])

    def _give(
        self, name: str, recommendation: Recommendation, words: str, missing: str = ""
    ) -> None:
        first = Assessment(Item.OBJECTIVES, Answer.PARTLY if missing else Answer.MEETS, missing)
        others = [
            Assessment(i, Answer.NOT_APPLICABLE if i is Item.QUESTIONS else Answer.MEETS)
            for i in Item if i is not Item.OBJECTIVES
        ]  # fmt: skip
        opinion = Opinion(
            items=(first, *others), recommendation=recommendation, ai_use=AiUse.NONE, words=words
        )
        reviewer.give_review(self.people[name], self.reviewed, opinion)

    def first_round(self) -> None:
        """Two review: one signs, one does not; the editor asks for a new version."""
        editor.take_up(self.people["ruth"], self.reviewed)
        for name, signs in (("tomasz", True), ("priya", False)):
            editor.invite(self.people["ruth"], self.reviewed, self.people[name])
            reviewer.accept(self.people[name], self.reviewed, signs=signs)
        self._give("tomasz", Recommendation.ACCEPT, self.words["tomasz"])
        self._give("priya", Recommendation.REVISE, self.words["priya"], self.words["missing"])
        self._decide(Recommendation.REVISE, self.words["revise"])

    def _decide(self, decision: Recommendation, words: str) -> None:
        editor.decide(self.people["ruth"], self.reviewed, decision, words)

    def send_again(self) -> None:
        """Amina answers and sends the second version."""
        draft = Draft(text=self.words["second"], language="en", teaching=True, labels=LABELS)
        author.send_version(self.people["amina"], self.reviewed, draft, self.words["answer"])

    def second_round(self) -> None:
        """Both recommend it, and it is accepted."""
        self._give("tomasz", Recommendation.ACCEPT, self.words["tomasz_again"])
        self._give("priya", Recommendation.ACCEPT, self.words["priya_again"])
        self._decide(Recommendation.ACCEPT, self.words["accept"])

    def publish(self) -> None:
        """It goes out with its badge."""
        self.post = author.publish_reviewed(self.people["amina"], self.reviewed).pk

    def answer(self) -> None:
        """Some use it: an answer, a boost, a bookmark."""
        submit(self.people["leo"], Draft(text=self.words["leo"], language="en", reply_to=self.post))
        boost(self.people["mei"], self.post)
        bookmark(self.people["omar"], self.post)

    def correct(self) -> None:
        """Amina corrects it, and those three are told."""
        draft = Draft(text=self.words["third"], language="en", teaching=True, labels=LABELS)
        why = self.words["why"]
        correct(self.people["amina"], self.post, draft, CorrectionKind.SUBSTANCE, why=why)

    def begin_another(self) -> None:
        """Kwame's lesson waits: Ruth invited Amina."""
        waiting = self._ask("kwame", self.words["waiting"])
        editor.take_up(self.people["ruth"], waiting)
        editor.invite(self.people["ruth"], waiting, self.people["amina"])
