"""What may stand around a name, a number or a place that is blurred: the phrases `blur` reads."""

import re

PEOPLE = frozenset({"name", "handle"})
PLACES = frozenset({"facility", "place", "address", "postcode", "ward", "occupation"})
NUMBERS = frozenset(
    {"phone", "email", "url", "account_number", "registration", "vehicle", "device", "ip_address", "biometric", "photo"}
)  # fmt: skip
TITLES = frozenset(
    {"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Doctor", "Prof", "Professor", "Nurse", "Sister", "Baby", "Herr", "Frau"}
)  # fmt: skip
_RELATIONS = (
    r"mum|mom|mother|dad|father|nan|gran|grandma|grandmother|grandpa|grandad|grandfather|sister|brother|wife|husband|partner|"
    r"fianc[eé]e?|son|daughter|grandson|granddaughter|twin|aunt|uncle|niece|nephew|cousin|carer|neighbour|neighbor|friend|"
    r"girlfriend|boyfriend|stepfather|stepmother|relative|guardian|widow|widower"
)
_SOMEBODY = (
    rf"patient|pt|inpatient|outpatient|client|resident|lady|gentleman|man|woman|boy|girl|child|baby|infant|toddler|teenager|"
    rf"colleague|consultant|registrar|nurse|midwife|secretary|{_RELATIONS}"
)
_DETERMINER = (
    r"(?:an?|the|my|our|your|his|her|their|its|this|that|one|another|each|every|\w+['’]s|\w+s['’])"
)
ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
# A determiner, and perhaps what somebody is like, directly before.
DETERMINED = re.compile(
    rf"(?<!\w){_DETERMINER}\s+(?:(?:poor|dear|lovely|little|old|young|sweet|elderly|frail|late|new|last|first)\s+)*$",
    re.IGNORECASE,
)
# 'my patient Dorothea', 'her son, Ivor', 'a man called Ivor': the noun, and what leads on to the name.
NOUN_BEFORE = re.compile(
    rf"(?<!\w){_DETERMINER}\s+(?:[\w-]+\s+){{0,4}}?(?P<noun>{_SOMEBODY})"
    r"(?P<gap>\s+|,\s+|\s+[-–—]\s+|,?\s+(?:who\s+is\s+|was\s+)?(?:called|named|known\s+as|by\s+the\s+name\s+of)\s+)[\"“‘']?$",
    re.IGNORECASE,
)
BARE_NOUN = re.compile(r"(?<![\w-])(?:patient|pt|client|resident)\.?:?\s+$", re.IGNORECASE)
FAMILY = re.compile(
    r"^(?P<gap>\s+)(?:family|household|twins|brothers|sisters|children|boys|girls|baby)\b"
)
NAME_IS = re.compile(r"\bname(?:\s+(?:is|was)|:)?\s+$", re.IGNORECASE)
WHO_IS = re.compile(rf"\b(?:{_SOMEBODY}|this|that|it)(?:\s+(?:is|was)|['’]s|:)\s+$", re.IGNORECASE)
APPOSED = re.compile(
    rf"^,\s+(?P<who>(?:my|our|a|the|his|her|their)\s+(?:[\w-]+\s+){{0,3}}?(?:{_SOMEBODY}))(?:,(?=\s)|(?!\w|['’]|\s+(?-i:[A-Z])))",
    re.IGNORECASE,
)
IS_A_PATIENT = re.compile(
    r"^\s+(?:is|was)\s+(?:an?|my|our|the)\s+(?:[\w-]+\s+){0,3}?patient\b(?!s)", re.IGNORECASE
)
FOND = re.compile(
    r"(?<!\w)(?<!my )(?<!our )(?<!the )(?<!a )(?<!this )(?<!that )(?:(?:poor|dear|lovely|little|old|young|sweet|elderly|frail)\s+)+$",
    re.IGNORECASE,
)
# A number's label that goes with it, and one after which it is 'withheld'.
_OF_A_NUMBER = (
    r"(?:(?:NHS|CHI|H&C|MRN|SSN|UHPI|PAS|hospital|hosp\.?|patient|pt\.?|unit|case\s?note|medical\s+record|record|chart|"
    r"accession|insurance|passport|account|lab|phone|telephone|mobile|cell|fax|e-?mail|id|licen[cs]e|registration|serial)"
    r"(?:\s*(?:numbers?\b|no\b\.?|num\b\.?|nr\b\.?|ID\b|address\b|\#))?|numbers?|address)"
)
LABEL_BEFORE = re.compile(
    r"(?<![\w-])(?:NHS|CHI|MRN|SSN)(?:\s*(?:number|no\.?|\#))?:?\s+$", re.IGNORECASE
)
BESIDE_A_NOUN = re.compile(
    rf"(?<!\w){_DETERMINER}\s+(?:[\w-]+\s+){{0,3}}?(?:{_SOMEBODY})(?P<gap>,?\s+(?:(?:NHS|MRN)(?:\s*(?:number|no\.?))?:?\s+)?)$",
    re.IGNORECASE,
)
LABELLED = re.compile(
    rf"(?<![\w-]){_OF_A_NUMBER}\s*(?:\s(?:is|was)\s+|[:=#]\s*)$|\bnumber\s+$|\b(?:MRN|SSN|passport|hospital\s+no\.?|ID)\s+$",
    re.IGNORECASE,
)
SPOKEN_OF = re.compile(
    r"\b(?:an?|the|my|our|this|that|her|his|their|another|one)\s+(?:[\w-]+\s+){0,2}?(patient|colleague)\b(?!['’]s\s+(?:name|number))",
    re.IGNORECASE,
)
BLURRED_PATIENT = re.compile(r"\b(?:an?|another|the)\s+(?:patient|colleague)\b", re.IGNORECASE)
# 'told her that Mr Singh died': here 'that' points at nobody.
THAT = re.compile(r"\bthat\s+$", re.IGNORECASE)
# 'Mrs Hale, 94, of Abergavenny': a town, whatever it was taken for.
FROM = re.compile(r"\b(?:of|in|from|near|outside)\s+$")
FROM_THERE = re.compile(r",\s+(?:of|from)\s+$")
# Between two words of time that are one.
SAME_TIME = re.compile(r"[\s,]*(?:on|at|in)?\s*", re.IGNORECASE)
# 'her relative and her ...': said once.
RELATIVE_AGAIN = re.compile(
    r"\b(?P<whose>(?:his|her|their|my|our)\s+)relative,?\s+and\s+(?P=whose)$", re.IGNORECASE
)
REST = re.compile(r"\b(?:RIP|R\.I\.P\.?)[\s,:]*", re.IGNORECASE)
DIED = re.compile(r"(?:died|dies|dying|passed away|passed on|passed)", re.IGNORECASE)
BEGINS = re.compile(r"(?:\A|[.!?]['\"”’)]*\s|\n)[\s\"“‘(•*-]*$")
