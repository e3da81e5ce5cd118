"""Words of a gathering: how prompts read in any app, and what answers say of themselves. Pure.

A prompt reads 'Q1. What would you do first? #RenalJC': the number leads, so that it is found in a
crowded timeline, and the tag ends it, so that replying with the tag kept lands in the chat.
"""

import re

from rounds.base.text import hashtags, normal_tag

_NUMBER = re.compile(
    r"(?<![\w#@/-])[QA](?:(\d{1,2})(?![\w-]|[.,]\d)|\s(\d{1,2})[:)])", re.IGNORECASE
)
_OWN_PROMPT = re.compile(r"\s*(?:#\w+\s+)*Q(\d{1,2})[.:)]\s", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def with_tag(text: str, tag: str) -> str:
    """`text` with '#tag' at its end, unless it stands in it already."""
    words = text.strip()
    if normal_tag(tag) in {normal_tag(found) for found in hashtags(words)}:
        return words
    return f"{words} #{tag}".strip()


def prompt_text(number: int, text: str, tag: str) -> str:
    """How prompt `number` is posted. A number the host wrote in front is not doubled.

    Example: prompt_text(2, 'When do you refer?', 'RenalJC') is 'Q2. When do you refer? #RenalJC'.
    """
    bare = re.sub(rf"^\s*Q\s?{number}\s*[.:)-]?\s+", "", text, flags=re.IGNORECASE)
    return with_tag(f"Q{number}. {bare.strip()}", tag)


def welcome_text(title: str, tag: str) -> str:
    """The opening post where the host wrote none; true whenever it goes out."""
    return (
        f"Welcome to {title}. Answer a prompt by replying to it, or begin with A1, A2 … "
        f"and keep #{tag}."
    )


def number_in(text: str) -> int | None:
    """The prompt that `text` says it answers ('A1', 'Q2:', 'a 3)'), or None.

    The first number counts. 'HbA1c', 'q12h' and 'a 3 month trial' are medicine, no numbers.
    """
    match = _NUMBER.search(_LINK.sub(" ", text))
    return int(match[1] or match[2]) if match else None


def own_prompt_number(text: str) -> int | None:
    """The number of the prompt that a host writes out by hand ('Q3. ...'), or None."""
    match = _OWN_PROMPT.match(text)
    return int(match[1]) if match else None


def asks(text: str) -> bool:
    """Whether `text` holds a question: a question mark of any script outside links."""
    return any(mark in _LINK.sub(" ", text) for mark in "?\uff1f\u061f\u037e")
