"""Names in other scripts: a change of script beside a patient is somebody's name.

A clinician who writes English, French or Welsh changes to Arabic, Chinese or Cyrillic letters for a
name. Where the whole text is in such a script, the words of that language for 'patient', 'Mr' and
'called' lead to the name.
"""

import re

from rounds.gate.checks.name_cues import AT_WORK, NOBODY_AFTER
from rounds.gate.checks.name_roles import Roles
from rounds.gate.checks.reading import AGE, Reading

# Letters that are not Latin; single Greek letters are units and subtypes, so three make a word.
_FOREIGN = (
    r"[\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u0900-\u0dff\u0e00-\u0eff\u0f00-\u0fff"
    r"\u1000-\u109f\u10a0-\u10ff\u1100-\u11ff\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\ufb50-\ufdff\ufe70-\ufeff]"
)
_GREEK = r"[\u0370-\u03ff\u1f00-\u1fff]{3,}"
_RUN = re.compile(rf"(?:{_FOREIGN}+|{_GREEK})(?:[ ·・.\-'’]{{1,2}}(?:{_FOREIGN}+|{_GREEK}))*")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_LEADS = re.compile(
    r"\b(?:patient|pt|mr|mrs|ms|miss|dr|doctor|prof|named?|called|known\s+as|mum|mother|father|dad|wife|husband|son|daughter|"
    r"sister|brother|relative|nurse|name\s+is|name:|saw|met|reviewed|admitted|discharged|re:?|case\s+of|with|for|like|"
    r"lady|gentleman|man|woman|boy|girl|baby|referred\s+by|seen\s+by|by|spoke\s+to|of)\b[\s.:,(\"'“‘-]*$",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"(?:patient|pt|mr|mrs|ms|miss|admitted|discharged|case\s+of)\b", re.IGNORECASE
)
_AGE_NEAR = re.compile(
    rf"^\s*[,(]?\s*(?:an?\s+|aged?\s+)?(?:{AGE}|\d{{1,3}}\s*[,)])", re.IGNORECASE
)
_THEIR_WORDS = re.compile(
    r"(?:المريضة|المريض|مريضتي|مريضي|السيدة|السيد|الدكتور|اسمها|اسمه|مریض|بیمار|خانم|آقای|החולה|המטופלת|המטופל|מר|גב['׳]|"
    r"患者|病人|先生|女士|名叫|叫做|пациентка|пациент|больная|больной|господин|госпожа|зовут|пацієнтка|пацієнт|ασθενής|κύριος|κυρία|"
    r"रोगी|मरीज़|मरीज|श्री|श्रीमती|रोगिणी|রোগী|জনাব|ரோகி|நோயாளி|రోగి|환자|ผู้ป่วย|คนไข้|คุณ)[\s:：,،]{0,3}"
    rf"(?P<name>{_FOREIGN}{{2,}}(?:[ ·]{_FOREIGN}{{2,}}){{0,2}})",
    re.IGNORECASE,
)

_IN_GREEK = re.compile(
    r"(?i:ασθεν(?:ής|ή|ούς)|άρρωστ(?:ος|η)|κύριος|κυρία|κυρίας|κ\.)[ ](?P<name>[Α-ΩΆ-Ώ][α-ωά-ώ]+(?:[ ][Α-ΩΆ-Ώ][α-ωά-ώ]+){0,2})"
)


def other_scripts(reading: Reading, roles: Roles) -> list[tuple[int, int]]:
    """Where names in scripts other than Latin stand beside a patient, or in a text that tells of care."""
    text = reading.folded.plain
    if text.isascii():
        return []
    found = []
    if _LATIN.search(text):
        for run in _RUN.finditer(text):
            sentence = reading.around(run.start())
            led = _LEADS.search(text, max(sentence.start, run.start() - 40), run.start())
            aged = _AGE_NEAR.match(text[run.end() : run.end() + 30])
            words = run[0].count(" ") + 1
            after = text[run.end() : run.end() + 60]
            handle = text[run.start() - 1 : run.start()] == "@"
            if words > 5 or handle or AT_WORK.match(after) or NOBODY_AFTER.match(after):
                continue
            named = led and (sentence.particular or _SURELY.search(led[0]))
            if aged or named or roles.could_be_a_patient(run.span(), sentence):
                found.append(run.span())
    found += [m.span("name") for m in _THEIR_WORDS.finditer(text)]
    found += [m.span("name") for m in _IN_GREEK.finditer(text)]
    return [s for s in found if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in found)]
