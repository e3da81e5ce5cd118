"""Tell whoever can answer that a report came in. Subscriber of trust's fact.

Under Mastodon's own name, so that its apps show it. As there, the reader's policy filters it not: it
is work, not acquaintance; whom a moderator blocks or mutes they are told by e-mail alone.
"""

from rounds.timelines.surface import tell_watchers
from rounds.timelines.tell import tell
from rounds.trust.facts import Reported
from rounds.trust.who_answers import who_answers


def reported(fact: Reported) -> None:
    """A report: those who can answer it are told, never whom it is about."""
    people = [one.pk for one in who_answers(fact.subject)]
    tell_watchers(tell(fact, "admin.report", people, about=fact.report))
