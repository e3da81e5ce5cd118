"""What a check by context takes for an identifier, before it becomes a finding.

`weak` ones count only where the text names the patient otherwise: 'in Chicago' or 'last July' is
nobody's, until a name, a number or a hospital stands beside it.
"""

from dataclasses import dataclass

from rounds.gate.checks.fold import Folded
from rounds.gate.checks.sources import GMC_SUM, safe_harbor
from rounds.gate.finding import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the folded text, and the kind of identifier it may be."""

    start: int
    end: int
    kind: str
    weak: bool = False


# kind: (letter of the US rule, what it reads like, what could stand there)
SAID: dict[str, tuple[str, str, str]] = {
    "name": ("A", "the name of somebody beside a patient", "a patient"),
    "facility": ("B", "where a patient was treated", "a hospital"),
    "place": ("B", "where a patient lives or was treated", "a town"),
    "address": ("B", "a patient's address", "at home"),
    "postcode": ("B", "a full postcode", "a town nearby"),
    "ward": ("B", "the ward or the bed of a patient", "a ward"),
    "date": ("C", "the day of one patient's care", "recently"),
    "age": ("C", "the age of a patient who is named", "their age band"),
    "phone": ("D", "a telephone number", "the number I was given"),
    "ssn": ("G", "a social security number", "a patient"),
    "record_number": ("H", "a hospital or record number", "a patient"),
    "insurance_number": ("I", "an insurance number", "a patient"),
    "account_number": ("J", "the number of an account", "an account"),
    "passport": ("K", "the number of a passport or an identity card", "a patient"),
    "registration": ("K", "the number of a licence or a registration", "a colleague"),
    "vehicle": ("L", "the number of a vehicle", "a car"),
    "device": ("M", "the number of one device", "a device"),
    "url": ("N", "a link to one patient's record", "a link I was given"),
    "handle": ("N", "the account or the page of a patient", "a patient"),
    "ip_address": ("O", "the address of one computer", "a computer"),
    "biometric": ("P", "a voice print or a fingerprint on file", "a recording"),
    "photo": ("Q", "the file of a patient's picture", "a picture"),
    "code": ("R", "a code that stands for one patient", "a patient"),
    "occupation": ("R", "the work of a patient who is named", "their work"),
}


def finding(folded: Folded, candidate: Candidate) -> Finding:
    """What the author reads about a candidate."""
    letter, what, instead = SAID[candidate.kind]
    start, end = folded.span(candidate.start, candidate.end)
    words = folded.plain[candidate.start : candidate.end]
    if candidate.kind == "name" and words.startswith(("Dr", "Doctor", "Prof", "Nurse", "Sister")):
        instead = "a colleague"
    return Finding(
        start=start,
        end=end,
        kind=candidate.kind,
        reason=f"This reads like {what}; take it out, or confirm that it is nobody's.",
        source=safe_harbor(letter, GMC_SUM),
        suggestion=instead,
    )
