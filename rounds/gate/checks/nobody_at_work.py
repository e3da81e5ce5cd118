"""Who is named for what they do or did, not for being ill: a colleague, a pet, a case at law, the famous dead.

Rules
1. 'My consultant, Mr Harding', 'Ms Lee from pharmacy', 'Mrs Donnelly, our receptionist', a farewell to
   somebody who retires: a colleague, unless the text says that they lie on a ward themselves.
2. 'My cat Mr Whiskers'.
3. 'St Brigid's': a house, unless a title stands before it.
4. Whoever opens a text with 'died of' or 'has', a trivia question, a case at law ('Montgomery v Lanarkshire'):
   somebody of public life, in a text in which the writer says neither 'I' nor 'we' nor where anybody is
   cared for, and in which no number stands.

What would break it: 'our porter, Mr Bell, is in bed 4'; an obituary by the patient's own doctor. Pure.
"""

import re
from collections.abc import Iterator

from rounds.gate.checks.shapes import CAPITAL

Span = tuple[int, int]

_TITLE = r"(?:Drs?|Mr|Mrs|Ms|Miss|Mx|Prof|Professor|Sister|Matron)\.?"
_NAME = rf"{CAPITAL}(?:[ ](?:(?:de|van|von|der|al|el|bin|ap|Ní|Ó)[ ])?{CAPITAL}){{0,3}}"
_JOB = (
    r"(?:consultant|registrar|reg|boss|supervisor|trainer|mentor|tutor|educator|matron|charge\s+nurse|ward\s+(?:sister|manager|clerk)|nurse\s+specialist|"
    r"practice\s+manager|receptionist|secretary|porter|pharmacist|physio(?:therapist)?|dietitian|dietician|radiographer|radiologist|anaesthetist|"
    r"surgeon|\w{4,}ologist|physician|midwife|lecturer|professor|examiner|senior\s+partner|GP\s+partner|colleague|SHO|F[12]|FY[12]|house\s+officer|intern|"
    r"resident|fellow|chief\s+exec\w*|medical\s+director|librarian|interpreter|chaplain|cleaner|domestic|volunteer)"
)
_OF_A_COLLEAGUE = (
    re.compile(rf"\b(?:[Mm]y|[Oo]ur|[Tt]he)\s+(?:[a-z][\w-]*\s+){{0,2}}?{_JOB},?\s+(?P<name>(?:{_TITLE}\s)?{_NAME})"),
    re.compile(
        rf"(?P<name>\b{_TITLE}\s{_NAME})\s+(?:from|in|at|of)\s+(?:the\s+)?(?:pharmacy|radiology|theatres?|HR|lab|labs|microbiology|pathology|"
        r"haematology\s+lab|physio|OT|IT|estates|library|switchboard|payroll|outpatients|infection\s+control|anaesthetics|reception|medical\s+records|finance)\b"
    ),
    re.compile(rf"(?P<name>\b(?:{_TITLE}\s)?{_NAME}),\s+(?:our|my|the)\s+(?:[a-z][\w-]*\s+){{0,3}}?{_JOB}\b"),
    re.compile(
        rf"\b(?:[Ff]arewell|[Rr]etirement|[Gg]oodbye|[Gg]ood\s+luck|[Ww]elcome|[Cc]ongratulations|[Cc]ongrats|[Cc]heers|[Mm]erci)\s+(?:and\s+thank\s+you\s+)?(?:to|au|à)\s+"
        rf"(?P<name>(?:(?:{_TITLE}|Pr|Staff\s+Nurse|Nurse)\s)?{_NAME})(?=[^\n]*\b(?:retir\w+|years?\b|yrs|since\s+(?:19|20)\d\d|leaving|job|post|{_JOB}|cours|conférence|exam\w*)\b)"
    ),
)  # fmt: skip
_LIES_ILL = re.compile(
    r"\b(?:patient\b|admitted|(?:is|was|now)\s+(?:in|on)\s+(?:our|my|the|a|his|her)?\s*(?:own\s+)?(?:ward|bed|bay|icu|itu|ccu|unit|trolley|resus)|bed\s?\d|died|dying|collapsed|arrested|"
    r"diagnosed|stroke|cancer|tumou?r|chemo\w*|sepsis|septic|overdose|(?:his|her)\s+(?:own\s+)?(?:scan|biopsy|results|surgery|operation|diagnosis)|rip)\b",
    re.IGNORECASE,
)
_PET = re.compile(
    rf"\b(?:[Mm]y|[Oo]ur|[Tt]he)\s+(?:[a-z]+\s+)?(?:cat|dog|puppy|kitten|hamster|rabbit|horse|pony|parrot|budgie|tortoise|goldfish|greyhound|labrador|guinea\s+pig),?\s+(?:called\s+|named\s+)?(?P<name>(?:{_TITLE}\s)?{_NAME})"
)
_SAINT = re.compile(
    rf"(?<!Mr )(?<!Mrs )(?<!Ms )(?<!Dr )(?<!Miss )\b(?P<name>(?:St|Ste|Saint)\.?[ ]{CAPITAL}(?:['\u2019]s)?)(?![ ][A-Z])"
)
_THING = re.compile(
    r"(?P<name>\b(?:[A-Z][a-z]+\s)?D-dimers?\b|\b(?:Hall|Gate|Stand|Room|Terminal|Platform)\s[A-Z]\b|\bRadio\s[A-Z]\w+|\b[A-Z]\w+\s(?:Centre|Center|Prometric)\b|\bHb\b)"
)
_OPENING = (
    re.compile(
        rf"\A(?P<name>{CAPITAL}[ ]{CAPITAL})(?=\s(?:died\s+(?:of|from)|has|had|lived\s+with|spoke\s+about|was\s+diagnosed|wrote)\b)"
    ),
)
_FAMOUS_TEXT = re.compile(
    r"\A\W*(?i:trivia|fun\s+fact|eponyms?|on\s+this\s+day|history\s+of\s+medicine)\b|\b[A-Z]\w+\sv\.?\s(?:the\s)?[A-Z]\w+\b", re.IGNORECASE
)  # fmt: skip
_ANY = re.compile(rf"(?P<name>{_NAME})")
_OF_THE_WRITER = re.compile(
    r"\b(?:I|I['\u2019]\w+|me|my|we|our|ours|patients?|pts?|ward|bed|bay|clinic|on\s+call|handover|mrn|dob|today|tonight|yesterday|this\s+morning|last\s+night)\b|\d",
    re.IGNORECASE,
)


def at_work(text: str) -> Iterator[Span]:
    """Where somebody is named in folded `text` who is nobody's patient."""
    patterns = [_PET, _SAINT, _THING]
    if not _LIES_ILL.search(text):
        patterns += _OF_A_COLLEAGUE
    if not _OF_THE_WRITER.search(text):
        patterns += [*_OPENING, *([_ANY] if _FAMOUS_TEXT.search(text) else [])]
    for pattern in patterns:
        yield from (match.span("name") for match in pattern.finditer(text))
