"""What no list of words can hold: ages, times, places by their capital, quotations, figures."""

import re

_COUNTED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|apr|aug|sept?|oct|nov|dec)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# Every one begins where a word does; said once, that spares most of the work.
# A number is an age by its unit, by a verb before it, or alone between commas or brackets.
_AGE = re.compile(
    rf"""(?<!\w)(?:
    \d{{1,3}}[\s-]?(?:y\.?o\.?|y/o|yrs?|years?|months?|mths?|weeks?|wks?|days?)[\s-]?(?:olds?|o)?\b
      (?=[\s-]*(?:[a-z]|[,.!?;)]))
    | \b\d{{1,3}}[\s-]?(?:yo|y/o)\b | \b\d{{2}}[MF]\b
    | \b(?:aged?|turn(?:ed|s|ing)?|only|just|now)\s\d{{1,3}}\b(?!\s?[%:/]|[.,]\d)
    | \b(?:he|she)(?:['\u2019](?:s|d)|\sis|\swas)(?:\s(?:only|just|now|about|been))?
      \s(?:\d{{1,3}}|{_COUNTED})\b(?!\s?[%:/]|[.,]\d)
    | (?<=,\s)\d{{1,3}}(?=\s?[,.;:!?)]+(?:\s|$))
    | (?<=[.!?]\s)\d{{1,2}}(?=[.,]\s|\.$)
    | (?<=\()\d{{1,3}}(?=\))
    | (?:^|(?<=[.!?]\s)){_COUNTED}(?=,\s)
    | \b(?:early|mid|late)[\s-](?:teens|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|\d0s)\b
    | \b{_COUNTED}[\s-]years?[\s-]olds?\b
    | \b(?:nonagenarian|centenarian|octogenarian|teenager?|newborn|neonate)\b
    | \b\d{{2}}(?:\+\d)?\s?(?:weeks|wks|/40)\b | \b\d{{3,4}}\s?g\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TIME = re.compile(
    rf"""(?<!\w)(?:
    (?:an?|one|two|three|four|five|six|ten|few|\d+)
      \s(?:min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|decades?)\sago\b
    | \b(?:at|around|about|since|till|until|by|before|after)\s\d{{1,2}}(?:[:.]\d\d)?\s?(?:am|pm)?\b
      (?!\s?[%/]|\s(?:per|days|weeks|months|years|hours|min))
    | \b\d{{1,2}}(?::\d\d)?\s?(?:am|pm)\b
    | \b(?:last|this|next|early|late|mid|on|since|in|of)
      \s(?:{_MONTH}|{_WEEKDAY}|spring|summer|autumn|winter)\b
    | \b(?:on\s(?:the\s)?)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b | \b(?:on\s)?{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?\b
    | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b
    | \b(?:in|since|of|winter|summer|spring|autumn|until|from)\s(?:19[7-9]\d|20\d\d)\b
    | \bday\s\d{{1,3}}\b | \bafter\s\d+\s(?:days|weeks|months|hours)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPITAL = r"(?<!\w)[A-Z\u00c0-\u00de][\w'\u2019]{0,30}[a-z\u00e0-\u00ff](?:-[A-Za-z]\w{1,30}){0,4}"
_NAMED = rf"{_CAPITAL}(?:\s(?:(?:of|on|upon|an|the|de|na)\s)?{_CAPITAL}){{0,3}}"
_HOUSE = (
    r"(?:ED|ER|ICU|ITU|A&E|NICU|PICU|NBU|CCU|Vic|Royal|General|Infirmary|Hospital|[Cc]linic|hospital"
    r"|[Hh]ospice|[Uu]nit|[Ww]ard|[Ss]chool|[Cc]hurch|[Ss]urgery|maternity|Road|Street|Lane|Castle"
    r"|Bridge|Station|Beach|Park|Bay)"
)
PLACE = re.compile(
    rf"""
    \b(?:in|at|near|outside|around|to|from|off|over|across|into|through|for|via|by|of|on)
      \s(?:(?:the|our|old|rural|downtown|north|south|east|west)\s)?(?P<after>{_NAMED})
    | (?<=,\s)(?P<listed>{_NAMED})
      (?=[.,!?;:)]|$|\s(?:this|last|today|tonight|yesterday|on)\b)
    | (?P<house>{_NAMED}\s{_HOUSE})
    | (?:^|(?<=[.!?]\s))(?P<opens>{_NAMED})(?=\.\s|,\s(?:winter|summer|spring|autumn|19|20|\d))
    """,
    re.VERBOSE,
)
PROPER = re.compile(
    r"(?<![.!?:\n'\"\u2018\u201c(\[] )(?<!^)(?<=\s)['\"\u2018\u201c]?"
    r"(?P<word>[A-Z][a-z\u00e0-\u00ff'\u2019]+)"
)
NO_PLACE = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter eid diwali ramadan
    hogmanay god covid mum dad mam nan gran mama english french german spanish arabic latin gaelic
    irish welsh scottish british nhs gp gps twitter medtwitter bluesky mastodon facebook instagram
    whatsapp tiktok youtube google zoom teams netflix parkinson parkinson's alzheimer's alzheimer
    huntington's crohn's hodgkin addison's cushing's dr prof professor mr mrs ms sister brother
    father i i'm the a an this that it my we he she they you if when what who how why please thanks
    thank today tonight yesterday health hse nice bmj lancet nejm cochrane ai ct mri ecg cpd osce
    osces paces plab radiology surgery medicine paediatrics psychiatry oncology cardiology
    dermatology neurology general spotify excel epic bupa""".split()
)
_QUOTE = re.compile(
    r"\"[^\"\n]{3,200}\"|\u201c[^\u201d\n]{3,200}\u201d|\u2018[^\u2018\n]{3,200}?\u2019(?!\w)"
    r"|(?<![\w'])'[^'\n]{2}(?:[^'\n]|'(?=\w)){1,200}'(?!\w)"
)
_SHOWN = re.compile(
    r"[\[(]\s?(?:photo|image|pic|picture|video|x-?ray|ct|scan|cxr|ecg)[^\])]{0,60}[\])]", re.I
)
_EXACT = re.compile(
    r"\b\d+(?:\.\d+)?\s?(?:kg|g|cm|mm|ml|l|km|stone|lb|mg|hours|hrs|mins?|minutes|days|units?"
    r"|rounds?|cycles?|feet|foot|inches|miles|years)\b|[\u00a3$\u20ac]\s?\d",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"(?:^|\s)@\w+|[\U0001f64f\U0001f54a\U0001f5a4\U0001f494\u2764]")
_ONE_OF_THEM = re.compile(
    r"\b(?:an?|this|that|one|another|only|old|wee|little|young)\s(?:[\w'-]+\s){0,2}?(?:man|woman"
    r"|lady|gent|gentleman|chap|lad|girl|boy|fella|bloke|guy|baby|toddler|patient|kid|child"
    r"|teenager|mother|father|bride|groom)\b",
    re.IGNORECASE,
)

_RARE = re.compile(
    r"\b(?:world|country|county|nation|island|town|village|region|state|continent|ireland|wales"
    r"|scotland|england|africa|asia|europe)['\u2019]s\s\w+est\b"
    r"|\b(?:first|only|last|oldest|youngest)\s(?:\w+\s){1,4}(?:ever|in the|in our|on the|born|left"
    r"|we['\u2019]ve|i['\u2019]ve|has had|to have|to survive)\b|\bfirst of (?:that|her|his|their)\b",
    re.IGNORECASE,
)

# And what leads away from one person.
_FIGURES = re.compile(
    r"\d\s?%|\bn\s?=\s?\d|\b1 in \d|\bper \d|\b\d{1,3},\d{3}\b|\b\d+\s?vs\s?\d|\b\d{1,6}(?:\.\d{1,3})?x\b"
    r"|\b\d+\s(?:patients|women|men|people|children|babies|deaths|cases|practices|beds|kids)",
    re.IGNORECASE,
)
_GROUP_AGE = re.compile(
    r"\d\s?[-\u2013]\s?\d+\s?(?:year|yr|month|week)|year olds\b|\d0s\b|aged \d+ (?:and|or|to)"
    r"|over \d\d|under \d",
    re.IGNORECASE,
)
_BODIES = re.compile(r"\b(?:NICE|WHO|SIGN|ESC|BTS|NHS England|GMC|RCOG|AHA|IDSA)\b")
_HEAD = re.compile(
    r"^(?!.*?\b(?:[Mm]y|[Oo]ur|he|she)\b[^:]*:)[^.!?\n:]{2,60}:\s|^Reminder|^PSA\b|^Tip\b|^Poll\b"
)
_TOLD_TO_DO = re.compile(
    r"(?:^|[.!?:\n]\s?)(?:Please\s)?(?:Check|Ask|Think|Remember|Consider|Avoid|Don['\u2019]t|Do not|Never"
    r"|Always|Use|Offer|Refer|Examine|Stop|Start|Keep|Wash|Look for|Teach|Do|Learn|Read|Know|Treat"
    r"|Suspect|Learn|Watch|Consent|Document|Escalate|Call|Rule out|Beware|Mind|Measure|Screen)\b"
)
_OLD_YEAR = re.compile(r"\b(?:1[0-8]\d\d|19[0-6]\d)\b")
_VIGNETTE = re.compile(
    r"\b(?:presents?|presenting|attends?)\s(?:with|to|today)\b"
    r"|\ba\s\d{1,3}[\s-](?:year|yr)[\s-]olds?\s\w+\s(?:presents|with|attends|is|has|comes)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\?\s*(?:[#\U0001F300-\U0001FAFF\s\w]*)$")
_THANKS_TO = re.compile(
    r"\b(?:thank\w*|shout ?-?out\w*|hats off|farewell|congrat\w*|kudos|well done|credit)\b"
    r"(?:\s\w+){0,3}\s(?:Dr|Prof|Professor|Sister|Matron|Nurse|team|colleagues|nurses|porters"
    r"|consultant|supervisor|mentor|registrar|midwives|staff|crew)\b",
    re.IGNORECASE,
)
_OWN_PATIENT = re.compile(
    r"\b(?:my|our) own (?!patient|unit|ward|walk)|\bI (?:was|am|'m) (?:the|a) (?:\w+ )?patient"
    r"|\bmy (?:first |own )?(?:baby|breast|diagnosis|chemo|biopsy|surgery|mastectomy|depression"
    r"|anxiety|miscarriage|waters|lithium|sertraline|adhd|burnout|stoma|diabetes|recovery|relapse)\b"
    r"|\bas a patient\b|\b(?:weeks|months) pregnant and\b",
    re.IGNORECASE,
)

# The author says that nobody is meant, or that whoever is meant agreed.
_DECLARED = re.compile(
    r"\b(?:fictional|fictitious|invented|made[- ]up|imaginary|hypothetical|simulated|simulation"
    r"|composite|amalgam|not a real (?:patient|case|person))\b"
    r"|\b(?:written|signed|explicit|informed) (?:\w+ )?consent\b"
    r"|\bwith (?:her|his|their|the \w+['\u2019]?s?) (?:\w+ )?(?:consent|permission)\b"
    r"|\b(?:shared|told|posted|published) (?:here )?with (?:\w+ )?(?:consent|permission)\b"
    r"|\b(?:gave|given|has|have) (?:me |us )?(?:\w+ )?(?:consent|permission) to (?:share|tell|post)\b"
    r"|\bconsented to (?:share|sharing|me sharing|this|publication|being shared)\b"
    r"|\b(?:lets|let) me (?:tell|share|post)\b|\bhappy for me to (?:tell|share|post)\b",
    re.IGNORECASE,
)
_TO_ONE = re.compile(
    r"\byour (?:biopsy|scan|results?|hearing aids?|teeth|dentures|glasses|bloods?|tetanus|insulin"
    r"|wife|husband|mum|dad|son|daughter|notes|wound|stitches|baby|operation|surgery|family|bed)\b"
    r"|\byou (?:left|forgot|fought|brought|bring|were so brave|will be missed|taught (?:me|us|this))\b"
    r"|\bif you(?:['\u2019]re| are) the\b",
    re.IGNORECASE,
)

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("age", _AGE), ("time", _TIME), ("quote", _QUOTE), ("picture", _SHOWN), ("exact", _EXACT),
    ("addressed", _ADDRESSED), ("one_of_them", _ONE_OF_THEM), ("figures", _FIGURES), ("evidence", _BODIES),
    ("group_age", _GROUP_AGE), ("head", _HEAD), ("teaching", _TOLD_TO_DO), ("rare", _RARE), ("old_year", _OLD_YEAR), ("vignette", _VIGNETTE),
    ("asked", _ASKED), ("thanks_to", _THANKS_TO), ("own_patient", _OWN_PATIENT), ("declared", _DECLARED), ("to_one", _TO_ONE),
)  # fmt: skip

# Words that a list misses, by how they end.
ENDINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "occupation",
        re.compile(
            r".+(?:keeper|smith|wright|monger|master|mistress|herd|herder|player|catcher|dresser"
            r"|maker|worker|seller|driver|singer|dancer|owner|grower|breeder|fighter|hunter|cutter"
            r"|picker|rider|jockey|layer|fitter|minder|watcher|impersonator|grapher"
            r"|[srtkndl]m(?:an|en)|[rstndlk]woman)$"
        ),
    ),
    (
        "condition",
        re.compile(
            r".{3,}(?:itis|omas?|a?emia|osis|opathy|plegi[ac]|ectomy|o[ts]tomy|plasty|algia|rrhage"
            r"|rrhoea|uria|trophy|plasia|megaly|philia|penia|cele|lithiasis)$"
        ),
    ),
)  # fmt: skip
NO_ENDING = frozenset("hypothesis diagnosis prognosis diploma aroma german newsmen".split())
