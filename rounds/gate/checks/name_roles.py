"""In what role a person is named: the default is a patient's, unless the words around it say another.

The idea: to list how patients are spoken of has no end, while those who are named in posts for
another reason are few kinds: thanked, cited, speaking, working beside you, of public life or history,
invented, or no person at all. So whoever is written like a person in a text that holds any sign of
care is asked about, if no such role stands before the name, after it, or in its sentence.

What would break it: a role so wide that it fits a patient ('said', 'with', 'my').
"""

import re

from rounds.gate.checks.lexicon import (
    is_eponym,
    is_family,
    is_ordinary,
    is_town,
    is_unit,
    is_word,
    plainly,
)
from rounds.gate.checks.lexicon import is_given as is_listed
from rounds.gate.checks.name_cues import ILLNESS
from rounds.gate.checks.shapes import UPPER, Shape

# Any sign that a text speaks of care: an act, a place, a body, a symptom, a test, a drug, a fate.
CARE = re.compile(
    r"\b(?:patients?|pts?|wards?|clinics?|clinical\w*|icu|itu|nicu|picu|hdu|a&e|ed|hospitals?|hospice|theatre|surge\w+|registrar|houseman|f1|f2|sho|nurs\w+|midwi\w+|doctors?|gp|"
    r"mdt|transplant\w*|biops\w+|scan\w*|mri|ct|x-?rays?|ecg|echo|ctg|eeg|bloods?|cultures?|bottles|samples?|specimen|lab|sepsis|septic|strokes?|cancer\w*|tumou?rs?|lumps?|benign|malignan\w+|"
    r"chemo\w*|radiotherapy|dialysis|cannula\w*|murmur|rash|malaria|dnacpr|next\s+of\s+kin|nok|diagnos\w+|treat\w*|therap\w+|cardiac|arrest\w*|resus\w*|cpr|miscarr\w+|stillb\w+|labour|"
    r"born|birth\w*|pregnan\w+|twins|foetal|fetal|diabet\w+|copd|pneumonia|fracture\w*|discharg\w*|admi(?:t|tted|ssion)|obs|temp|post[- ]?(?:op|natal)\w*|visit\w*|prescri\w+|"
    r"antibiotics?|insulin|warfarin|morphine|steroids?|tablets?|pills?|dose\w*|dosette|ttos?|drugs?|medicat\w+|nitro\w+|[a-z]{3,}(?:illin|mycin|azole|prazole|statin|olol|pril|sartan|oxetine|floxacin)|"
    r"trolley|ambulance|lifeboat|paramedic\w*|physio\w*|rehab\w*|moles|leukaemia|lymphoma|sarcoid\w*|dementia|delirium|confus\w+|overdose|seizures?|epilep\w+|asthma|hips?|knees?|trauma|"
    r"bleed\w*|bled|haemorrhage|vomit\w*|nausea|fever\w*|febrile|palliative|deteriorat\w+|wounds?|ulcers?|dressings?|catheter\w*|ventilat\w+|intubat\w+|airway|oxygen|sats|units?|bed\s?\w{1,3}|"
    r"bay|cubicle|dysphagia|swab|smear|film|follow[- ]up|illness|ill|sick|unwell|poorly|terminal|sickle|hiv|tb|mnd|dvt|pe|pes|nstemi|stemi|mi|dka|vbg|datix|lbbb|ent|"
    r"pain\w*|headaches?|hiccups|itch\w*|jaundice\w*|breathless\w*|wheez\w+|cough\w*|falls?|fell|fallen|weak(?:er|ness)|mood|anxiety|depress\w+|urine|stools?|stoma|potassium|sodium|gram\s+negatives?|"
    r"heart|lungs?|liver|kidneys?|spleen|brain|disc|eyes?|legs?|arms?|hands?|foot|feet|chest|appendix|bowel|colonoscopy|endoscop\w+|polyp|varices|varicose|cataracts?|hernia|abscess|ectopic|itch|"
    r"burns?|amputat\w+|electrolytes|lumbar|puncture|anaesthe\w+|operat\w+|list|handover|clerk\w*|bleep\w*|referr\w+|consent\w*|capacity|section\s+\d|amhp|safeguarding|coroner|"
    r"sign(?:ed)?\s+off|interpreter|wheelchair|frame|feeding|swallow\w*|yoghurt|drip|driver|fluids|units|transfus\w+|group\s+and\s+save|consult\w*|shift|on\s+call|nights|rotation|"
    r"died?|dies|dying|death|funeral|grief|grave|survived|carers?|care|relatives|family|parents|mum|dad|mother|father|wife|husband|brother|sister|daughter|son|fiancée?|nephew|niece|"
    r"flu\s+jab|vaccin\w+|results?|notes|letter|waiting|appointment|appt|social\s+services|monitor|deaf|blind|stroke|recover\w*|relaps\w*|remission|symptom\w*|lump|cure[ds]?|heal\w*|photo|"
    r"brave\w*|bab(?:y|ies)|child(?:ren)?|kids?|toddler|teenager|elderly|stop\s+thinking|thoughts?|promised|hugg?\w*|rings|phoned|called|wish(?:es)?|miss(?:ed)?|lost|gone|goodnight|goodbye|frightened|scared|refus\w+|allerg\w+|infect\w*|antibod\w+|virus|covid|scan|tube|line|drains?|needle|stitches|plaster|pacemaker|stent|graft|valve|implant|prosthe\w+)\b"
    r"|\b(?:he|she|they)\s+(?:\w+\s+)?(?:woke|walk\w*|ate|eats?|slept|cried|smiled|breath\w+|lived|lives|asked|rang|came|went|wants|needs|is|was|has|had)\b"
    r"|\b(?:can|could|would)\s+(?:any|some)(?:one|body)\b|\b(?:any|some)(?:one|body)\s+(?:free|know|got|have|had|else|please|remember)\b|\bplease\s+(?:chase|review|see|can|could)\b",
    re.IGNORECASE,
)
_PROFESSION = (
    r"(?:doctor|consultant|registrar|houseman|f1|f2|fy1|fy2|sho|spr|st\d|nurse|sister|matron|midwife|health\s+visitor|paramedic|physio(?:therapist)?|physician|surgeon|anaesthetist|an(?:a|e)sthesiologist|"
    r"intensivist|pharmacist|dietitian|radiographer|radiologist|pathologist|therapist|psychologist|psychiatrist|technician|porters?|receptionist|clerk|secretary|manager|director|executive|gp|"
    r"[a-z]+ologist|geriatrician|paediatrician|pediatrician|obstetrician|clinician|dentist|optometrist|hca|anp|professor|prof|lecturer|teacher|tutor|trainer|supervisor|trainee|student|fellow|researcher|scientist|"
    r"statistician|epidemiologist|engineer|developer|dean|provost|president|chair(?:man|woman|person)?|treasurer|chief|colleagues?|boss|mentor|team\s?mate|flatmate|friend|host(?:ess)?|speakers?|authors?|editor(?:-in-chief)?|"
    r"organi[sz]er|lead(?:er)?|founder|co-?author|colead|minister|secretary\s+of\s+state|mp|senator|mayor|governor|king|queen|prince|princess|lord|lady|dame|sir|saint|pope|judge|coroner|commissioner|ombudsman|rep|councillor|"
    r"campaigner|activist|advocate|actor|actress|singer|comedian|presenter|broadcaster|journalist|reporter|columnist|novelist|writer|poet\s+laureate|sculptor|painter|photographer|illustrator|historian|philosopher|"
    r"footballer|cyclist|striker|goalkeeper|olympian|athlete|champion|celebrity|chaplain|reverend|solicitor|lawyer|barrister|policeman|officer|volunteer|coordinator|administrator|librarian|expert|pioneer|winner|nobel\w*|legend\s+of)"
)
_OWN_PEOPLE = r"(?:wife|husband|partner|son|daughter|sister|brother|mum|mother|dad|father|friend)"
_SOURCE = (
    r"(?:papers?|stud(?:y|ies)|talks?|lectures?|keynotes?|books?|memoir|novel|threads?|slides?|session|chapter|piece|article|essay|blog|podcast|editorial|review|tweets?|posts?|posters?|workshop|webinar|"
    r"guidelines?|report|thesis|work|research|trial|tutorial|talk|textbook|photo|picture|illustration|cartoon|drawing|quote|quotation|question|interview|remarks|speech|words|interview)"
)
BEFORE = re.compile(
    rf"\b{_PROFESSION}(?:\s+(?:in|of|for|at)\s+[\w ]{{2,25}})?\s*[,:]?\s*(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\.?\s+)*$"
    rf"|\b(?:my|our)\s+(?:lovely\s+|own\s+|dear\s+)?{_OWN_PEOPLE},?\s+$"
    r"|\b(?:thanks?|thank\s+you|cheers|congrat\w*|well\s+done|kudos|shout[\s-]?outs?|hats\s+off|credit|welcome|props|bravo|happy\s+birthday|happy\s+retirement|good\s+luck|proud\s+of|farewell|tribute)\b"
    rf"(?:,?\s+(?:(?!patients?\b|(?:on|for|help|with|who|from|of)\b)[\w']+\s+){{0,5}}|[\s,!:]+)$"
    r"|(?:^|[.!?\n])\s*(?:RIP|R\.I\.P\.|See|Say|As|Picture|Vote|Follow|Via|Join|Email|Contact|Speakers?:|Authors?:|Ref(?:erence)?:|Host:|Photo\s+by|Hello,?|Hi,?|Hey,?|Meet)\s*:?\s*$"
    r"|\b(?:the\s+late|a\s+young|h/t|via|by\s+(?:dr|prof)|tonight['’]s\s+host:?|vote\s+for|named\s+(?:\w+\s+){0,2}after|in\s+honou?r\s+of|inspired\s+by|according\s+to|(?:talk|chat|keynote|word|few\s+words|quote)\s+(?:of\s+the\s+day\s+)?from|"
    r"(?:hosted|chaired|led|written|founded|invented|described|edited|narrated|moderated|curated|discovered|organi[sz]ed|presented|delivered|opened|directed|composed|sung|played)\s+by|taught\s+(?:me\s+)?by|trained\s+by|"
    r"(?:portrait|statue|bust|biography|memoirs?|life\s+and\s+times|film|work|writings?|words|wisdom|letters|diaries)\s+of|(?:night\s+shift|dinner|lunch|coffee|drinks|stand|stage|panel|co-?wrote|wrote|interview|conversation|paper|chat|debate|podcast)\s+with|"
    r"(?:re-?)?reading|(?:listening|listened|tuning\s+in|looking\s+forward)\s+to|come\s+and\s+hear|hear|watch(?:ing)?|quoting|agree(?:d)?\s+with|disagree\s+with|great\s+to\s+(?:see|meet|hear)|good\s+to\s+(?:see|meet|hear)|lovely\s+to\s+(?:see|meet|hear)|handing\s+over\s+(?:the\s+account\s+)?to|"
    r"on\s+behalf\s+of|with\s+thanks\s+to|starring|directed\s+by|film\s+with|cf\.?|nobel\s+for|prize\s+for|medal\s+for|award\s+for|should\s+read|must\s+read|read|"
    r"(?:my|his|her)\s+name\s+is\s+(?=$)|i['’]?m|i\s+am|we['’]re|it['’]s\s+me,?|imagine|suppose|pretend|join|email|ask\s+for)\s+(?:(?:Dr|Prof|Professor|Sir)\.?\s+)?$"
    rf"|\b{_SOURCE}\s+(?:is\s+|was\s+)?(?:by|from|with|of)\s+$|\b{_SOURCE}:\s+$|\bby\s+$|\bagainst\s+$|\b[Ww]ith\s+the\s+$|\b[Tt]he\s+$(?<!of\s[Tt]he\s)"
    r"|\b(?:dog|cat|puppy|kitten|bear|teddy|horse|pony|mannequin|manikin|simulator|robot|doll|skeleton|drug|app|ship|boat|car)\s+(?:is\s+|was\s+)?(?:called|named)\s+$"
    r"|\b(?:at|near|on\s+stage\s+with|opposite|behind|outside|corner\s+of|based\s+in|live\s+in|working\s+in|flight\s+to|train\s+to|moved\s+to|moving\s+to|back\s+from)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf"^\s*(?:,|\(|-|–|is|was|as|,?\s+who\s+is)\s*(?:(?:our|the|my|a|an|your|their|his|her|former|new|then|now|who\s+(?:is|was))\s+){{0,2}}(?:(?!patient)[\w'-]+\s+){{0,3}}?{_PROFESSION}s?\b(?!['’])"
    rf"|^,\s+(?:(?!and\b)\w+,\s+)?(?:who|best)\s+(?:founded|wrote|ran|runs|led|leads|taught|teaches|invented|discovered|described|caught\s+the|drove|organi[sz]ed|hosts?|chairs?|spoke|speaks|passed\s+(?:the|her|his|finals)|supervis\w+|mentor\w+|trained|wants\s+views|pretended)\b"
    r"|^,?\s+(?:MP|RN|FRCP|FRCS|MRCP|MBE|OBE|CBE|MD|PhD|DPhil|MSc|RGN|RM|FRS|MRCGP|MBBS|KC|QC)\b"
    r"|^\s*[,(]\s*\(?(?:(?:17|18|19|20)\d\d\b|b\.|d\.)|^\s*,?\s*(?:Lancet|BMJ|NEJM|JAMA|Nature)\b|^\s*,?\s+(?:et\s+al|and\s+colleagues|and\s+I\b|and\s+me\b|here\b|RN\b)"
    rf"|^['’]s?\s+(?:[\w-]+\s+){{0,2}}?{_SOURCE}\b"
    r"|^\s+(?:(?:will|has|have|today|tonight|always|again|just|then|first|also|really)\s+){0,2}(?:gave\s+(?:a|an|the)\s+(?:\w+\s+)?(?:talk|keynote|lecture|speech|paper|first|plenary|address)|writes?|wrote|argues|argued|speaks?|spoke|speaking|lectures|presents|explains?|explained|hosts?|hosted|chairs|chaired|"
    r"describe[ds]?|discovered|invented|pioneered|introduced|proposed|founded|published|performed\s+the\s+first|announced|announces|ruled|testified|tweets|posts|joins|joined\s+(?:our|the|us)|retires|retired|celebrates?|"
    r"won\s+(?:the|a|an)|wins|scores?|scored|limped|starred|stars|is\s+recruiting|was\s+(?:elected|appointed|awarded|knighted|our\s+(?:mannequin|simulat\w+|actor|patient\s+in))|has\s+(?:a\s+new\s+(?:post|job|role|book|paper|study|album)|started\s+a\s+group|done\s+the\s+rota|changed\s+how)|"
    r"told\s+the\s+(?:inquiry|house|committee|court|bbc|guardian|meeting|conference)|asked\s+in\s+the\s+house|taught\s+(?:me|us)|trained\s+(?:me|us)|supervised|mentored|talks?\s+(?:openly\s+)?(?:about|to\s+schools)|lead\s+the|leads\s+the|always\s+said|"
    r"opens\s+(?:our|the)|visited\s+(?:our|the)|says\s+(?:the\s+contract|waiting\s+lists)|answers\s+questions|passed\s+(?:finals|the)|shows\s+(?:that|fewer|how)|found\s+(?:no|that))\b"
    r"|^\s+at\s+(?:the\s+)?(?:stand|booth|meeting|conference|bbc|college|deanery|#\w+|university)\b|^\s+gave\s+our\b|^\s+on\s+(?:the\s+(?:history|future|podcast|radio|telly|tv)|radio|tv|why|how|what|twitter|mastodon|screening|burnout|grief|dying|vaccines|\w+\s+and\s+\w+\b(?=[.:]?\s*$))"
    r"|^\s+in\s+(?:the\s+(?:lancet|bmj|guardian|times|new\s+york|inquiry|film)|nature|jama|nejm|radiology|pharmacy|reception|theatres|the\s+lab)\b|^['’]s\s+(?:theory|principle|law|rule|dictum|aphorism)",
    re.IGNORECASE,
)
# What a sentence says of itself: a meeting, a source, a public matter, a story, the past.
SENTENCE = re.compile(
    r"\b(?:keynotes?|lectures?|lecturer|webinar|podcast|conference|congress|symposium|journal\s+club|tonight['’]s\s+(?:chat|host|topic)|speakers?|authors?|editor(?:ial)?|et\s+al|(?:the\s+)?lancet|bmj|nejm|guardian|radio\s+\d|"
    r"the\s+inquiry|phd|best\s+poster|prizes?|awards?|biograph\w+|novel(?:ist)?|fictional|textbooks?|fellowship|deanery|statue|obituary|illustration|youtube|elected|finals|mannequin|manikin|simulat\w+|osces?|"
    r"picket|hamstring|netflix|documentary|memoir|museum|portrait|campaigner|celebrat\w+|congratulations|congrats|shout[\s-]?out|welcome\s+to\s+our|recruiting|minister|parliament|president|"
    r"published|co-?authors?|randomi[sz]ed|international\s+day|on\s+this\s+day|great\s+talk|superb\s+talk|retire[sd]?|invented|imaginary|made[- ]up|role[- ]?play\w*|"
    r"trial|workshop|trainees?|chapter|recommend\s+visiting)\b|#\w+20\d\d\b|#\w+(?:jc|chat)\b|\b(?:1[0-8]\d\d|19[0-7]\d)\b(?!\s*(?:ml|mg|mcg))",
    re.IGNORECASE,
)
_LETS = re.compile(
    r"^,?\s+(?:who|for)\s+(?:let(?:ting)?|allow(?:ed|ing)|trust(?:ed|ing)|sharing|shared|never|died|agreed|agreeing)\b"
    r"|^['’]s\s+(?:airway|lungs?|heart|wound|line|blood\w*|potassium|scan|leg|care|family|daughter|son|wife|husband|mum)\b",
    re.IGNORECASE,
)
_THING_AFTER = re.compile(
    rf"^(?:['’]s?)?[\s-]+(?:[{UPPER}]\w+\s+){{0,2}}(?:Hospitals?|Medical|Clinic|Infirmary|Ward|House|Lodge|Surgery|Practice|Health|Centre|Center|Street|Road|Lane|Avenue|Foundation|Trust|Building|Park|School|Library|Unit|Wing|Theatre|Hall|"
    r"Lecture|Prize|Medal|trial|syndrome|sign|score|disease|criteria|&)\b"
)
_AFTER_NAME = frozenset("mp rn md phd frcp frcs mbe obe cbe rgn frs kc qc facp".split())


def stands_alone(text: str, shape: Shape, bounds: tuple[int, int]) -> bool:
    """Whether nothing says that the person written as `shape` is anybody but a patient."""
    return written_like_a_person(shape) and not in_another_role(
        text, (shape.start, shape.end), bounds
    )


def in_another_role(text: str, span: tuple[int, int], bounds: tuple[int, int]) -> bool:
    """Whether the words around `span`, in the sentence within `bounds`, give it another role."""
    start, end = bounds
    before, after = text[max(start, span[0] - 80) : span[0]], text[span[1] : span[1] + 90]
    if _LETS.match(after):
        return False
    if BEFORE.search(before) or AFTER.match(after) or _THING_AFTER.match(after):
        return True
    around = text[start : span[0]] + " " + text[span[1] : end]
    return SENTENCE.search(around) is not None


def written_like_a_person(shape: Shape) -> bool:
    """Whether two words or more could be a person's name by themselves, on a list or not."""
    words = shape.words
    if len(words) < 2 or shape.soft or shape.shouted or any(map(is_unit, words)):
        return False
    if is_town(" ".join(words)) or words[0].endswith(("'s", "’s")):
        return False
    if all(map(is_eponym, words)) or any(word.isupper() and len(word) > 2 for word in words):
        return False
    if plainly(words[-1]) in _AFTER_NAME or (not shape.given and is_eponym(words[0])):
        return False
    if is_word(words[0]) and not shape.given:
        return False
    if shape.given or (shape.initial and shape.family and len(words[-1]) > 2):
        return not (is_town(words[-1]) and is_ordinary(words[0]))
    listed = any(is_listed(word) or is_family(word) for word in words)
    if (shape.initial and not listed) or (is_town(words[-1]) and not is_family(words[-1])):
        return False
    long = [w for w in words if len(w.rstrip(".")) > 2]
    return len(long) > 1 and all(_could_be_one(word) for word in (long[0], long[-1]))


def _could_be_one(word: str) -> bool:
    """Whether a word is no ordinary one, no illness and no eponym."""
    if is_listed(word) or is_family(word):
        return not is_ordinary(word)
    return not (is_ordinary(word) or is_word(word) or is_eponym(word) or ILLNESS.search(word))
