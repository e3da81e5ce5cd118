"""What may stand before and after a name: the cues by which `names` knows whose it is.

Each is read against a few dozen characters on one side of a run of capitalised words. Before: a
title, a relation, 'patient', 'called', a verb of care, or thanks. After: an age, a fate ('was
admitted'), a possession ('s biopsy), or what makes an eponym of it (disease, sign, score).
"""

import re

from rounds.gate.checks.reading import AGE
from rounds.gate.checks.shapes import UPPER

TITLE = re.compile(
    r"(?<![\w@#])(?P<title>Mr|Mrs|Ms|Miss|Mx|Messrs|Mme|Mlle|Monsieur|Madame|Herr|Frau|Señora?|Sra?|Sri|Shri|Smt|Begum|"
    r"Master|Mstr|Baby|Auntie|Aunty|Aunt|Uncle|Mister|Missus|Bibi|Mama|Mzee|Gogo|Papa|Baba|Lolo|Lola|Tita|Tito|Kuya|Alhaji|Alhaja|Hajia|Mallam|Sheikh|"
    r"Encik|Puan|Ibu|Bapak|Pak|Don|Doña|Signora?|Amma|Tante|Oma|Opa|Abuel[oa]|Señorita|Granny|Grandma|Nana|Oga)(?:\.[ ]?|[ ])$"
)
DOCTOR = re.compile(
    r"(?<![\w@#])(?P<title>(?:Dr|Dra|Dr\.in|Dott|Dott\.ssa|Dottoressa|Docteure?|Doktor|Doctor|Prof|Professor|Nurse|Sister|Matron|Midwife|Consultant|Surgeon|"
    r"Registrar|NP|PA|RN|ANP|SHO|SpR|Physician|Clinician|Physio|Therapist|Pharmacist|Rev|Father|Sir|Dame)\.?[ ](?:Mr|Mrs|Ms|Miss)?\.?[ ]?"
    r"|(?:Mr|Mrs|Ms|Miss)\.?[ ]Dr\.?[ ])$"
)
RELATION = (
    r"(?:mum|mom|mother|dad|father|nan|gran|grandma|grandmother|grandpa|grandad|grandfather|sister|brother|"
    r"wife|husband|partner|fianc[eé]e?|son|daughter|grandson|granddaughter|twin|aunt|uncle|niece|nephew|cousin|"
    r"carer|caregiver|neighbour|neighbor|friend|girlfriend|boyfriend|stepfather|stepmother|sibling|relative|"
    r"guardian|mother-in-law|father-in-law|spouse|widow|widower|parents?|children|kids|sons|daughters)"
)
OF_SOMEBODY = re.compile(
    rf"\b(?:his|her|their|the|pt'?s|patient['’]?s|whose|older|younger|eldest|little|elder|twin|a)\s+(?:\w+\s+){{0,2}}?{RELATION}"
    r"(?:\s+(?:is\s+|was\s+)?(?:called|named)|,|\s*\(|\s+is|:|\s+-)?\s*[\"'“‘]?$",
    re.IGNORECASE,
)
MINE = re.compile(rf"\b(?:my|our)\s+(?:\w+\s+){{0,2}}?{RELATION},?\s*$", re.IGNORECASE)
PATIENT = re.compile(
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
PERSON_WORD = re.compile(
    r"\b(?:patients?|pts?|client|resident|participant|(?:wo)?man|fe?male|boy|girl|bab(?:y|ies)|child|infant|lady|gentleman|"
    rf"person|guy|chap|teen(?:ager)?|toddler|lad|one|who|{RELATION}|year[\s-]old|yo|y/o|he|she|her|him|name|case|nurse|doctor)\b",
    re.IGNORECASE,
)
CALLING = re.compile(r"(?:named|called|known|goes|name|nicknamed|reference|ref|identified)", re.I)
NOT_HUMAN = re.compile(
    r"\b(?:cat|dog|puppy|kitten|horse|pet|hamster|rabbit|parrot|teddy|doll|drug|app|book|film|movie|song|band|series|trial|study|"
    r"paper|podcast|syndrome|condition|disease|virus|bacteri\w+|test|tool|robot|hospital|company|charity|software|model|gene|mutation)"
    r"(?:\s+(?:is|was|called|named|known|as|now|originally)){0,4}\s+[\"'“‘]?$",
    re.IGNORECASE,
)
CALLED = re.compile(r"\b(?:named|called|name\s+is|name:|patient:?|pt)\s+$", re.IGNORECASE)
PREFERS = re.compile(
    r"\b(?:called|known\s+as|goes\s+by|nicknamed|prefers?|answers\s+to|likes\s+to\s+be)\s+(?:to\s+be\s+(?:called|known\s+as)\s+|the\s+name\s+)?[\"'“‘]$",
    re.I,
)
THANKED = re.compile(
    r"(?:danke?(?:\s+an)?|merci(?:\s+(?:à|au|aux))?|gracias(?:\s+a)?|grazie(?:\s+a)?|obrigad[oa](?:\s+a)?|thanks?(?:\s+(?:to|you))?|thank\s+you,?|congratulations,?|congrats,?|hi|hello|dear|hey|cheers|kudos(?:\s+to)?|credit\s+(?:to|goes\s+to)|h/t|via|"
    r"with\s+thanks\s+to|well\s+done|welcome|by\s+authors?|follow|hosted\s+by|chaired\s+by|led\s+by|"
    r"wr(?:ote|itten)\s+by|talk\s+by|lecture\s+by|paper\s+by|study\s+by|author|editor|keynote(?:\s+by)?|speaker:?|"
    r"according\s+to|says|quoting|quote\s+from|book\s+by|taught\s+by|mentor(?:ed\s+by)?)[\s:]*(?:(?:Dr|Prof|Professor|Pr|Mr|Mrs|Ms|Frau|Herrn?|Madame|Monsieur|Mme|Señora?|Signora?)\.?\s){0,2}$",
    re.IGNORECASE,
)
NOBODY_AFTER = re.compile(
    r"^\s+(?:[A-Z]\w+\s+)?(?:Association|Society|College|University|Institute|Academy|Council)\b|^(?:['’]s?)?[\s-]+(?:(?:and|&)\s+[A-Z]\w+\s+)?(?:et\s+al|syndromes?|disease|disorder|signs?|scores?|criteria|criterion|classification|scale|tests?|"
    r"methods?|procedure|manoeuvre|maneuver|reflex|lymphoma|tumou?r|fractures?|palsy|phenomen\w+|law|equation|index|"
    r"guidelines?|foundation|universit\w+|awards?|prize|lecture|medal|trust|society|college|journal|press|act|"
    r"trials?|stud(?:y|ies)|score|line|catheter|tube|bodies|body|cells?|nodes?|position|position|bag|stain|rules?|protocol|risk|heart\s+study|"
    r"triad|tetrad|murmurs?|respirations?|breathing|ulcers?|cysts?|hernias?|pouch|diverticulum|ring|spots?|nodules?|fever|crisis|lesions?|deformity|malformation|atrophy|paralysis|seizures?|epilepsy|ataxia|encephalitis|arteritis|vasculitis|cardiomyopathy|abscess|pneumonia|drops|solution|lactate|pessary|brace|splint|cast|traction|exercises?|technique|approach|incision|flap|shunt|fistula|anastomosis|block|angle|view|regimen|consensus|recommendations?|gangrene|purpura|bodies|disorder|macroglobulin\w*|transformation|resection|hierarchy|health|mutation|gene|antigen|antibod(?:y|ies)|positive|negative|status|level|count|principles|handbook|manual|initiative|medicine|sarcoma|esophagus|oesophagus|angina|thyroiditis|colitis|contracture|chorea|dystrophy|anaemia|anemia|"
    r"nephropathy|arthropathy|encephalopathy|aphasia|area|aneurysm|operation|repair|graft|stent|valve|pump|forceps|"
    r"retractor|clamp|staging|stage|grading|grade|formula|questionnaire|inventory|assessment|model|hypothesis|theory|effect|"
    r"paradox|principle|curve|plot|coefficient|report|review|inquiry|textbook|podcast|blog|station|street|road|airport|"
    r"\d{4};|v\.?\s|vs\.?\s|diet|pharma\w*|inc\b|ltd\b|mg\b|mcg\b|\d+\s?mg|tablets?|vaccin\w+|pathway|bundle|checklist|day|week|month|club)\b",
    re.IGNORECASE,
)
STARTS_WITH_AGE = re.compile(
    rf"^\s*(?:,\s*(?:is\s+)?(?:an?\s+|aged?\s+|now\s+|who\s+is\s+(?:an?\s+)?)?(?:{AGE}|\d{{1,3}}(?=\s*(?:[,.;)]|$|\s(?:and|with|from|presents?|who|came)\b)))"
    r"|,\s*(?:my|our|the)\s+(?:[\w-]+\s+){0,3}?(?:patient|pt|lady|gentleman|inpatient)\b(?!['’]?s)"
    r"|\s*[,(]?\s*(?:in\s+)?(?:bed|bay|side\s+room|room|ward|cubicle)\s+\w{0,2}\d\w?\b"
    rf"|\(\s*(?:aged?\s+)?(?:{AGE}|\d{{1,3}}|[MF],?\s?\d{{1,3}})\s*[,)/]"
    r"|[,(]?\s*\(?(?:d\.?o\.?b|mrn|nhs\s+n|hosp(?:ital)?\s+n|ssn|date\s+of\s+birth|b\.\s?\d|born\s)"
    rf"|\s+(?:is|was)\s+(?:an?|my|our)\s+(?:(?:\w+\s+)?{AGE}|(?:[\w-]+\s+){{0,2}}(?:patient|inpatient|pt)\b(?!s)|[\w-]+-year-old)"
    rf"|\s+(?:is|was|turned|turns|aged)\s+\d{{1,3}}(?=\s*(?:[,.;!]|$|and\b|years)))",
    re.IGNORECASE,
)
DONE_TO = re.compile(
    r"^,?\s+(?:(?:who|has|had|have|just|finally|sadly|then|also|now|[a-z]+ly)\s+){0,3}(?:(?:was|were|is|been|got|being|gets)\s+(?:\w+ly\s+)?(?:re)?(?:admitted|discharged|referred|diagnosed|brought|rushed|"
    r"transferred|intubated|ventilated|sectioned|resuscitated|hospitali[sz]ed|operated|biopsied|scanned|clerked|"
    r"readmitted|pronounced|cannulated|catheteri[sz]ed|extubated|seen\s+(?:in|at|by|on)|booked|treated|reviewed|moved\s+to|listed\s+for|due|having)"
    r"|died|passed\s+away|collapsed|arrested|deteriorated|relapsed|underwent|came\s+(?:in|to)|presented\s+(?:to|with|at|again|last|this|on|in)|presents\s+with|attended|"
    r"delivered|self-discharged|developed|suffered|complained|fell|(?:has|had|with)\s+(?:a\s+)?(?:stroke|cancer|sepsis|mi|dvt|pe|dementia|diabetes|leukaemia|surgery|seizures?|chemo\w*|metastatic|stage)|"
    r"needs?\s+(?:a\s+)?(?:transplant|surgery|scan|biopsy|bed))\b",
    re.IGNORECASE,
)
SURELY_DONE_TO = re.compile(
    r"\b(?:admitted|discharged|brought|rushed|sectioned|intubated|hospitali[sz]ed|died|passed|collapsed|came\s+in|underwent|attended|self-discharged|clerked)\b",
    re.I,
)
THEIR_RELATIVE = re.compile(
    rf"^['’]s\s+(?:(?:elderly|older|younger|poor|lovely)\s+)?{RELATION}\b", re.I
)
STAY = re.compile(
    r"\b(?:was|been|got|has)\s+(?:\w+ly\s+)?(?:re)?(?:admitted|discharged|rushed|sectioned|intubated|brought)|\b(?:died|passed|collapsed)",
    re.I,
)
ILLNESS = re.compile(
    r"(?:itis|osis|oma|emia|aemia|pathy|penia|trophy|plasia|ectomy|otomy|scopy|gram|mab|nib|pril|statin|olol|cillin|mycin|azole|prazole|sartan|ine|ide|ate)s?$"
)
MY_OWN = re.compile(
    r"\b(?:my|our)\s+(?!(?:\w+\s+)?(?:colleague|boss|consultant|registrar|friend|mentor|wife|husband|partner|hero|trainer|supervisor|student|editor|professor|teacher|secretary|president))"
    r"[^,.;!?\n]{2,30},\s*$",
    re.IGNORECASE,
)
WHO = re.compile(
    r"^,?\s+who\s+(?:is|was|has|had|lives|presented|came|underwent|needs|takes|suffers)\b", re.I
)
AT_WORK = re.compile(
    r"^,\s+(?:our|my|the)\s+(?:[\w-]+\s+){0,2}?(?:consultant|registrar|surgeon|\w{3,}ologist|physician|anaesthetist|midwife|matron|pharmacist|physio\w*|nurse|doctor|professor|lead|manager|dentist|boss|gp)\b"
    r"|^\s+\((?:T&O|ENT|ITU|ICU|ED|paeds|gynae|renal|resp\w*|cardio\w*|ortho\w*|surg\w*|radiology|anaesthetics|consultant|reg(?:istrar)?)\b",
    re.IGNORECASE,
)
THING_AFTER = re.compile(
    r"^(?:['’]s?)?[\s-]+(?:\w+\s+)?(?:Hospitals?|Medical|Clinic|Infirmary|Ward|House|Lodge|Surgery|Practice|Health|Centre|Center|Street|Road|Lane|Avenue|Foundation|Trust|Building|Park|School|Library|Unit|Wing|Theatre|Hall|Lecture|Prize|Medal|"
    r"trial|syndrome|sign|score|disease|criteria|paper|method|study|classification|&)\b"
)
# Who pays the author is a company, unless a given name stands there.
PAID_BY = re.compile(
    r"\b(?:consult(?:s|ed|ing|ant|ancy)?\s+(?:work\s+)?(?:for|to|at|with)|advisory\s+boards?\s+(?:of|for|at|with)|advis(?:e|ed|or|er|ing)\s+(?:to|for)|"
    r"(?:fees?|honorari\w+|grants?|funding|support|money|sponsorship|payments?|lunch|travel)\s+(?:\w+\s+)?from|(?:funded|sponsored|paid|employed)\s+by|"
    r"(?:shares?|stocks?|equity)\s+in|(?:work|worked|works|working)\s+for|speakers?['’]?\s+bureau\s+(?:of|for)|"
    r"(?:disclosures?|conflicts?\s+of\s+interests?|coi|interests)\s*:)\s+(?:(?:the\s+)?[\w&-]+(?:,\s+(?:and\s+)?|\s+and\s+|\s+&\s+)|[\w-]+\s+[\w-]+(?:,\s+(?:and\s+)?|\s+and\s+)){0,5}$",
    re.IGNORECASE,
)
HOUSE_NUMBER = re.compile(
    r"\b(?:(?:join|meet|find|see|visit)\s+us|come\s+(?:along\s+)?to|venue|held|hosted)\b[^.!?]{0,40}(?<![\w.])\d{1,5}[A-Za-z]?,?\s+$",
    re.IGNORECASE,
)
STREETS = frozenset(
    "Street St Road Rd Avenue Ave Lane Ln Drive Close Court Way Place Terrace Crescent Gardens Grove Boulevard Square Row Mews Walk Hill Park Parade".split()
)
SAINT = re.compile(r"\b(?:St|Ste|Mt|Saint|Santa|San)\.?\s$")
LEADS_TO = re.compile(
    r"(?:\b(?:for|of|with|like|to|similar\s+to|specifically|especially|particularly|considering|in|by|about|regarding|named?|called|is|was|re:?|"
    r"male|female|man|woman|pt|patient|case|see|review|ref\.?|discuss(?:ed|ing)?|and|see|saw|from|treat(?:ed|ing)?|manag(?:e|ed|ing))|[-:,(])\s*$",
    re.IGNORECASE,
)
JUST_AGED = re.compile(rf"(?:{AGE})\s+$", re.I)
ILL = re.compile(r"\bpresent(?:s|ed)\s+(?:to|with)\b", re.I)
LOOSE_AGE = re.compile(
    r"^[^.!?\n]{0,25}?,\s*(?:aged?\s+)?\d{1,3}(?=\s*(?:[,.;!]|$))|\baged\s+\d{1,3}\b"
)
ENCOUNTER = re.compile(
    r"\b(?:saw|seen|seeing|reviewed|review|admitted|clerked|discharged|operated\s+on|treated|treating|visited|looked\s+after|looking\s+after|"
    r"caring\s+for|cared\s+for|said\s+goodbye\s+to|lost|delivered|intubated|resuscitated|consented|examined|diagnosed|"
    r"met|sat\s+with|chatted\s+(?:to|with)|spoke\s+(?:to|with)|talked\s+to|phoned|called|rang|case\s+details\s+for|notes\s+(?:for|on|of)|"
    r"results\s+for|bloods\s+(?:for|on)|scan\s+for|discuss(?:ed|ing)?|referral\s+for|ref\s+to|case\s+of|chart\s+of|letter\s+for|"
    r"for|of|with|like|to|similar\s+to|specifically|especially|particularly|considering|in)\s+(?:little\s+|old\s+|poor\s+|dear\s+|lovely\s+)?$",
    re.IGNORECASE,
)
ENCOUNTER_VERB = re.compile(
    r"\b(?:saw|seeing|reviewed|admitted|clerked|discharged|operated\s+on|treated|treating|looked\s+after|looking\s+after|"
    r"caring\s+for|cared\s+for|said\s+goodbye\s+to|delivered|intubated|resuscitated|consented|scanned|pronounced|cannulated|extubated|sectioned|anaesthetised|vaccinated|examined|diagnosed|sat\s+with|told|consoled|comforted|hugged|counselled|rang|phoned|spoke\s+(?:to|with)|talked\s+(?:to|with)|"
    r"bloods\s+(?:for|on)|case\s+of|like|similar\s+to|lost)\s+(?:little\s+|old\s+|poor\s+|dear\s+|lovely\s+)?$",
    re.IGNORECASE,
)
WHERE = re.compile(
    r"\b(?:ward|bay|bed|icu|itu|picu|nicu|hdu|a&e|clinic|resus|theatre|surgery|hospice|discharge|admission|scan|biopsy|chemo\w*|"
    r"stroke|cancer|sepsis|fall|fracture|copd|dementia|dialysis|transfusion|nof|dka|mi|pe|icd|hip|unit|home\s+visit|diagnosis|labour|"
    r"relapse\w*|palliative|consultation|appointment|blood|bloods|results?|hospital|mrn|operation|transplant|er|ed|cardiac|overdose)\b",
    re.IGNORECASE,
)
APPOSED_BEFORE = re.compile(r"(?:,|\(|\s-|:|\bof|\bfor|\bwith|\bin)\s*$")
APPOSED_AFTER = re.compile(
    r"^\s*(?:[,.;?!)(]|$|-\s|(?:who|with|w/|was|is|has|had|from|at|on|seen|admitted|presented|came|born|and|being|after|for|in)\b)"
)
DESCRIBED = re.compile(
    rf"(?:{AGE}|\b(?:patients?|pts?|(?:wo)?man|fe?male|lady|gentleman|boy|girl|infant|baby|child|primip|neonate|toddler|teenager|resident)\b)"
    r"[^.!?;\n]{0,90}$",
    re.IGNORECASE,
)
CARED_BY = re.compile(
    r"\b(?:seen|treated|managed|referred|reviewed|admitted|operated|followed|diagnosed|assessed|examined|performed|"
    r"prescribed|discharged|validated|authori[sz]ed|signed|evaluated|cared\s+for|delivered|dictated|clerked|anaesthetised|"
    r"copied|cc|to|under|attending|visit|visits|care\s+of|appointment\s+with|appt\s+with|consultant|gp|clinician|surgeon|notes\s+(?:indicate|for|by|from))"
    r"(?:\s+(?:back|by|to|under|with|for|from|on|in|clinic|dr|the|care|of|our|her|his|their|gp|consultant|surgeon|is|was|,|:)){0,4}[\s:,]*$"
    r"|\b(?:by|under)\s+$",
    re.IGNORECASE,
)
PARTICLES = re.compile(
    r"(?:(?:van|von|de|der|den|la|el|al|bin|ibn|ap|ter|ten|du|di|da|dos|mac|ní|nic|of)[ ]){1,3}$"
)
TREATS = re.compile(
    r"^(?:['’]s\s+(?:clinic|list|patient|office|practice|surgery|letter)|\s+(?:has\s+|had\s+|is\s+|was\s+|who\s+)?(?:treated|treating|treats|"
    r"referred|saw|sees|seeing|operated|diagnosed|admitted|prescribed|reviewed|performed|started|discharged|delivered|wrote|noted|from|at)\b)",
    re.IGNORECASE,
)
POSSESSED = re.compile(
    r"^['’]s\s+(?:[\w-]+\s+){0,2}(?:scans?|biops(?:y|ies)|results?|bloods?|diagnosis|surgery|operation|family|mum|mother|dad|wife|husband|son|daughter|"
    r"death|case|notes|chart|mri|ct|x-?ray|ecg|echo|discharge|admission|cancer|tumou?r|relapse|chemo\w*|consultant|gp|bed|clinic|condition|hip|heart|kidneys?|baby|carer|nok|history|cardiologist|oncologist)\b",
    re.IGNORECASE,
)
LOWER_TITLE = re.compile(
    r"(?<![\w@#])(?:mrs|mr|ms|miss|mx)\.?[ ](?P<name>[a-z][a-z'’-]{2,}(?:[ ][a-z][a-z'’-]+)?)"
    r"|(?<![\w@#])(?:pt|patient)[ ](?P<pt>[a-z][a-z'’-]{2,}[ ][a-z][a-z'’-]{2,})"
)
DOCTOR_INITIAL = re.compile(rf"(?<![\w@#])(?:Dr|Prof|Mr|Mrs|Ms)\.?[ ][{UPPER}]\.(?![\w.])")
EXAMPLE = re.compile(
    r"(?:\bpatients?|\bpts?|\bcases?|\bthose|\bsomebody|\bsomeone|\bcase|\bnotes|\bdetails|\brecords?|\bresults|\bchart)(?:\s+details|\s+notes)?,?\s+"
    r"(?:like|such\s+as|similar\s+to|for|of|in)\s+$",
    re.IGNORECASE,
)
IN_PLACE = re.compile(r"\b(?:in|at|from|near|to|of)\s+(?:the\s+|our\s+)?$", re.IGNORECASE)
JUST_DESCRIBED = re.compile(
    rf"(?:{AGE}(?:\s+(?:\w+\s+)?(?:fe?male|(?:wo)?man|boy|girl|lady|gentleman|patient|pt|[MF]))?"
    r"|\b(?:my|our|this|a)\s+(?:\w+\s+)?(?:patient|pt|lady|gentleman))\s*[,(]\s*$",
    re.IGNORECASE,
)
# Somebody in a post about a patient, though no word says 'patient': what people do, say and are told.
_THEY = r"(?:\s*,?\s+(?:just|never|always|finally|still|also|then|now|again|even|who|only|really|sadly|actually|[a-z]+ly))?"
ACTS = re.compile(
    rf"^{_THEY}\s+(?:rang|said|says|asked|asks|went|wants?|wanted|needs|needed|came|looked|looks|sent|told|tells|keeps|kept|refuse[sd]|"
    r"agree[sd]|declined?s?|cried|smile[sd]|laughed|walk(?:ed|s)|fell|woke|opened|squeezed|held|thanked|gave|lives?|lived|left|arrived|survived|"
    r"brought|tried|slept|ate|knew|knows|thinks|thought|felt|feels|lost|took|takes|turned|turns|signed|waited|deteriorated|vomited|bled|arrested|died|"
    r"won['’]t|can['’]t|didn['’]t|hasn['’]t|doesn['’]t|isn['’]t|wasn['’]t|"
    r"(?:is|was|has|had|'s)\s+(?:been\s+)?(?:not\s+|still\s+|now\s+|finally\s+|so\s+|very\s+|only\s+|back\s+)?(?:listed|going|gone|doing|home|waiting|awake|asleep|scared|frightened|"
    r"fine|better|worse|stable|unwell|poorly|confused|septic|febrile|crashing|dying|dead|extubated|off|on|in|under|due|ready|coming|asking|refusing|"
    r"bleeding|vomiting|breathing|walking|eating|talking|seen|told|given|started|moved|sent|allowed|cleared|lost|pregnant|admitted|discharged|alive|my|our|the|a\s+(?:saint|fighter|legend|lady|gentleman)|\d))\b",
    re.IGNORECASE,
)
_ILL_WITH = (
    r"(?:sepsis|cannula|catheter|line|drain|rash|mri|ct|x-?ray|scan|echo|ecg|ultrasound|biopsy|bloods?|results?|film|swab|culture|smear|letter|"
    r"referral|consent|form|surgery|operation|section|transplant|transfusion|chemo\w*|dialysis|murmur|wound|leg|foot|feet|hand|arm|head|back|chest|hip|knee|eyes?|"
    r"lungs?|heart|liver|kidneys?|tumou?r|cancer|stroke|fracture|fall|seizure|diagnosis|death|birth|discharge|admission|assessment|visit|bed|ward|notes?|"
    r"chart|obs|dnacpr|swallow|feed|dose|wait(?:ing)?|funeral|family|wife|husband|mother|father|mum|dad|daughter|son|parents|photos?|pictures?|story|care|carer|news|"
    r"opinion|review|advice|positive|negative|nursing|antibiotics|insulin|morphine|oxygen)"
)
DONE_ON = re.compile(
    rf"(?:\b{_ILL_WITH}\b(?:\s+\w+){{0,3}}?\s+(?:on|in|of|for|from|to|with|by|into)\s+(?:poor\s+|little\s+|dear\s+|old\s+|lovely\s+|young\s+)?$"
    r"|\b(?:asked|told|promised|phoned|called|rang|thank(?:ed)?|hugged|helped|consented|cannulated|intubated|bleeped\s+about|handed\s+over|reviewed|examined|"
    r"admitted|discharged|treated|met|saw|lost|miss(?:ed)?|remember|nursed|washed|fed|dressed|delivered|transferred|clerked|followed|visited|held|taught\s+by|"
    r"think(?:ing)?\s+(?:about|of)|thought\s+(?:about|of)|talk(?:ed|ing)?\s+(?:to|with|about)|spoke\s+(?:to|with)|speak\s+to|listen(?:ed)?\s+to|sent\s+to|written\s+to|"
    r"wrote\s+to|worried\s+about|crying\s+(?:for|with)|sat\s+with|waiting\s+for|look(?:ed|ing)\s+after|goodbye\s+to|in\s+memory\s+of|condolences\s+to|family\s+of|because\s+of|instead\s+of)"
    r"\s+(?:poor\s+|little\s+|dear\s+|old\s+|lovely\s+|young\s+|wee\s+)?$"
    r"|\b(?:bed|bay|cubicle|room|side\s?room|slot|list|trolley)\s?\w{1,3}\s*(?:is|was|has|-|:|=|,)?\s*$"
    r"|\b(?:mdt|handover|list|clinic|ward\s+round|theatre|icu|take|update|morning|tonight|today|next|first\s+up|re|rip)\s*[:,-]\s*$"
    r"|\b(?:if|when|whether|because|since|until|while|before|after|that)\s+$"
    rf"|\b(?:our|my|the|this|that|a|an|another)\s+(?:[\w-]+\s+){{0,2}}(?:man|woman|lady|gentleman|boy|girl|lad|lass|chap|fella|bairn|baby|patient|pt|prem|twin|teen|kid|legend|hero|warrior|fighter|neighbour|regular)\s*,?\s+$)",
    re.IGNORECASE,
)
FOR_TO = re.compile(r"\bfor\s+$", re.I)
TO_DO = re.compile(
    r"^\s+to\s+(?:get|be|have|see|go|come|hear|die|wait|leave|eat|sleep|walk|breathe|recover|receive|reach|find|start|stop)\b",
    re.I,
)
TOLD_OF = re.compile(
    r"^\s*(?:,\s*(?:my|our|the|who|post|pod|day|admitted|known|previously|background|pmh|bg|t\d|with|on|in|aged|[A-Z]?\d|nok)\b|\((?:next\s+of\s+kin|nok|mum|dad|wife|husband|daughter|son|bed|ward|day|pod|\d)"
    r"|,?\s+(?:re|post[- ]op|day\s+\d|pod\s*\d|with|needs)\b)",
    re.IGNORECASE,
)
THANKED_PATIENT = re.compile(
    r"^,?\s+for\s+(?:letting|allowing|trusting|teaching\s+me|sharing|your\s+(?:trust|patience|murmur|courage))\b",
    re.I,
)
CLINICAL = re.compile(
    r"\b(?:patients?|pts?|wards?|clinic|icu|itu|nicu|picu|a&e|ed|hospital|hospice|theatre|surgery|surgeon|registrar|houseman|f1|f2|sho|nurses?|midwife|doctors?|gp|mdt|"
    r"transplant|biopsy|scan|mri|ct|x-?ray|ecg|bloods?|cultures|sepsis|stroke|cancer|tumou?r|chemo\w*|radiotherapy|dialysis|cannula|murmur|rash|malaria|artesunate|"
    r"dnacpr|next\s+of\s+kin|diagnos\w+|treatment|cardiac|arrest|resus\w*|miscarr\w+|stillb\w+|labour|foetal|fetal|endometriosis|diabet\w+|copd|pneumonia|fracture|"
    r"discharge\w*|admi(?:tted|ssion)|obs|temp|post[- ]?op|home\s+visit|prescri\w+|antibiotics?|insulin|trolley|ambulance|paramedic|physio|moles|leukaemia|dementia|"
    r"delirium|overdose|seizures?|epilep\w+|asthma|hip|trauma|bleed\w*|haemorrhage|vomit\w*|fever|febrile|palliative|deteriorat\w+|wound|catheter|ventilat\w+|intubat\w+|"
    r"oxygen|sats|unit|bed\s?\d+|bay\s?\w|dysphagia|swab|film|outpatients?|follow[- ]up|illness|terminal|scd|sickle|hiv|tb|copd|mnd|dvt|pe|nstemi|stemi)\b",
    re.IGNORECASE,
)
# A text that says so itself: no patient of anybody's.
INVENTED = re.compile(
    r"\b(?:invented|fictional|fictitious|made[- ]up|imaginary|mock|simulated|standardi[sz]ed|pretend|fake)\s+(?:case|patient|name|scenario|family)|"
    r"\bcase,?\s+(?:is\s+)?(?:invented|made\s+up|fictional)\b|^\W*(?:invented|fictitious|fictional)\s*[:.]|\bcomposite\s+of\b(?<!not a composite of)|\bsim(?:ulation)?\b[^\n]{0,80}\b(?:dummy|mannequin|manikin|actors?)\b|\bosce\b|\brole[- ]?play|\bon\s+this\s+day\s+in\b",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:d\.?o\.?b|date\s+of\s+birth|born(?:\s+on)?|mrn|hospital\s+n(?:o|umber)|nhs\s+n(?:o|umber))\b[\s.:#]{0,4}\w{0,2}\d",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:reading|in\s+(?:1[0-8]\d\d|19[0-6]\d)|memoir|novel|documentary|netflix|biograph\w+|museum|portrait|statue|international\s+day)\b",
    re.IGNORECASE,
)
