"""Where a patient lives is found whole; the address of a college, a venue or a study is nobody's."""

import pytest

from rounds.gate.checks.registry import check_text

WHOLE = [
    # text, the address as it is to be taken out
    (
        "address: 9 Sycamore Terrace, Springfield, IL 62704",
        "9 Sycamore Terrace, Springfield, IL 62704",
    ),
    ("home visit flat 2a, 31 Elm Rd, Glasgow G11 5RD", "flat 2a, 31 Elm Rd, Glasgow G11 5RD"),
    ("PO Box 204, Bozeman MT 59715, needs her insulin mailed", "PO Box 204, Bozeman MT 59715"),
    (
        "H.No. 8-2-120, Road No. 2, Banjara Hills, Hyderabad 500034",
        "H.No. 8-2-120, Road No. 2, Banjara Hills, Hyderabad 500034",
    ),
    (
        "patient stays at 17, 6th Cross, Indiranagar, Bengaluru - 560038",
        "17, 6th Cross, Indiranagar, Bengaluru - 560038",
    ),
    ("Pt wohnt in der Birkenstraße 4, 50674 Köln", "Birkenstraße 4, 50674 Köln"),
    ("Patientin wohnt Berliner Straße 12, Leipzig", "Berliner Straße 12, Leipzig"),
    (
        "Elle habite 12 rue de la République, 69002 Lyon, chute ce matin",
        "12 rue de la République, 69002 Lyon",
    ),
    (
        "Lady from Flat 12, 8 Harbour View, Cork T12 X8AN with sepsis",
        "Flat 12, 8 Harbour View, Cork T12 X8AN",
    ),
    (
        "He lives at Plot No. 45, Sector 12, Dwarka, New Delhi 110075",
        "Plot No. 45, Sector 12, Dwarka, New Delhi 110075",
    ),
    (
        "Patient lives at 17 Wattle Street, Parramatta NSW 2150",
        "17 Wattle Street, Parramatta NSW 2150",
    ),
    ("Our patient at 5 Kenyatta Avenue, Nakuru misses dialysis", "5 Kenyatta Avenue, Nakuru"),
    (
        "Home visit at 1024 W Elm St, Apt 4B, Peoria IL 61604",
        "1024 W Elm St, Apt 4B, Peoria IL 61604",
    ),
    ("Old lady, 14 Rosewood Close, found on the floor.", "14 Rosewood Close"),
    ("She lives just behind the baker on Cowley Road", "Cowley Road"),
    ("her ZIP is 62704", "62704"),
    ("her PIN code is 500034", "500034"),
    ("She lives behind the baker on Cowley Road, sw1a1aa", "sw1a1aa"),
]

NOBODYS = [
    "Our clinic has moved to 12 High Street, come and visit us.",
    "We reviewed 24 Hour Drive data in patients.",
    "The 3 Way Court ruling on consent matters to every patient.",
    "BP 118/70 in a 60-year-old lady, K 4.1.",
    "The study randomised 560038 people in Hyderabad 500034 and Delhi.",
    "The BMA, Tavistock Square, London, published a paper.",
    "I live on Cowley Road and I love it.",
    "John Snow closed the pump in Broad Street in 1854.",
    "Interviews for trainees at St Elsewhere, 20 Example Way, London.",
    "Take the 42 North Road bus to our hospital.",
    "My PIN is 123456 and so is everybody's.",
    "Wie war der Kurs am Alexanderplatz 5?",
]


@pytest.mark.parametrize(("text", "address"), WHOLE)
def test_an_address_of_a_patient_is_found_whole(text: str, address: str) -> None:
    found = [(f.kind, text[f.start : f.end]) for f in check_text(text)]
    assert [w for kind, w in found if kind in {"address", "postcode"} and w == address] == [address]


@pytest.mark.parametrize("text", NOBODYS)
def test_the_address_of_a_house_of_work_or_a_study_is_left_in_peace(text: str) -> None:
    assert [(f.kind, text[f.start : f.end]) for f in check_text(text)] == []
