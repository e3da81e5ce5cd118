"""The checks of a text, for those who need them only once there is a text.

The tables of names and places, and the patterns made of them, take longer to load than any other
part of a server. So they are loaded with the first text, or by `warm_up`, behind a server that
answers already.
"""

from rounds.gate.finding import Finding


def check_text(text: str) -> list[Finding]:
    """The findings of every check in `text`, in order of appearance (`registry.check_text`)."""
    # Loaded here, not above: see the top.
    from rounds.gate.checks import registry

    return registry.check_text(text)


def warm_up() -> None:
    """Load the patterns and use each once, so that no author waits for them."""
    check_text("Mr Smith, 54, was admitted to Hillside Hospital on 3 April 2021.")
