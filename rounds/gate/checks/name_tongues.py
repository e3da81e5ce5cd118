"""Names in sentences of other languages, by the plain patterns: 'la paciente María López', 'Frau Müller'.

The rest of the reading goes by English words. Here each language gives its words for a patient, which lead
to a name by themselves, and its titles, which do so beside a word of care and away from thanks.

What would break it: 'hasta', which is 'until' in Spanish and 'patient' in Turkish.
"""

import re

from rounds.gate.checks.lexicon import is_given, is_ordinary, is_town
from rounds.gate.checks.reading import Reading
from rounds.gate.checks.shapes import CAPITAL, INITIAL

_PART = r"(?:de|da|do|dos|das|di|del|della|la|las|los|le|du|van|von|der|den|y|e)"
_NAME = rf"(?P<name>{CAPITAL}(?:[ ](?:{_PART}[ ]){{0,2}}(?:{CAPITAL}|{INITIAL})){{0,3}})"
_TITLE = (
    r"(?:Frau|Herrn?|[Ss]eñor(?:a|ita)?|Sra?\.|[Dd]oñ?a|[Dd]on|[Ss]ignora?|[Ss]ig\.(?:ra)?|Madame|Monsieur|Mademoiselle|Mme|Mlle|M\.|"
    r"[Ss]enhora?|Pani?|[Mm]evrouw|[Mm]eneer|[Dd]hr\.|[Mm]evr\.|[Dd]omnul|[Dd]oamna)"
)
_PATIENT = (
    r"(?:[Pp]acientes?|[Ee]nferm[oa]|[Dd]oente|[Uu]tente|[Pp]aziente|[Mm]alat[oa]|[Dd]egente|[Pp]atiente|[Mm]alade|Patientin|Patienten|"
    r"[Pp]acjent(?:ka|ki|ce|kę|a|em|owi)?|[Cc]hor[yaąe]j?|[Hh]asta(?:m|mız)|[Pp]atiënte?|[Pp]acient(?:a|ul|ei|ului|ka)|[Bb]olesnica|[Bb]ệnh\s+nhân|"
    r"(?:[Dd]er|[Mm]ein(?:en|em)?|[Uu]nser(?:en|em)?)\s+Patient|[Ll]e\s+patient|[Mm]on\s+patient|[Uu]n\s+patient,)"
)
_LED = re.compile(
    rf"(?<![\w@#])(?:{_PATIENT}|(?P<turkish>[Hh]asta))[,:]?[ ](?P<title>{_TITLE}[ ])?{_NAME}"
)
_TITLED = re.compile(rf"(?<![\w@#]){_TITLE}[ ]{_NAME}")
_CARE = re.compile(
    r"\b(?:ingres|de\s+alta|fiebre|operad[oa]|falleci|muri[oó]|enferm|hospital|cáncer|cancer|urgencias|quirófano|diagn[oóò]s|sepsis|ricoverat|febbre|"
    r"ospedale|mort[oa]\b|decedut|dimess|reparto|polmonite|tumor|internad|febre|faleceu|morreu|cirurgi|hospitalis|opéré|décéd|fièvre|réanimation|"
    r"sortie|admise?\b|gestorben|verstorben|station|fieber|operiert|entlassen|aufgenommen|krankenhaus|klinik|krebs|schlaganfall|gestürzt|sturz|"
    r"intensiv|notaufnahme|leito\s*\d|letto\s*\d|kamer\s*\d|cama\s*\d|bett\s*\d|zimmer\s*\d|perdi\b|perdemos|kanker|tbc|tubercolosi|ictus|infart|beroerte|"
    r"nowotw|łóżk|kanser|przyjęt|wypisan|zmarł|operac|oddział|gorączk|szpital|udar|taburcu|ameliyat|yatırıldı|vefat|öldü|ateş|serviste|"
    r"yoğun\s+bakım|opgenomen|overleden|koorts|ziekenhuis|internat|decedat|febră|spital)",
    re.IGNORECASE,
)
_TURKISH = re.compile(r"[ışğİ]|\b(?:dün|bugün|oldu|edildi|için|ve)\b")
_THANKS = re.compile(
    r"\b(?:danke?|merci|gracias|grazie|obrigad[oa]|dzięk\w+|teşekkür\w*|vortrag|charla|ponencia|conférence|congrès|kongress|congreso|convegno|"
    r"relazione|palestra|wykład|konferan\w+|kongre\w*|estudio|studie|étude|studio|libro|livre|buch|profesora?|kolleg\w+|colega|collègue)\b",
    re.IGNORECASE,
)


def in_other_tongues(reading: Reading) -> list[tuple[int, int]]:
    """Where the name of a patient stands after that word, or after a title, of another language."""
    text = reading.folded.plain
    found = []
    for match in _LED.finditer(text):
        words = match["name"].split()
        sure = match["title"] or len(words) > 1 or is_given(words[0])
        if match["turkish"]:
            sure = len(words) > 1 and _TURKISH.search(text)
        if sure and not all(map(is_ordinary, words)) and not is_town(match["name"]):
            found.append(
                (match.start("title") if match["title"] else match.start("name"), match.end("name"))
            )
    for match in _TITLED.finditer(text):
        sentence = reading.around(match.start())
        said = text[sentence.start : sentence.end]
        if (
            _CARE.search(said)
            and not _THANKS.search(said)
            and not is_ordinary(match["name"].split()[0])
        ):
            found.append(match.span())
    return found
