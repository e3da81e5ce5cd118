"""Names of patients, of their relatives, and of those who treat them.

The idea: whoever is named beside a patient is named by the sentence: by a title, a relation,
'called', an age after a comma, 'was admitted'. So each run that is written like a name is asked
what stands before and after it; lists of names only make a weak cue enough.

Rules
1. A title (Mr, Mrs, Ms ...), a relation of somebody else's (her mum), 'patient' or 'called' before
   the name, an age or a record number after it: a name, on a list or not, in any script.
2. 'Dr', 'Professor', 'Nurse': a name only where one patient is spoken of.
3. A given name with a surname or its first letter, in a sentence that speaks of one patient.
4. Found once, found again: the same name elsewhere in the text.
Left in peace: handles, hashtags, thanks, authors, speakers, eponyms and what follows them (disease,
sign, score, trial, syndrome), bodies, drugs, peoples.

What would break it: a list deciding alone; a rule that asks for a surname of one culture.
"""

import re
from collections.abc import Iterator, Sequence

from rounds.gate.checks.candidate import Candidate
from rounds.gate.checks.lexicon import is_eponym, is_family, is_given, is_ordinary, is_public, is_unit, plainly
from rounds.gate.checks.reading import AGE, Reading, Sentence
from rounds.gate.checks.scripts import other_scripts
from rounds.gate.checks.shapes import UPPER, Shape, shapes

_BEFORE, _AFTER = 70, 60
_TITLE = re.compile(
    r"(?<![\w@#])(?P<title>Mr|Mrs|Ms|Miss|Mx|Messrs|Mme|Mlle|Monsieur|Madame|Herr|Frau|Señora?|Sra?|Sri|Shri|Smt|Begum|"
    r"Master|Mstr|Baby|Auntie|Aunty|Aunt|Uncle|Mister|Missus|Bibi)\.?[ ]$"
)
_DOCTOR = re.compile(
    r"(?<![\w@#])(?P<title>(?:Dr|Doctor|Prof|Professor|Nurse|Sister|Matron|Midwife|Consultant|Surgeon|"
    r"Registrar|NP|PA|RN|ANP|SHO|SpR|Physician|Clinician|Physio|Therapist|Pharmacist|Rev|Father|Sir|Dame)\.?[ ](?:Mr|Mrs|Ms|Miss)?\.?[ ]?"
    r"|(?:Mr|Mrs|Ms|Miss)\.?[ ]Dr\.?[ ])$"
)
_RELATION = (
    r"(?:mum|mom|mother|dad|father|nan|gran|grandma|grandmother|grandpa|grandad|grandfather|sister|brother|"
    r"wife|husband|partner|fianc[eé]e?|son|daughter|grandson|granddaughter|twin|aunt|uncle|niece|nephew|cousin|"
    r"carer|caregiver|neighbour|neighbor|friend|girlfriend|boyfriend|stepfather|stepmother|sibling|relative|"
    r"guardian|mother-in-law|father-in-law|spouse|widow|widower|parents?|children|kids|sons|daughters)"
)
_OF_SOMEBODY = re.compile(
    rf"\b(?:his|her|their|the|pt'?s|patient['’]?s|whose|older|younger|eldest|little|elder|twin|a)\s+(?:\w+\s+){{0,2}}?{_RELATION}"
    r"(?:\s+(?:is\s+|was\s+)?(?:called|named)|,|\s*\(|\s+is|:|\s+-)?\s*[\"'“‘]?$",
    re.IGNORECASE,
)
_MINE = re.compile(rf"\b(?:my|our)\s+(?:\w+\s+){{0,2}}?{_RELATION},?\s*$", re.IGNORECASE)
_PATIENT = re.compile(
    r"(?<![\w@#])(?P<who>patients?|pts?|client|resident|participant|baby|twin\s+[12]|case\s+of|named|called|by\s+the\s+name\s+of|"
    r"known\s+as|goes\s+by|(?:patient\s+|full\s+)?name\s+(?:is|was|of)|name:|initials|"
    r"(?:patient|pt|he|she|lady|man|woman|boy|girl|child|baby)(?:\s+[A-Z])?\s+(?:is|was|,)(?:\s+(?:actually|really))?|"
    r"identified\s+as|reference\s+to|ref(?:\.|erencing)?(?:\s+to)?|nicknamed|"
    r"(?:like|similar\s+to|re:?|about|regarding|see)\s+(?:patient|pt|case\s+of|the\s+case\s+of)|accompanied\s+by|goodbye,?|farewell,?|rest\s+in\s+peace,?|"
    r"(?:family|relatives?|history|collateral|update)\s+(?:update\s+)?(?:given\s+to|from)|given\s+to|next\s+of\s+kin|nok|emergency\s+contact|"
    r"(?:under|into)\s+the\s+care\s+of|this\s+is|meet|rip)"
    r"\.?(?P<mark>\s*[:,(#-]\s*|\s+[-]\s+|\s+)[\"'“‘]?$",
    re.IGNORECASE,
)
_PERSON_WORD = re.compile(
    r"\b(?:patients?|pts?|client|resident|participant|(?:wo)?man|fe?male|boy|girl|bab(?:y|ies)|child|infant|lady|gentleman|"
    rf"person|guy|chap|teen(?:ager)?|toddler|lad|one|who|{_RELATION}|year[\s-]old|yo|y/o|he|she|her|him|name|case|nurse|doctor)\b",
    re.IGNORECASE,
)
_CALLING = re.compile(r"(?:named|called|known|goes|name|nicknamed|reference|ref|identified)", re.I)
_NOT_HUMAN = re.compile(
    r"\b(?:cat|dog|puppy|kitten|horse|pet|hamster|rabbit|parrot|teddy|doll|drug|app|book|film|movie|song|band|series|trial|study|"
    r"paper|podcast|syndrome|condition|disease|virus|bacteri\w+|test|tool|robot|hospital|company|charity|software|model|gene|mutation)"
    r"(?:\s+(?:is|was|called|named|known|as|now|originally)){0,4}\s+[\"'“‘]?$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:named|called|name\s+is|name:|patient:?|pt)\s+$", re.IGNORECASE)
_PREFERS = re.compile(
    r"\b(?:called|known\s+as|goes\s+by|nicknamed|prefers?|answers\s+to|likes\s+to\s+be)\s+(?:to\s+be\s+(?:called|known\s+as)\s+|the\s+name\s+)?[\"'“‘]$",
    re.I,
)
_THANKED = re.compile(
    r"(?:thanks?(?:\s+(?:to|you))?|thank\s+you,?|congratulations,?|congrats,?|hi|hello|dear|hey|cheers|kudos(?:\s+to)?|credit\s+(?:to|goes\s+to)|h/t|via|"
    r"with\s+thanks\s+to|well\s+done|welcome|by\s+authors?|follow|hosted\s+by|chaired\s+by|led\s+by|"
    r"wr(?:ote|itten)\s+by|talk\s+by|lecture\s+by|paper\s+by|study\s+by|author|editor|keynote(?:\s+by)?|speaker:?|"
    r"according\s+to|says|quoting|quote\s+from|book\s+by|taught\s+by|mentor(?:ed\s+by)?)[\s:]*(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms)\.?\s)?$",
    re.IGNORECASE,
)
_NOBODY_AFTER = re.compile(
    r"^\s+(?:[A-Z]\w+\s+)?(?:Association|Society|College|University|Institute|Academy|Council)\b|^(?:['’]s?)?[\s-]+(?:(?:and|&)\s+[A-Z]\w+\s+)?(?:et\s+al|syndromes?|disease|disorder|signs?|scores?|criteria|criterion|classification|scale|tests?|"
    r"methods?|procedure|manoeuvre|maneuver|reflex|lymphoma|tumou?r|fractures?|palsy|phenomen\w+|law|equation|index|"
    r"guidelines?|foundation|universit\w+|awards?|prize|lecture|medal|trust|society|college|journal|press|act|"
    r"trials?|stud(?:y|ies)|score|line|catheter|tube|bodies|body|cells?|nodes?|position|position|bag|stain|rules?|protocol|risk|heart\s+study|"
    r"triad|tetrad|sarcoma|esophagus|oesophagus|angina|thyroiditis|colitis|contracture|chorea|dystrophy|anaemia|anemia|"
    r"nephropathy|arthropathy|encephalopathy|aphasia|area|aneurysm|operation|repair|graft|stent|valve|pump|forceps|"
    r"retractor|clamp|staging|stage|grading|grade|formula|questionnaire|inventory|assessment|model|hypothesis|theory|effect|"
    r"paradox|principle|curve|plot|coefficient|report|review|inquiry|textbook|podcast|blog|station|street|road|airport|"
    r"\d{4};|v\.?\s|vs\.?\s|diet|pharma\w*|inc\b|ltd\b|mg\b|mcg\b|\d+\s?mg|tablets?|vaccin\w+|pathway|bundle|checklist|day|week|month|club)\b",
    re.IGNORECASE,
)
_STARTS_WITH_AGE = re.compile(
    rf"^\s*(?:,\s*(?:is\s+)?(?:an?\s+|aged?\s+|now\s+|who\s+is\s+(?:an?\s+)?)?(?:{AGE}|\d{{1,3}}(?=\s*(?:[,.;)]|$|\s(?:and|with|from|presents?|who|came)\b)))"
    r"|,\s*(?:my|our|the)\s+(?:[\w-]+\s+){0,3}?(?:patient|pt|lady|gentleman|inpatient)\b(?!['’]?s)"
    r"|\s*[,(]?\s*(?:in\s+)?(?:bed|bay|side\s+room|room|ward|cubicle)\s+\w{0,2}\d\w?\b"
    rf"|\(\s*(?:aged?\s+)?(?:{AGE}|\d{{1,3}}|[MF],?\s?\d{{1,3}})\s*[,)/]"
    r"|[,(]?\s*\(?(?:d\.?o\.?b|mrn|nhs\s+n|hosp(?:ital)?\s+n|ssn|date\s+of\s+birth|b\.\s?\d|born\s)"
    rf"|\s+(?:is|was)\s+(?:an?|my|our)\s+(?:(?:\w+\s+)?{AGE}|(?:[\w-]+\s+){{0,2}}(?:patient|inpatient|pt)\b(?!s)|[\w-]+-year-old)"
    rf"|\s+(?:is|was|turned|turns|aged)\s+\d{{1,3}}(?=\s*(?:[,.;!]|$|and\b|years)))",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"^,?\s+(?:(?:who|has|had|have|just|finally|sadly|then|also|now|[a-z]+ly)\s+){0,3}(?:(?:was|were|is|been|got|being|gets)\s+(?:\w+ly\s+)?(?:re)?(?:admitted|discharged|referred|diagnosed|brought|rushed|"
    r"transferred|intubated|ventilated|sectioned|resuscitated|hospitali[sz]ed|operated|biopsied|scanned|clerked|"
    r"readmitted|pronounced|cannulated|catheteri[sz]ed|extubated|seen\s+(?:in|at|by|on)|booked|treated|reviewed|moved\s+to|listed\s+for|due|having)"
    r"|died|passed\s+away|collapsed|arrested|deteriorated|relapsed|underwent|came\s+(?:in|to)|presented\s+(?:to|with|at|again|last|this|on|in)|presents\s+with|attended|"
    r"delivered|self-discharged|developed|suffered|complained|fell|(?:has|had|with)\s+(?:a\s+)?(?:stroke|cancer|sepsis|mi|dvt|pe|dementia|diabetes|leukaemia|surgery|seizures?|chemo\w*|metastatic|stage)|"
    r"needs?\s+(?:a\s+)?(?:transplant|surgery|scan|biopsy|bed))\b",
    re.IGNORECASE,
)
_SURELY_DONE_TO = re.compile(
    r"\b(?:admitted|discharged|brought|rushed|sectioned|intubated|hospitali[sz]ed|died|passed|collapsed|came\s+in|underwent|attended|self-discharged|clerked)\b",
    re.I,
)
_THEIR_RELATIVE = re.compile(rf"^['’]s\s+(?:(?:elderly|older|younger|poor|lovely)\s+)?{_RELATION}\b", re.I)
_STAY = re.compile(r"\b(?:was|been|got|has)\s+(?:\w+ly\s+)?(?:re)?(?:admitted|discharged|rushed|sectioned|intubated|brought)|\b(?:died|passed|collapsed)", re.I)
_ILLNESS = re.compile(r"(?:itis|osis|oma|emia|aemia|pathy|penia|trophy|plasia|ectomy|otomy|scopy|gram|mab|nib|pril|statin|olol|cillin|mycin|azole|prazole|sartan|ine|ide|ate)s?$")
_MY_OWN = re.compile(
    r"\b(?:my|our)\s+(?!(?:\w+\s+)?(?:colleague|boss|consultant|registrar|friend|mentor|wife|husband|partner|hero|trainer|supervisor|student|editor|professor|teacher|secretary|president))"
    r"[^,.;!?\n]{2,30},\s*$",
    re.IGNORECASE,
)
_WHO = re.compile(r"^,?\s+who\s+(?:is|was|has|had|lives|presented|came|underwent|needs|takes|suffers)\b", re.I)
_ILL = re.compile(r"\bpresent(?:s|ed)\s+(?:to|with)\b", re.I)
_LOOSE_AGE = re.compile(r"^[^.!?\n]{0,25}?,\s*(?:aged?\s+)?\d{1,3}(?=\s*(?:[,.;!]|$))|\baged\s+\d{1,3}\b")
_ENCOUNTER = re.compile(
    r"\b(?:saw|seen|seeing|reviewed|review|admitted|clerked|discharged|operated\s+on|treated|treating|visited|looked\s+after|looking\s+after|"
    r"caring\s+for|cared\s+for|said\s+goodbye\s+to|lost|delivered|intubated|resuscitated|consented|examined|diagnosed|"
    r"met|sat\s+with|chatted\s+(?:to|with)|spoke\s+(?:to|with)|talked\s+to|phoned|called|rang|case\s+details\s+for|notes\s+(?:for|on|of)|"
    r"results\s+for|bloods\s+(?:for|on)|scan\s+for|discuss(?:ed|ing)?|referral\s+for|ref\s+to|case\s+of|chart\s+of|letter\s+for|"
    r"for|of|with|like|to|similar\s+to|specifically|especially|particularly|considering|in)\s+(?:little\s+|old\s+|poor\s+|dear\s+|lovely\s+)?$",
    re.IGNORECASE,
)
_ENCOUNTER_VERB = re.compile(
    r"\b(?:saw|seeing|reviewed|admitted|clerked|discharged|operated\s+on|treated|treating|looked\s+after|looking\s+after|"
    r"caring\s+for|cared\s+for|said\s+goodbye\s+to|delivered|intubated|resuscitated|consented|scanned|pronounced|cannulated|extubated|sectioned|anaesthetised|vaccinated|examined|diagnosed|sat\s+with|told|consoled|comforted|hugged|counselled|rang|phoned|spoke\s+(?:to|with)|talked\s+(?:to|with)|"
    r"bloods\s+(?:for|on)|case\s+of|like|similar\s+to|lost)\s+(?:little\s+|old\s+|poor\s+|dear\s+|lovely\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(
    r"\b(?:ward|bay|bed|icu|itu|picu|nicu|hdu|a&e|clinic|resus|theatre|surgery|hospice|discharge|admission|scan|biopsy|chemo\w*|"
    r"stroke|cancer|sepsis|fall|fracture|copd|dementia|dialysis|transfusion|nof|dka|mi|pe|icd|hip|unit|home\s+visit|diagnosis|labour|"
    r"relapse\w*|palliative|consultation|appointment|blood|bloods|results?|hospital|mrn|operation|transplant|er|ed|cardiac|overdose)\b",
    re.IGNORECASE,
)
_APPOSED_BEFORE = re.compile(r"(?:,|\(|\s-|:|\bof|\bfor|\bwith|\bin)\s*$")
_APPOSED_AFTER = re.compile(
    r"^\s*(?:[,.;?!)(]|$|-\s|(?:who|with|w/|was|is|has|had|from|at|on|seen|admitted|presented|came|born|and|being|after|for|in)\b)"
)
_DESCRIBED = re.compile(
    rf"(?:{AGE}|\b(?:patients?|pts?|(?:wo)?man|fe?male|lady|gentleman|boy|girl|infant|baby|child|primip|neonate|toddler|teenager|resident)\b)"
    r"[^.!?;\n]{0,90}$",
    re.IGNORECASE,
)
_CARED_BY = re.compile(
    r"\b(?:seen|treated|managed|referred|reviewed|admitted|operated|followed|diagnosed|assessed|examined|performed|"
    r"prescribed|discharged|validated|authori[sz]ed|signed|evaluated|cared\s+for|delivered|dictated|clerked|anaesthetised|"
    r"copied|cc|to|under|attending|visit|visits|care\s+of|appointment\s+with|appt\s+with|consultant|gp|clinician|surgeon|notes\s+(?:indicate|for|by|from))"
    r"(?:\s+(?:back|by|to|under|with|for|from|on|in|clinic|dr|the|care|of|our|her|his|their|gp|consultant|surgeon|is|was|,|:)){0,4}[\s:,]*$"
    r"|\b(?:by|under)\s+$",
    re.IGNORECASE,
)
_PARTICLES = re.compile(r"(?:(?:van|von|de|der|den|la|el|al|bin|ibn|ap|ter|ten|du|di|da|dos|mac|ní|nic|of)[ ]){1,3}$")
_TREATS = re.compile(
    r"^(?:['’]s\s+(?:clinic|list|patient|office|practice|surgery|letter)|\s+(?:has\s+|had\s+|is\s+|was\s+|who\s+)?(?:treated|treating|treats|"
    r"referred|saw|sees|seeing|operated|diagnosed|admitted|prescribed|reviewed|performed|started|discharged|delivered|wrote|noted|from|at)\b)",
    re.IGNORECASE,
)
_POSSESSED = re.compile(
    r"^['’]s\s+(?:[\w-]+\s+){0,2}(?:scans?|biops(?:y|ies)|results?|bloods?|diagnosis|surgery|operation|family|mum|mother|dad|wife|husband|son|daughter|"
    r"death|case|notes|chart|mri|ct|x-?ray|ecg|echo|discharge|admission|cancer|tumou?r|relapse|chemo\w*|consultant|gp|bed|clinic|condition|hip|heart|kidneys?|baby|carer|nok|history|cardiologist|oncologist)\b",
    re.IGNORECASE,
)
_LOWER_TITLE = re.compile(
    r"(?<![\w@#])(?:mrs|mr|ms|miss|mx)\.?[ ](?P<name>[a-z][a-z'’-]{2,}(?:[ ][a-z][a-z'’-]+)?)"
    r"|(?<![\w@#])(?:pt|patient)[ ](?P<pt>[a-z][a-z'’-]{2,}[ ][a-z][a-z'’-]{2,})"
)


_DOCTOR_INITIAL = re.compile(rf"(?<![\w@#])(?:Dr|Prof|Mr|Mrs|Ms)\.?[ ][{UPPER}]\.(?![\w.])")


def check_names(reading: Reading, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Candidate]:
    """Names of people whom the text places beside a patient; what is `taken` is no name."""
    text = reading.folded.plain
    found: list[tuple[int, int]] = []
    rest: list[Shape] = []
    for shape in shapes(text):
        if any(start < shape.end and shape.start < end for start, end in taken):
            continue
        span = _named(text, shape, reading.around(shape.start))
        if span:
            found.append(span)
        else:
            rest.append(shape)
    found += other_scripts(reading) + _in_small_letters(text, reading)
    for match in _DOCTOR_INITIAL.finditer(text):
        sentence = reading.around(match.start())
        if sentence.particular and sentence.care and not sentence.public:
            found.append(match.span())
    found += _again(text, found, rest)
    for start, end in sorted(set(found)):
        yield Candidate(start, end, "name")


def _named(text: str, shape: Shape, sentence: Sentence) -> tuple[int, int] | None:
    """Where the name stands that `shape` is, its title with it; nothing if it is nobody's."""
    before = text[max(sentence.start, shape.start - _BEFORE) : shape.start]
    after = text[shape.end : shape.end + _AFTER]
    if is_public(shape.words) or _NOBODY_AFTER.match(after) or _THANKED.search(before):
        return None
    titled = _titled(before, after, shape, sentence)
    if titled is not None:
        return (shape.start - titled, shape.end) if titled >= 0 else None
    if all(is_eponym(w) for w in shape.words) and not shape.given:
        return None
    if _cued(before, after, shape, sentence):
        return shape.start, shape.end
    return None


def _titled(before: str, after: str, shape: Shape, sentence: Sentence) -> int | None:
    """How long the title before a name is; -1 where it is a colleague's; nothing without one."""
    if particle := _PARTICLES.search(before):
        before = before[: particle.start()]
    more = len(particle[0]) if particle else 0
    if title := _TITLE.search(before):
        social = sentence.public and not sentence.particular
        if title["title"] in {"Baby", "Master", "Sri", "Sr"} and not sentence.particular:
            return None
        return -1 if social and not _STARTS_WITH_AGE.match(after) else len(title[0]) + more
    if title := _DOCTOR.search(before):
        led = before[: title.start()]
        treats = _CARED_BY.search(led) is not None or _TREATS.match(after) is not None
        concerned = treats and (sentence.particular or (sentence.care and not sentence.public))
        return len(title[0]) + more if concerned and not _THANKED.search(led) else -1
    return None


def _cued(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether the words around an untitled shape say that it is a patient's or a relative's name."""
    if shape.shouted and len(shape.words) == 1 and not shape.given:
        return _labelled(before, after, shape) and len(shape.words[0]) > 4
    if _NOT_HUMAN.search(before):
        return False
    if shape.soft and not (_OF_SOMEBODY.search(before) or _CALLED.search(before) or _STARTS_WITH_AGE.match(after)):
        return False
    if _PREFERS.search(before) and _PERSON_WORD.search(before):
        return True
    if _OF_SOMEBODY.search(before) and not (shape.shouted and shape.unknown):
        return not (len(shape.words) == 1 and shape.opens)
    if _labelled(before, after, shape) or (shape.full and _EXAMPLE.search(before)):
        return True
    if _by_age(after, shape, sentence) or _by_fate(before, after, shape, sentence):
        return True
    return _beside_a_patient(before, after, shape, sentence)


def _labelled(before: str, after: str, shape: Shape) -> bool:
    """Whether 'patient', 'named', 'accompanied by' and their like lead to the shape."""
    label = _PATIENT.search(before)
    if label is None:
        return False
    who = label["who"].lower()
    known = shape.given or shape.initial or shape.family
    if is_unit(" ".join(shape.words)) and not shape.given:
        return False
    if _CALLING.match(who):
        rest = before[: label.start()]
        return _PERSON_WORD.search(rest[-50:]) is not None or who.startswith(("name", "patient", "ref", "identified"))
    if who in {"meet", "rip", "this is", "baby", "given to"} or who.startswith(("goodbye", "farewell", "rest in")) or who.startswith(("he ", "she ", "see ")):
        return shape.given
    if label["who"][0].isupper() and ":" not in label["mark"] and not known:
        named = _APPOSED_AFTER.match(after) is not None and after[:1] != "."
        return len(shape.words) == 2 and not shape.shouted and not shape.opens and named
    if len(who) <= 8 and "," in label["mark"] and shape.unknown:
        return len(shape.words) > 1
    if who in {"patients", "pts"}:
        return shape.given and shape.full
    return True


def _by_age(after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether an age, a date of birth or a record number follows."""
    if not _STARTS_WITH_AGE.match(after):
        return False
    if shape.shouted and shape.unknown:
        return False
    if shape.unknown and len(shape.words) == 1:
        return shape.family or not shape.opens or sentence.particular
    return not sentence.public or shape.given


def _by_fate(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether somebody of this name was admitted, died, has results ..."""
    if sentence.public:
        return False
    if _THEIR_RELATIVE.match(after) and not (shape.opens and len(shape.words) == 1):
        return sentence.care or sentence.particular
    if _POSSESSED.match(after):
        return shape.given and (sentence.particular or sentence.care or len(shape.words) > 1)
    if fate := _DONE_TO.match(after):
        if shape.shouted and shape.unknown:
            return False
        sure = _SURELY_DONE_TO.search(fate[0]) is not None
        two = len(shape.words) > 1 and not shape.shouted
        alone = sure and _STAY.search(fate[0]) is not None and _like_a_name(shape.words[0])
        return (
            shape.given
            or shape.full
            or (sure and (two or not shape.opens))
            or (two and _ILL.search(fate[0]) is not None)
            or alone
        )
    if (shape.initial or shape.full) and _WHO.match(after):
        return shape.given and (sentence.care or shape.initial)
    if shape.given and _LOOSE_AGE.search(after) and _WHERE.search(before + after):
        return True
    if _ENCOUNTER_VERB.search(before):
        place = _WHERE.search(before + after) is not None or sentence.particular
        known = shape.given or shape.full
        return place and (known or (not shape.shouted and all(map(_like_a_name, shape.words))))
    return False


def _like_a_name(word: str) -> bool:
    """Whether a word on no list could be a name: no illness, no drug, no ordinary word."""
    plain = plainly(word)
    return len(plain) > 2 and not (is_ordinary(word) or is_eponym(word) or _ILLNESS.search(plain))


def _beside_a_patient(before: str, after: str, shape: Shape, sentence: Sentence) -> bool:
    """Whether a sentence about one patient holds the shape where a name would stand."""
    if len(shape.words) > 1 and _MY_OWN.search(before) and after[:1] == "," and not sentence.public:
        return not shape.shouted and _WHERE.search(before + after) is not None
    if not sentence.particular:
        return False
    if sentence.public and not _DESCRIBED.search(before):
        return False
    apposed = _APPOSED_BEFORE.search(before) is not None and _APPOSED_AFTER.match(after) is not None
    if shape.full:
        return not sentence.public or apposed
    if shape.initial:
        return apposed and _DESCRIBED.search(before) is not None and before.rstrip().endswith((",", "("))
    described = _DESCRIBED.search(before) is not None
    if shape.given:
        return (apposed and described and not _IN_PLACE.search(before)) or bool(
            _ENCOUNTER.search(before) and not _IN_PLACE.search(before) and shape.family and apposed
        )
    if re.search(r"[,(]\s*$", before) and re.match(r"^\s*(?:[,)]|$|\s(?:who|was|is|presented|came)\b)", after):
        close = _JUST_DESCRIBED.search(before) is not None
        if len(shape.words) > 1:
            return described and not shape.shouted and not any(is_unit(w) for w in shape.words)
        return close and not shape.shouted and not is_ordinary(shape.words[0])
    return False


_EXAMPLE = re.compile(
    r"(?:\bpatients?|\bpts?|\bcases?|\bthose|\bsomebody|\bsomeone|\bcase|\bnotes|\bdetails|\brecords?|\bresults|\bchart)(?:\s+details|\s+notes)?,?\s+"
    r"(?:like|such\s+as|similar\s+to|for|of|in)\s+$",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\b(?:in|at|from|near|to|of)\s+(?:the\s+|our\s+)?$", re.IGNORECASE)
_JUST_DESCRIBED = re.compile(
    rf"(?:{AGE}(?:\s+(?:\w+\s+)?(?:fe?male|(?:wo)?man|boy|girl|lady|gentleman|patient|pt|[MF]))?"
    r"|\b(?:my|our|this|a)\s+(?:\w+\s+)?(?:patient|pt|lady|gentleman))\s*[,(]\s*$",
    re.IGNORECASE,
)


def _in_small_letters(text: str, reading: Reading) -> list[tuple[int, int]]:
    """'mrs patel', 'pt john smith': where nobody bothers with capitals, the lists decide."""
    found = []
    for match in _LOWER_TITLE.finditer(text):
        group = "name" if match["name"] else "pt"
        words = match[group].split()
        if group == "pt" and not (is_given(words[0]) and is_family(words[1])):
            continue
        if group == "name" and (is_ordinary(words[0]) or not (is_given(words[0]) or is_family(words[0]))):
            continue
        second = len(words) > 1 and is_family(words[1]) and not is_ordinary(words[1])
        end = match.end(group) if second else match.start(group) + len(words[0])
        start = match.start() if group == "name" else match.start(group)
        if not reading.around(start).public:
            found.append((start, end))
    return found


def _again(text: str, found: list[tuple[int, int]], rest: list[Shape]) -> list[tuple[int, int]]:
    """The shapes that repeat a name found elsewhere in the text, in whole or in part."""
    known = {
        plainly(part)
        for start, end in found
        for part in re.split(r"[\s-]+", text[start:end])
        if len(part) > 2 and part[0] in UPPER and not is_ordinary(part) and not is_eponym(part)
    }
    return [
        (shape.start, shape.end)
        for shape in rest
        if all(plainly(p) in known for w in shape.words for p in w.split("-") if len(p) > 2)
        and any(len(w) > 2 for w in shape.words)
        and not _NOBODY_AFTER.match(text[shape.end : shape.end + _AFTER])
    ]
