"""Those whom a whole town knows: an office or a local fame, and a sign that they were cared for.

The idea: of 'that MP' or 'the goalkeeper of our town's team' there is one, so an illness or a chair in
a waiting room is enough, where of a teacher it takes a place and a time as well. The sum of details is
a matter of many small weights; this is a rule of two large ones, and asks where the sum does not.

Rules
1. An office held by one ('that MP', 'our mayor'), a role in something local ('the goalkeeper of our
   town's team'), or somebody of whom 'everyone is talking'.
2. And that somebody was in the author's care, or has an illness, in the same text.
3. Not where they are told of in public: a visit, a vote, a speech, a campaign, an announcement.

What would break it: 'our MP visited the ward'; 'the President has announced his diagnosis'. Pure.
"""

import re

Span = tuple[int, int]

_OFFICE = (
    r"(?:MP|MSP|MEP|TD|MLA|member\s+of\s+parliament|mayor(?:ess)?|councillor|senator|congress(?:man|woman)|(?:prime\s+)?minister|president|premier|"
    r"governor|(?:arch)?bishop|ambassador|newsreader|weather\s?(?:man|girl|presenter)|(?:tv|radio|breakfast|telly)\s+(?:presenter|host|star|chef)|"
    r"footballer|olympian|olympic\s+\w+|celebrity|celeb|pop\s?star|film\s?star|comedian|influencer|youtuber|chief\s+constable|high\s+court\s+judge)"
)
_ROLE = (
    r"(?:goal(?:keeper|ie)|striker|midfielder|defender|captain|skipper|manager|coach|player|star|drummer|singer|frontman|vicar|priest|imam|rabbi|"
    r"head(?:teacher|master|mistress)?|judge|sheriff|conductor|organist|mascot|butcher|baker|postmistress|postman|lifeboat\s+coxswain|coxswain)"
)
_COMMUNITY = r"(?:town|village|city|parish|island|county|club|team|football\s+club|first\s+team|band|choir|borough|valley|estate)"
_KNOWN = re.compile(
    rf"\b(?:that|the|our|my|a\s+certain|an?\s+(?:well-known|famous)|this)\s+(?:(?:local|famous|well-known|former|ex-|very|disgraced|new|lady|lord)\s?){{0,2}}{_OFFICE}\b(?!['’]s\s+(?:office|visit|question|surgery|letter))"
    rf"|\b{_ROLE}\s+(?:of|for|in|from|at)\s+(?:our|the|this|my)\s+(?:[\w-]+\s+)?{_COMMUNITY}\b(?:['’]s\s+(?:[\w-]+\s+){{0,2}}{_COMMUNITY})?"
    rf"|\b(?:our|the|this)\s+(?:[\w-]+\s+)?{_COMMUNITY}['’]s\s+(?:[\w-]+\s+){{0,2}}{_ROLE}\b"
    r"|\b(?:that|the)\s+(?:[\w-]+\s+){1,3}(?:every(?:one|body)(?:\s+is|['’]s)\s+talking\s+about|(?:off|from|in|on)\s+(?:the\s+)?(?:telly|tv|news|papers|front\s+page)|who\s+went\s+viral|you\s+all\s+know)\b",
    re.IGNORECASE,
)
_IN_CARE = re.compile(
    r"\b(?:(?:my|our)\s+(?:[a-z]+\s+)?(?:waiting\s+room|clinic|surgery|ward|ED|A&E|department|theatre|resus|list|consulting\s+room|care|table|take|unit|bay|icu|itu|hospice|patient|examination\s+couch)|"
    r"(?:is|was|now)\s+my\s+patient|I\s+(?:just\s+|once\s+)?(?:operated\s+on|treated|delivered|examined|catheteri[sz]ed|consented|clerked|diagnosed|scoped|sectioned|stitched|intubated|sutured))\b",
    re.IGNORECASE,
)
_ILL = re.compile(
    r"\b(?:now\s+has|has\s+(?:just\s+)?(?:had|got)|has|needs?|is\s+on|was\s+(?:admitted|diagnosed)\s+with|came\s+in\s+with|turned\s+up\s+with)\s+(?:an?\s+|his\s+|her\s+|the\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?P<illness>colostomy|ileostomy|stoma|catheter|pacemaker|hernia|chlamydia|syphilis|gonorrhoea|herpes|hiv|aids|hepatitis|cirrhosis|dialysis|chemo\w*|radiotherapy|cancer|tumou?r|"
    r"dementia|parkinson['’]?s|epilepsy|stroke|depression|psychosis|bipolar|schizophrenia|overdose|piles|haemorrhoids|vasectomy|abortion|miscarriage|diabetes|melanoma|leukaemia|lymphoma|"
    r"heart\s+attack|nstemi|stemi|transplant|amputation|methadone|rehab|viagra|botox|\w{4,}(?:itis|oma|osis|ectomy|plasty))\b",
    re.IGNORECASE,
)
_IN_PUBLIC = re.compile(
    r"\b(?:visit(?:s|ed|ing)?|open(?:s|ed|ing)\s+(?:the|our|a)|launch\w*|campaign\w*|elect(?:ed|ion|ions)|vot(?:e|ed|es|ing)|debate\w*|polic(?:y|ies)|bill|funding|announce\w*|statement|"
    r"tweet\w*|reveal\w*|interview\w*|memoir|praise[sd]?|thank\w*|honou?red|guest|speech|spoke|speaks|speaking|lecture|talk\b|petition|letter\s+to|wrote\s+to|write\s+to|asked\s+(?:in|the)|"
    r"BBC|Guardian|Reuters|headlines?|press\s+release|died\s+of|in\s+(?:1[5-9]\d\d|20[01]\d)|history|documentary|fundrais\w*|ambassador\s+for|raises?\s+awareness|college|association|society|congress|federation|royal)\b",
    re.IGNORECASE,
)


def known_in_care(text: str) -> tuple[Span, str, Span] | None:
    """Where `text` says who they are, and what it tells of them (its family and where), if all know them.

    Example: 'That MP everyone is talking about? Sat in my waiting room'.
    """
    known = _KNOWN.search(text)
    if known is None or _IN_PUBLIC.search(text):
        return None
    cared = _IN_CARE.search(text)
    if cared is not None:
        return known.span(), "event", cared.span()
    ill = _ILL.search(text)
    return (known.span(), "condition", ill.span("illness")) if ill else None
