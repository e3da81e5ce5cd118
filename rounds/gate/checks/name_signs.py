"""Signs of whom a sentence names: a patient or a relative, or somebody in another role.

The idea: no single word decides. 'Thank you', 'by' or 'proud of' stand beside patients too, and 'the
ward' beside the new sister. So the words before the name, those after it, its sentence and the rest
of the text are read for families of signs; each weighs something, for a patient or for another role,
and their sum decides (`name_weights`, fitted by `python -m bench.guard.fit names`).

What would break it: a family that fits a group's names rather than what is said of them.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from rounds.gate.checks import name_words as words
from rounds.gate.checks.name_company import COMPANY
from rounds.gate.checks.name_words import listed, pattern
from rounds.gate.checks.reading import AGE

_BODY, _KIN, _PATIENT = pattern(words.BODY), pattern(words.KIN), pattern(words.PATIENT)
_BODY_CARE = pattern(words.BODY, words.CARE)
_WORKER, _OFFICE = pattern(words.PROFESSION), pattern(words.OFFICE)
_PUBLISHED, _DEPARTMENT = pattern(words.PUBLISHED), pattern(words.DEPARTMENT)
_FEW = r"(?:[\w'’&-]+\s+)"
_TITLE = r"(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s+)?"
_SOFTLY = r"\s*(?:(?:poor|little|dear|old|lovely|young|wee|dearest|sweet|our|my)\s+)?$"
_ACT = (
    r"(?:saw|seeing|seen|review(?:ed|ing)?|admit(?:ted|ting)|clerk(?:ed|ing)|discharg(?:ed|ing)|operat(?:ed|ing)\s+on|treat(?:ed|ing)|look(?:ed|ing)\s+after|car(?:ed|ing)\s+for|lost|delivered|"
    r"intubated|resuscitated|consented|scanned|pronounced|cannulat(?:ed|ing)|extubated|sectioned|anaesthetised|vaccinated|immunised|examined|diagnosed|sat\s+with|sit\s+with|tell(?:ing)?|told|consoled|comforted|"
    r"hugged|counselled|rang|phoned|spoke\s+(?:to|with)|talk(?:ed|ing)\s+to|referred|transferred|stitched|sutured|washed|fed|bathed|weighed|lifted|hoisted|nursed|visit(?:ed|ing)|found|asked|convinced|persuaded|promised|"
    r"bleeped\s+about|getting|got|met|held|chas(?:ed?|ing)|anticoagulate[d]?|escorted|rescued|worried\s+about|prayed\s+with|(?:hunt|look|wait|fight)ing\s+for|check(?:ed)?\s+on|catheteris(?:ed|ing)|restrained|"
    r"think(?:ing)?\s+(?:about|of)|cry(?:ing)?\s+(?:for|over|with)|giv(?:e|ing)|gave|brought|moved?|send|sent|stopped\s+for|started\s+on|handed,?\s+by|remember|believe|forget)"
)
_WEARS = r"(?:is|was|'s|being|called|named|like|of)"
_BY_HIM = (
    r"(?:hosted|chaired|led|written|founded|invented|described|edited|moderated|curated|discovered|organi[sz]ed|presented|opened|directed|composed|sung|played|taught|trained|supervised|mentored|examined|authored|run|"
    r"set\s+up|built|inspired|developed|started|coined|headed|replaced|joined|interviewed|penned|designed|proposed)"
)

# Read against what stands before the name in its sentence; each has to end at the name.
_BEFORE: dict[str, str] = {
    "patient_named": rf"\b{_PATIENT}(?:\s+{_WEARS}|\s+in\s+\w+(?:\s+\w+)?)?\W{{1,3}}$|\bcase\s*(?::|of)\s*$",
    "kin_named": rf"\b{_KIN}(?:\s+(?:{_WEARS}|of))?\W{{1,3}}$|\bin\s+(?:loving\s+)?memory\s+of\s+$",
    "in_a_bed": r"\b(?:beds?|bay|room|cubicle|trolley|side\s?room|slot)\s?\w{0,3}\s*[-:,(=]\s*$|(?:^|\s)\d{1,2}[.)]\s*$",
    "headed": r":\s*$",
    "something_of": rf"\b{_BODY_CARE}\s+{_FEW}{{0,3}}(?:on|in|of|for|from|to|with|re|about|into|is|belongs\s+to){_SOFTLY}",
    "done_to": rf"\b{_ACT}{_SOFTLY}",
    "goodbye": r"\b(?:goodbye|farewell|good\s?night|sleep\s+well|rest\s+in\s+peace|fly\s+high|sorry|poor|little|miss\s+you|forget|lost|without|looking\s+at\s+you|welcome\s+to\s+the\s+world)\W{1,3}$",
    "clause_opens": r"\b(?:if|when|because|that|but|so|until|while|since|where|before|why|how|whether|today|tonight|then|yesterday|than|and)\s+$",
    "for_whom": r"\b(?:for|to|on|with|about|re|of|from)\s+$",
    "nothing_before": r"^\W*$",
    "after_a_comma": r"[\w)],\s*$",
    "in_brackets": r"\(\s*$",
    "profession_before": rf"\b{_WORKER}(?:\s+(?:in|of|for|at|on)\s+[\w ]{{2,25}})?\s*(?:,|:|is|was|called|named)?\s*{_TITLE}$",
    "office_before": rf"\b{_OFFICE}(?:\s+(?:for|of)\s+(?:our\s+|the\s+)?\w+)?\s*[,:]?\s*(?:is\s+)?{_TITLE}$|(?:^|[.;?!]\s)\s*(?:for|against|hosts?|speakers?|authors?|ref(?:erence)?|illustration|photo|picture|credit|music|guest|chair|moderator)\s*:\s*$",
    "doctor": r"\b(?:Dr|Doctor|Prof|Professor|Sister|Matron|Nurse|Midwife|Rev|Sir|Dame|Lord|Cllr|Councillor)\.?\s+$",
    "thanked": r"\b(?:thanks?|thank\s+(?:you|u)|ta|thx|cheers|congrat\w*|well\s+done|kudos|shout[\s-]?outs?|hats\s+off|credit|welcome|props|bravo|happy\s+birthday|big\s+up|hat\s+tip|respect|three\s+cheers|bless\s+you|grateful)(?:,?\s+(?:(?!patients?\b|who\b|that\b|noticed\b)[\w'’&-]+\s+){0,4}|\W{1,3})$",
    "published_by": rf"[\"”’]\s+by\s+$|\b{_PUBLISHED}\s*(?:,|:|\(|(?:is|was|are|from|by|of|with|that|which|course|to)\b)?\s*(?:is\s+|was\s+)?(?:by\s+|from\s+|with\s+)?{_TITLE}$",
    "by": r"\b(?:by|via|h/t|cc|cf|credit|against|versus|vs|courtesy\s+of)\.?:?\s+$",
    "quoted_from": r"\b(?:according\s+to|via|h/t|quoting|(?:quote|words|wisdom|advice)\s+(?:from|of))\s+$",
    "made_by": rf"\b{_BY_HIM}\s+{_FEW}{{0,3}}by\s+$",
    "attended_to": r"\b(?:reading|re-?read|read|listen(?:ing|ed)\s+to|tuning\s+in\s+to|looking\s+forward\s+to|watch(?:ing|ed)?|hear(?:ing|d)?|follow(?:ing)?|vote(?:\s+for)?|join|e-?mail|contact|quoting|quote|agree[sd]?\s+with|disagree\s+with|fan\s+of|reading\s+about|nominat\w+(?:\s+for)?|learn(?:ed|t)?\s+from|elect(?:ed)?|recommend|play(?:ing)?|support(?:ing)?|ask\s+for|words?\s+of|in\s+honou?r\s+of|named\s+after|after|drop|sign|DM|say|says|suspended|put\s+in|as|anything|(?:great|good|lovely|nice|fab|wonderful)\s+to\s+(?:see|meet|hear)|on\s+behalf\s+of|account\s+to|message\s+from|question\s+from|statement\s+from|point\s+from|stuck\s+in|inspired\s+by)\s+$",
    "beside_me": r"\b(?:dinner|lunch|coffee|drinks|stand|stage|panel|shift|nights?|day|scrub(?:bing|bed)?(?:\s+in)?|work(?:ing|ed|s)?|ran|run|miles|marking|teaching|paired|interview|viva|conversation|chat|debate|podcast|elective|operating|trained|exam|audit|placement|sharing|office|rota|flat|house|welcome\s+back|take\s+over|taking\s+over)\s+(?:\w+\s+){0,2}?(?:with|alongside|under|from|for|against)\s+$|\b(?:scrubbing|working|drinks|dinner|coffee)\b.{0,25}\s(?:with|for)\s+$|\bme\s*[,&]?\s*(?:and\s+)?$",
    "i_am": r"\b(?:I['’]?m|I\s+am|my\s+name\s+is|it['’]s\s+me)\W{1,2}$",
    "leaving_do": r"\b(?:leaving|retirement|birthday|farewell|engagement|promotion)\s+(?:do|party|drinks|lunch|bash|present|card|collection)\s+(?:for|of)\s+$|\bgoodbye\s+to\s+$",
    "joined": r"\b(?:welcom(?:e|es|ing)|replac(?:e|es|ed|ing)|joined|host|guest|rep|lead|flatmate|housemate|roommate|buddy|friend|wife|husband|teammate)\W{1,3}(?:is\s+)?$",
    "mine_at_home": r"\b(?:my|our)\s+(?:own\s+|dear\s+|lovely\s+|amazing\s+|new\s+|brilliant\s+)?(?:wife|husband|partner|sister|brother|friend|flatmate|daughter|son|youngest|eldest|oldest|middle\s+one|toddler|twin|bestie|mate|dog|cat|boss|mentor|teacher|colleague|student|trainee|team\w*|supervisor|tutor|reg|registrar|consultant|manager|lead)\W{1,3}$",
    "imagined": r"\b(?:imagine|suppose|pretend|picture|say|invented|fictional|imaginary|made[\s-]up|role[\s-]?play|osce|simulat\w+)\b[^.!?]{0,25}$",
    "the": r"\b(?:the|this\s+year['’]s)\s+$",
    "a_thing_called": r"\b(?:dog|cat|puppy|kitten|bear|teddy|mannequin|manikin|dummy|robot|doll|skeleton|plant|ward|unit|wing)\s+(?:is\s+|was\s+)?(?:called|named|after)\s+$",
}  # fmt: skip
_OFTEN = r"(?:who|has|had|will|is|was|be|have|today|tonight|always|again|just|then|first|also|been|agreed\s+to|still|\w+ly)"
_PUBLICLY = (
    r"(?:g[ai]ves?\s+(?:a|an|the)\s+(?:\w+\s+)?(?:talk|keynote|lecture|speech|paper|plenary|address)|giving\s+evidence|writ(?:es?|ing|ten)|wrote|argu(?:es?|ed|ing)|spoke\s+(?:at|on|about)|speaks?|speaking|lectur\w+|present(?:s|ing)\b(?!\s+with)|explain\w*|host\w*|"
    r"chair\w*|describe[ds]?|discover\w*|invent\w*|pioneer\w*|introduc\w+|propos\w+|founded|publish\w*|announc\w+|rul(?:ed|es)|testif\w+|tweet\w*|post(?:s|ed)|join(?:s|ed|ing)|retir\w+|won|wins|scor(?:e|es|ing)|scored\s+(?:twice|a|an|the|from|again)|star(?:s|red)|recruiting|elected|appointed|awarded|"
    r"knighted|promised|show(?:s|ed)?\s+(?:that|fewer|how|us)|proved|found\s+(?:no|that)|teach(?:es|ing)?|taught|train(?:s|ed|ing)|supervis\w+|mentor\w*|lead(?:s|ing)?|led|ran?|run(?:s|ning)?|built|set\s+up|open(?:s|ed|ing)|says\s+(?:the|no|that)|confirm(?:s|ed)|works|"
    r"worked|cover(?:s|ed|ing)|goes\s+to|talks\s+about|plays?\s+(?:for|the\s+(?:part|role|lead|doctor))|drew|makes|offers?|joining|caught|spotted|always\s+(?:said|says|told)|swapp\w+|bought\s+(?:the|us|every)|gets\s+the\s+(?:prize|award)|start(?:s|ed)\s+(?:as|about|our)|is\s+(?:still|teaching|on)|would\s+(?:say|tell)|builds?|"
    r"never\s+shut|knows\s+who|performed|argu\w+|campaign\w*|sign(?:ed|s)\s+(?:my|our|copies)|(?:takes|talks|walks|took|talked|walked)\s+us\s+(?:through|around|round)|put(?:s)?\s+it|applying|applied|offered|re-?organi[sz]\w+|fixed|sailing|cycling|rowing|climbing|rais(?:ed|ing)\s+(?:money|funds|£)|donat\w+|fund(?:s|ed)|baked|sponsor\w+|volunteer\w+|edit(?:s|ed)|direct(?:s|ed)|design(?:s|ed)|narrat\w+|demonstrat\w+|review(?:s|ed)\s+the|summari[sz]\w+|break(?:s|ing)\s+down|nominat\w+|deserves|inspire[sd]|(?:interview|hir|encourag|guid|coach|appoint)ed\s+(?:me|us)|cutting\s+the\s+ribbon|cut\s+the\s+(?:ribbon|tape)|organi[sz](?:es|ed|ing)|coordinat\w+|design\w*|limped|takes\s+over|took\s+over|sign(?:s|ing)\s+copies|told\s+the|asked\s+in|opens|celebrates|saved\s+(?:the|our|us)|set\s+the|in\s+the\s+(?:lancet|bmj|guardian|times|nejm))"
)
# Read against what stands after it; each has to begin at the name.
_AFTER: dict[str, str] = {
    "aged": rf"^\s*[,(]?\s*(?:(?:is|was|turned|aged?|now|an?|only|who\s+is)\s+){{0,3}}(?:{AGE}|\d{{1,3}}\s?[mf]?\b(?!\s*(?:%|years\s+of|talks|papers|points))|[mf]\s?\d|in\s+(?:his|her|their)\s+(?:\w+\s+)?\w+ties|(?:six|seven|eigh|nine)teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b)",
    "with_a_body": rf"^\s*[,:(/;-]\s*\(?(?:[?#L\dR]+\s*)?{_FEW}{{0,4}}?{_BODY}",
    "has_something": rf"^\s*(?:,\s*)?(?:with|has|had|have|needs?|got|gets|in|on|for|was|is)\s+{_FEW}{{0,4}}?{_BODY_CARE}",
    "their_body": rf"^['’]s?\s+{_FEW}{{0,2}}?(?:{_BODY_CARE}|{_KIN})",
    "fate": r"^,?\s+(?:(?:who|has|had|just|finally|sadly|also|never|then|\w+ly)\s+){0,3}(?:(?:was|were|is|been|got|being|gets|be)\s+(?:\w+\s+)?(?:re)?(?:admitted|discharged|referred|diagnosed|brought|rushed|transferred|intubated|ventilated|sectioned|scanned|clerked|found|seen|booked|treated|moved|listed|sent|told|fit|stable|waiting|awake|asleep|off|refusing|back|home|gone|dead|alive|due|nbm|npo|ready|medically)|died|passed\s+away|slipped\s+away|collapsed|arrested|deteriorated|relapsed|underwent|fell|survived|bled|vomited|laboured|delivered|recovered|went|woke|rang|turned\s+up|came|walked|presented\s+(?:to|with|at|again)|presents|attended|swallowed|cut\s+(?:again|her|his)|overdosed)\b",
    "does_as_patients": r"^,?\s+(?:(?:who|just|never|finally|still|also|then|now|only|even|really|\w+ly)\s+){0,2}(?:asked|asks?|wants?|wanted|need(?:s|ed)|looked|looks|keeps?|kept|refuse[sd]?|declined?s?|cried|smile[sd]|laughed|squeezed|held|gave|lives?|lived|left|tried|slept|ate|eats?|knew|thinks|felt|feels|lost|took|waited|signed|grabbed|pressed|swore|spat|hides?|begged|thanked|sang|heard|stopped|brought|winks?|managed|won['’]t|can['’]t|didn['’]t|hasn['’]t|doesn['’]t|isn['’]t|wasn['’]t|getting|smelled|drove)\b",
    "does": r"^,?\s+(?:(?:who|just|never|finally|still|also|then|now|only|even|really|\w+ly)\s+){0,2}(?:can|could|will|would|tells?|told|said|thought|weighs?|gets|did|has|had|is|was|made|started|takes|knows|agree[ds]?|helped|says)\b",
    "and_theirs": rf"^\s+and\s+(?:(?:his|her|their|the)\s+(?:\w+\s+)?(?:{_KIN}|budgie|dog|cat)|partner|family|baby|bump)\b",
    "who_let": r"^,?\s+(?:who|for)\s+(?:let(?:ting)?|allow(?:ed|ing)|trust(?:ed|ing)|sharing|shared|never\s+(?:got|saw|made|came|woke)|died|agreed|agreeing|fought|lost|survived|lived|came)\b",
    "to_undergo": r"^\s+to\s+(?:get|be|have|see|go|come|hear|die|wait|leave|eat|sleep|walk|breathe|recover|receive|reach|find|start|stop|take)\b",
    "from_a_bed": r"^,?\s+(?:from|in|on|at|of)\s+(?:the\s+|our\s+|my\s+)?(?:next\s+)?(?:bed|bay|ward|cubicle|room|side\s?room|resus|a&e|ed|icu|itu|theatre|hospice|corridor|kitchen|floor|bath|year|\d\w*)\b",
    "addressed_after": r"^,\s+(?:you|your|never|we|thank|I)\b",
    "profession_after": rf"^\s*(?:,|\(|-|is|was|as|,?\s+who\s+is)\s*(?:(?:is|was|our|the|my|a|an|your|their|his|her|former|new|then|now|who\s+(?:is|was)|best)\s+){{0,2}}(?:(?!(?:patient|so|but|and|because|when|in|on|at|with|for|to|from|has|had|is|was|who|by|after)\b)[\w&'’-]+\s+){{0,3}}?(?:{_WORKER}|{_OFFICE})(?!['’])|^\s+(?:the\s+|our\s+)?{_WORKER}",
    "for_work": r"^,?\s+(?:so\s+much\s+)?for\s+(?:(?:all\s+)?(?:the|your|her|his)\s+(?:\w+\s+){0,2}(?:talk|teaching|slides|support|help|work|leadership|advice|cover|tips|training|hospitality|invitation|thread|course|company)|covering|swapping|helping|teaching|stepping\s+in|organi[sz]ing|running|hosting|chairing|inviting|leading|speaking|presenting|supervising|mentoring|squeezing|fixing|writing|editing)\b",
    "letters_after": r"^,?\s+(?:MP|RN|FRCP|FRCS|MRCP|MBE|OBE|CBE|MD|PhD|DPhil|MSc|RGN|RM|FRS|MRCGP|MBBS|KC|QC|MSP|MLA)\b",
    "years_after": r"^\s*[,(]\s*\(?(?:(?:17|18|19|20)\d\d\b|b\.|d\.)",
    "and_others": r"^\s*,?\s*(?:et\s+al|and\s+(?:colleagues|co|I(?!\s+(?:did|held|was|had|cried|have|am|told|never|could|couldn))|me|the\s+(?:team|crew|old))\b|and\s+team|&\s*(?:co|colleagues|team)|here\b|/)",
    "their_work": rf"^['’]s?\s+{_FEW}{{0,2}}?(?:{_PUBLISHED}|rule|theory|principle|law|dictum|recipe|advice|team|place|stand|words|tour|desk|office|job|rota|idea|point|argument|method|approach|view|views|work|classes|feedback|leadership|career|team|legacy|example|\d{{4}})\b",
    "of_department": rf"^,?\s+(?:\(\s*)?(?:from|in|at|on|of)\s+(?:the\s+|our\s+)?{_DEPARTMENT}|^\s*\((?:{_DEPARTMENT}|(?:ED|T&O|ENT|ITU|ICU|paeds|gynae|renal|resp|cardio\w*|surg\w*)\b)",
    "on_a_subject": r"^\s+on\s+(?:the\s+(?:history|future|podcast|radio|telly|tv|way|rota)|radio|tv|why|how|what|twitter|[\"“'‘]|(?!(?:the|my|our|a|an|ward|bed|day|dialysis|oxygen|monday|tuesday|wednesday|thursday|friday|saturday|sunday|[A-Z])\b)[a-z]\w+(?:\s+(?:and|in|of|at|for)\b|[.:!?,]|\s*$))",
    "does_in_public": rf"^,?\s+(?:{_OFTEN}\s+){{0,3}}{_PUBLICLY}\b",
    "who_works": r"^,\s+who\s+(?!(?:has|is|was|lives|needs|takes|weighs|wants|feels|thinks|says|speaks|suffers|likes|loves|keeps|refuses|comes|presents|arrives|does|always|sits|sees|hears|walks|eats)\b)\w+s\s+(?!dialysis|insulin)|^,?\s+\(?(?:who|best|office|now|knows|presenting|tweeting|off\s+to|director|joining)\s+(?:founded|wrote|ran|runs|led|leads|taught|teaches|invented|discovered|described|caught|drove|organi[sz]ed|hosts?|chairs?|spoke|speaks|passed|supervis\w+|mentor\w+|trained|built|set\s+up|could|examined|worked|works?|covered|rang\s+me|never\s+shut|pushed|swapped|looks?\s+after|did\s+the|has\s+(?:promised|offered|run|led|taught|worked)|makes|keeps|knows|does|who)\b",
}  # fmt: skip


def _compiled(families: dict[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(one, re.IGNORECASE)) for name, one in families.items())


BEFORE, AFTER, BOTH = _compiled(_BEFORE), _compiled(_AFTER), _compiled(COMPANY)
AROUND = {
    "body": words.BODY, "care": words.CARE, "patient": words.PATIENT, "kin": words.KIN, "death": words.DEATH,
    "feeling": words.FEELING, "one": words.ONE, "many": words.MANY, "us": words.US, "you": words.YOU,
    "profession": words.PROFESSION, "office": words.OFFICE, "published": words.PUBLISHED, "event": words.EVENT,
    "work": words.WORK, "art": words.ART, "praise": words.PRAISE, "department": words.DEPARTMENT,
}  # fmt: skip
_TOKEN = re.compile(r"[^\W_][\w'’&-]*|[?\"“”£]")
_ILLNESS = re.compile(
    r"[a-z]{2,}(?:itis|osis|oma|emia|aemia|pathy|ectomy|otomy|ostomy|oscopy|plasty|megaly|penia|algia|rrh(?:o?ea|age)|uria|plegia|paresis|phagia|phasia|pno?ea|lysis|sclerosis|ectasis|orexia|cardia|thermia)s?"
    r"|[a-z]{3,}(?:cillin|mycin|azole|prazole|sartan|statin|olol|pril|xaban|nib|oxetine|floxacin|apine|idone|acetam|tidine|gliptin|flozin|parin|dipine|triptan|setron|profen|lukast|terol|solone|ciclovir|fusion)s?"
)
_OLD_YEAR, _LONG_AGO = re.compile(r"19[3-7]\d"), re.compile(r"(?:1[0-8]\d\d|19[0-2]\d)s?")
_MARKS = {"?": "asking", '"': "quoted", "“": "quoted", "£": "work"}


@cache
def _index() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Which families each word or phrase is of, and each stem."""
    exact: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for family, lists in AROUND.items():
        for word in set(listed(lists)):
            into, key = (stems, word[:-1]) if word.endswith("*") else (exact, word)
            into.setdefault(key, []).append(family)
    return exact, stems


def counted(text: str) -> Counter[str]:
    """How many words of each family stand in `text`."""
    exact, stems = _index()
    found: Counter[str] = Counter()
    one_ago = two_ago = ""
    for match in _TOKEN.finditer(text.lower()):
        word = match[0].replace("’", "'")
        families = set(exact.get(word.removesuffix("'s"), ()))
        for phrase in (f"{one_ago} {word}", f"{two_ago} {one_ago} {word}"):
            families.update(exact.get(phrase, ()))
        for length in range(3, len(word) + 1):
            families.update(stems.get(word[:length], ()))
        if word in _MARKS:
            families.add(_MARKS[word])
        elif _ILLNESS.fullmatch(word):
            families.add("body")
        elif _OLD_YEAR.fullmatch(word):
            families.add("old_year")
        elif _LONG_AGO.fullmatch(word):
            families.add("long_ago")
        found.update(families)
        two_ago, one_ago = one_ago, word
    return found


def adjoining(text: str, span: tuple[int, int], bounds: tuple[int, int]) -> Iterator[str]:
    """The families of signs directly before and after the name at `span`."""
    before = text[max(bounds[0], span[0] - 80) : span[0]]
    after = text[span[1] : min(bounds[1], span[1] + 100)]
    for name, one in BEFORE:
        if one.search(before):
            yield name
    for name, one in AFTER:
        if one.match(after):
            yield name
    both = before + "¦" + after
    for name, one in BOTH:
        if one.search(both):
            yield name


def signs(text: str, span: tuple[int, int], bounds: tuple[int, int]) -> dict[str, float]:
    """The families of signs around the name at `span`, and how full each is, from 0 to 1."""
    full = dict.fromkeys(adjoining(text, span, bounds), 1.0)
    here = counted(text[bounds[0] : span[0]] + " | " + text[span[1] : bounds[1]])
    elsewhere = counted(text[: bounds[0]] + " | " + text[bounds[1] :])
    full |= {f"{name} here": 1 - 2.0**-count for name, count in here.items()}
    full |= {f"{name} elsewhere": 1 - 2.0**-count for name, count in elsewhere.items()}
    return full
