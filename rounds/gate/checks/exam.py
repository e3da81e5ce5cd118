"""Whether a text is a question of an examination: then its patient is invented.

Rules
1. It opens with a label of one ('SBA:', 'Mock exam question 4:') or cites a published case.
2. Or it opens with somebody told in the present tense ('A 93-year-old man is found on the floor') and
   asks something; with 'presents with' it need not ask. Or it says 'You are the FY1' and asks.
Whoever writes 'my patient', 'today' or 'we' tells of somebody real, whatever they call it.

What would break it: 'Interesting case today: ...' taken for a question. Pure.
"""

import re

_LABEL = re.compile(
    r"^\W*(?:MCQ|SBA|EMQ|EMI|SAQ|short\s+(?:answer|case)|best\s+of\s+five|question\s+\d{1,3}|station\s+\d{1,2}|(?:mock\s+)?(?:exam|osce|paces|quiz|board|practice|finals|usmle|plab|mrcp)(?:\s+(?:question|station|q\d*|style))*|question\s+of\s+the\s+day)\b\s*\d{0,3}\s*[:.\-]"
    r"|^\W*(?:case\s+(?:report\s+)?(?:from|in)\s+(?:the\s+)?(?:NEJM|BMJ|Lancet|JAMA)\b)",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"^\W*(?:an?\s+[^.!?\n]{0,60}?|(?:Mr|Mrs|Ms|Miss)\.?\s[^.!?\n]{2,40}?,\s(?:aged\s+)?\d{1,3},?\s)"
    r"(?:presents|attends|comes\s+(?:to|in)|is\s+(?:brought|found|admitted|referred|seen|noted)|has|develops|complains|reports|undergoes|falls|collapses)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:next\s+(?:best\s+|most\s+appropriate\s+)?(?:step|investigation|test)|best\s+(?:answer|initial|next|answers)|"
    r"most\s+(?:likely|appropriate|probable)|likeliest|single\s+best|which\s+(?:one\s+)?of\s+the\s+following|correct\s+answer)\b",
    re.IGNORECASE,
)
# 'A 95-year-old woman presents with a fall': nobody tells of one's own patient so.
_PRESENTS = re.compile(
    r"^\W*an?\s\d{1,3}[- ](?:year|yr|month|week)[- ]old\s(?:[\w-]+\s){1,3}(?:presents|attends)\s(?:with|to)\b",
    re.IGNORECASE,
)
# Whoever speaks of themselves, of here or of now tells of somebody who is there.
_OWN = re.compile(
    r"\b(?:my|our|I|we|me|us|today|tonight|yesterday|this\s+(?:morning|week|evening)|last\s+(?:night|week))\b|\b(?:Mrs?|Ms|Miss)\b",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(
    r"\byou\s+are\s+(?:the|an?)\s+(?:[\w-]+\s+){0,2}(?:FY?[12]|SHO|ST\d|GP|doctor|registrar|nurse|midwife|medical\s+student|house\s+officer)\b[^\n]*\?",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\?\W*$|\bQ:", re.IGNORECASE)
_REAL = re.compile(
    r"\b(?:my|our|today|tonight|yesterday|just|we|us|I|this\s+(?:morning|afternoon|evening|week)|last\s+(?:night|week)|on\s+the\s+ward|real)\b",
    re.IGNORECASE,
)


def is_exam(text: str) -> bool:
    """Whether folded `text` is a question of an examination, about nobody of the author's own.

    Example: 'SBA: A 95-year-old woman falls.' is, 'Quiz: my 95-year-old patient fell' is not.
    """
    if _REAL.search(text):
        return False
    stem = _STEM.search(text) is not None
    asked = _ASKED.search(text) is not None or _ASKS.search(text) is not None
    presents = _PRESENTS.search(text) is not None and _OWN.search(text) is None
    labelled = any(pattern.search(text) for pattern in (_LABEL, _CANDIDATE))
    return labelled or presents or (stem and asked)
