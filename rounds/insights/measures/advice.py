"""Advice: whether a sentence tells somebody what to do. Pure; English only.

A word alone advises nobody: 'an ECG I will never forget' and 'what we should do' are no advice. So a
sentence counts only by its build: an instruction at the head of a clause, a duty laid on somebody
other than the speaker, or advice that is named as such. What is asked, wondered or regretted ('what
we should', 'I should have') is left out, and so is housekeeping of the chat itself (its tag, its
posts), which advises nobody about medicine.

Source: mission I6.
"""

import re
from collections.abc import Mapping

FEWEST, MOST = 5, 50
"""Words of a sentence that may advise."""

_DO = (
    r"(?-i:(?![A-Z]{2}))(?:add|admit|agree on|aim|allow|ask|assess|assume|avoid|be (?:careful|honest|kind|aware|ready|clear|specific|wary)|"
    r"begin|bring|call|change|check|choose|compare|confirm|consider|consult|count|cut|debrief|discuss|document|"
    r"encourage|escalate|examine|exclude|explain|explore|find|follow|forget|get|give|go back|hold|ignore|include|inform|invite|involve|"
    r"keep|learn|leave|let|limit|listen|look|make|measure|monitor|name|offer|pause|plan|practise|practice|prepare|prescribe|"
    r"protect|push|put|read|refer|reflect|rely|remember|repeat|report|reserve|review|rule out|say|screen|see|send|set|share|"
    r"show|skip|speak|start|stay|step|stop|switch|take|talk|teach|tell|test|think|treat|trust|try|underestimate|use|wait|watch|"
    r"weigh|write)"
)
_NOT_DO = (
    r"(?!\s+(?:is|was|are|were|of|has|had|been|by|out|at this|this is|it is|so|not)\b)(?=\s+\w)"
    r"(?!\s+(?:forward|home)\b)"
)
_HEAD = (
    r"(?:^|[;:]\s+|\s[-\u2013\u2014]\s*|\bplease\s+|\bso\s+please\s+"
    r"|^(?:if|when|whenever|before|after|once|unless|instead|first|second|then|next|in doubt|at night)\b[^,;:]*,\s*(?:then\s+)?"
    r"|^(?:and|but|so|then|also|yes|no|first|just|simply)[,]?\s+(?:then\s+|just\s+)?)"
)
_ELIDED = r"(?!\s+(?:think|know|feel|believe|see|have|like|want|understand|remember|recall|care|get|need|agree|mind)\b|\s+forget\s*[-\u2013\u2014,.!])"
_WONDERED = r"(?<!\bwhat )(?<!\bhow )(?<!\bwhy )(?<!\bwhether )(?<!\bwhen )(?<!\bwho )(?<!\bif )(?<!\bwhere )"
_MODAL = (
    r"(?:should(?:n['\u2019]t| not)?|must(?:n['\u2019]t| not)?|ought to)"
    r"(?!['\u2019]ve)(?! have\b)(?! (?:be|feel|sound) (?:so |very |really )?(?:interesting|fun|fine|ok|okay|good|great|easy|nice|hard|tired|tough)\b)"
)
_PEOPLE = (
    r"(?:you|we|everyone|everybody|people|patients|clinicians|doctors|nurses|students|trainees|juniors|"
    r"seniors|consultants|teachers|tutors|hosts|schools|they)"
)
_FIRST = r"(?<!\bI )(?<!\bi )(?<!\bthey )(?<!\bwho )(?<!\bwe )(?<!\bhe )(?<!\bshe )"

ADVICE: Mapping[str, str] = {
    "should, must, ought to (laid on somebody else)": (
        rf"(?:(?:{_WONDERED}\b(?!i\b|what\b|how\b|why\b|whether\b|who\b|which\b|it\b)[\w'\u2019)%]+)\s+(?:really |always |never |also |all |both )?{_MODAL})(?=\s+\w)"
    ),
    "you, we ... need to, have to": (
        rf"{_WONDERED}\b{_PEOPLE} (?:all |really |always |do |also |just |still )?(?:needs?|have) to\b"
    ),
    "an instruction at the head of a clause (ask, check, avoid ...)": (
        rf"{_HEAD}{_DO}(?<!think)(?<!look)(?<!see)(?<!forget)(?<!remember)(?<!assume)\b{_NOT_DO}"
        rf"|{_HEAD}(?:think (?:about|of|twice|ahead|before|first|through)|look (?:for|up|after|again|beyond))\b"
        rf"|{_HEAD}remember (?:to|that)\b"
    ),
    "do not, don't, never (as an instruction)": (
        rf"{_HEAD}(?:do not|don['\u2019]t){_ELIDED}(?=\s+[a-z])|{_HEAD}never\s+{_DO}\b|\bso never\s+{_DO}\b"
    ),
    "always (as an instruction)": rf"(?:{_HEAD}|\bso\s+|{_FIRST}\b(?<=to ))always\s+{_DO}\b",
    "make sure, be sure to, don't forget": (
        rf"{_FIRST}\b(?:make sure|be sure to)\b|{_HEAD}(?:do not|don['\u2019]t|never) forget(?= \w)"
    ),
    "I or we recommend, suggest, advise": (
        r"\b(?:i|we)(?:['\u2019]d| would| strongly| always| really| do)* (?:recommend|suggest|advise)\b"
        r"|\bmy advice\b|\bi(?:['\u2019]d| would) (?:urge|encourage) (?:you|everyone|everybody|all)\b"
    ),
    "important to, better to, worth trying": (
        r"\b(?:important|essential|vital|crucial|wise|best|better|helps|safer|sensible) to (?!(?:know|hear|see) (?:that )?(?:you|i)\b)(?!\w+ing\b)(?!\w+ (?:this|that)\W*$)[a-z]+"
        r"|\bworth (?:asking|checking|trying|reading|considering|remembering|measuring|repeating)\b"
    ),
    "tip:, take-home:, key point:": (
        r"\b(?:tip|pearl|advice|take[- ]home(?: message| point)?|key (?:point|message)|bottom line)\s*[:\u2013\u2014-]\s+\w"
    ),
}
"""The constructions of advice, as they are printed, and how they are found."""

ADVISES = {says: re.compile(pattern, re.IGNORECASE) for says, pattern in ADVICE.items()}

HOUSEKEEPING = re.compile(
    r"\b(?:re)?tweet(?:s|ing|ed)?\b|\bhash-?tags?\b|\btoots?\b|\bnominat\w+|\bregister (?:for|here|now)\b|"
    r"\bsee (?:you|u) (?:next|all|there|soon)\b|\b(?:introduce|tell us|say hello)\b|\bprompts? by\b|"
    r"\btag with\b|\byour posts?\b|\b(?:add?|use|keep|with) #\w|\b(?:please )?share your\b|\bplease share\b|"
    r"\b(?:vote|tune in|stay tuned|sign up|follow us|join us)\b|"
    r"\b(?:be here|have been here|come to (?:our|the|my) (?:booth|stand|poster|session|talk))\b",
    re.IGNORECASE,
)
"""Words about the chat itself; what they advise is no recommendation of the chat."""


def advises(sentence: str) -> tuple[str, ...]:
    """The constructions by which the sentence advises; empty when it does not.

    Example: `advises('We should check potassium before we give it.')` names 'should, must, ...'.
    """
    if "?" in sentence or not FEWEST <= len(sentence.split()) <= MOST:
        return ()
    if HOUSEKEEPING.search(sentence):
        return ()
    return tuple(says for says, pattern in ADVISES.items() if pattern.search(sentence))
