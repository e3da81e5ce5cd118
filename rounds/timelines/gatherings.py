"""Tell the pages of gatherings what is new there, and people what is near. Subscribers of the gatherings' facts.

An event carries an id alone: the page asks for its own fragment again.
"""

from rounds.gatherings.facts import (
    ChatIsNear,
    CollectedChanged,
    GatheringCancelled,
    GatheringClosed,
    GatheringExtended,
    GatheringOpened,
    PostCollected,
    PromptPosted,
)
from rounds.gatherings.queries import coming, hidden_with_reason, named
from rounds.timelines.bus import publish
from rounds.timelines.push import call_for_prompt
from rounds.timelines.tell import take_back, tell


def chat_is_near(fact: ChatIsNear) -> None:
    """A chat begins within the hour: somebody who means to come is told, on the pages alone."""
    for account, notification in tell(fact, "chat", [fact.account], about=fact.subject):
        publish(f"pages:{account}", "notification", str(notification), [fact.actor])


def chat_called_off(fact: GatheringCancelled) -> None:
    """A chat will not be: whoever means to come is told, with the reason where the page shows it."""
    for gathering in named([fact.subject]).values():
        people = [account.pk for account in coming(gathering)]
        for account, notification in tell(fact, "chat_off", people, about=fact.subject):
            publish(f"pages:{account}", "notification", str(notification), [fact.actor])


def post_collected(fact: PostCollected) -> None:
    """An answer, a question or a boost belongs to a gathering."""
    publish(f"gathering:{fact.gathering}", "answer", str(fact.subject), [fact.actor])


def prompt_posted(fact: PromptPosted) -> None:
    """The next question is out: its page shows it, and those who come may be rung."""
    publish(f"gathering:{fact.gathering}", "prompt", str(fact.subject))
    call_for_prompt(fact.subject, fact.gathering, fact.actor)


def collected_changed(fact: CollectedChanged) -> None:
    """Something was pinned, hidden, shown again or withdrawn; its author is told of a hiding."""
    if fact.change == "hidden":
        _tell_of_hiding(fact)
    elif fact.change == "shown":
        take_back("chat_hidden", by=fact.actor, post_id=fact.subject)
    publish(f"gathering:{fact.gathering}", "change", str(fact.subject))


def _tell_of_hiding(fact: CollectedChanged) -> None:
    """On the pages alone, where the reason stands."""
    for row in hidden_with_reason([fact.subject]):
        if row.gathering_id != fact.gathering:
            continue
        told = tell(
            fact, "chat_hidden", [row.author_id], post_id=fact.subject, about=fact.gathering
        )
        for account, notification in told:
            publish(f"pages:{account}", "notification", str(notification), [fact.actor])


def gathering_changed(fact: GatheringOpened | GatheringExtended | GatheringClosed) -> None:
    """A gathering has begun, was made longer, or has ended."""
    publish(f"gathering:{fact.subject}", "gathering", str(fact.subject))
