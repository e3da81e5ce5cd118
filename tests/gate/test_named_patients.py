"""Posts that name a patient or a relative: found by what the sentence says, in any culture's names."""

import time

import pytest

from rounds.gate.checks.registry import check_text

NAMING = [
    # the post, and the words that have to lie in findings
    ("Mr Patel in bed 4 arrested at 3am", "Mr Patel"),
    ("Just saw Margaret Thompson in bay 4, she's doing better", "Margaret Thompson"),
    ("Lovely chat with Doris today, 92, hip fracture", "Doris"),
    ("Her mum Sandra was in tears", "Sandra"),
    ("My patient Ngozi Okafor was discharged today", "Ngozi Okafor"),
    ("Patient: Llŷr ap Gwilym, DOB 3/4/1961", "Llŷr ap Gwilym"),
    (
        "Siobhán Ní Dhomhnaill, a 54-year-old teacher, came in with a stroke",
        "Siobhán Ní Dhomhnaill",
    ),
    ("We lost little Aaliyah last night in PICU, aged 4", "Aaliyah"),
    ("Bloods on Mrs Ó Súilleabháin are back", "Mrs Ó Súilleabháin"),
    ("pt john smith needs a bed", "john smith"),
    ("mrs patel in resus now", "mrs patel"),
    ("Today I told Krzysztof Wiśniewski that his cancer is back", "Krzysztof Wiśniewski"),
    ("Referred by Dr Sarah P. from Chicago, 54F with SLE", "Dr Sarah P."),
    ("My patient 张伟 was admitted yesterday", "张伟"),
    ("a 54-year-old man, محمد الأحمد, with chest pain", "محمد الأحمد"),
    ("Иван Петров, 54, has a STEMI", "Иван Петров"),
    ("Spoke to his wife, Thandiwe, about DNACPR", "Thandiwe"),
    ("Her daughter Aoife rang the ward", "Aoife"),
    ("Abdul-Rahman al-Sayed was admitted with DKA", "Abdul-Rahman al-Sayed"),
    ("Nguyễn Thị Hoa, 61, admitted with TB", "Nguyễn Thị Hoa"),
    ("Case of a 30yo, Priya Venkataraman, with PRES", "Priya Venkataraman"),
    ("My patient, Oluwaseun, wants to go home", "Oluwaseun"),
    ("This is about a patient called Myfanwy who has MND", "Myfanwy"),
    ("Mrs Smith-Jones died this morning", "Mrs Smith-Jones"),
    ("Diagnosed our receptionist's son Tariq with leukaemia", "Tariq"),
    ("A woman named Zsófia came to A&E with PE", "Zsófia"),
    ("PATIENT JOHN SMITH NEEDS BLOOD", "JOHN SMITH"),
    ("Finally discharged Bob from ward 7 after 90 days!", "Bob"),
    ("Sarah's biopsy came back: sarcoma. She is 19.", "Sarah"),
    ("patient is Kwame Mensah, 45M", "Kwame Mensah"),
    ("Rest in peace Doris, my favourite patient on ward 9", "Doris"),
    ("Operated on Mr O'Brien yesterday, huge AAA", "Mr O'Brien"),
    ("Mr James T., operated at St. Vincent's on May 30th", "St. Vincent's"),
    ("Baby Oscar born at 24 weeks goes home", "Oscar"),
    ("Ahmed (54M) with STEMI", "Ahmed"),
    ("Our lady in bed 3, Gwenllian, is 104", "Gwenllian"),
    ("Chidinma Eze presented to A&E with sickle crisis", "Chidinma Eze"),
    ("Jean-Luc Picard-Dubois was rushed to theatre", "Jean-Luc Picard-Dubois"),
    ("Saw Taylor in clinic today, Crohn's flare", "Taylor"),
    ("She lives in Abergavenny and has Huntington disease", "Abergavenny"),
    ("Pt from Merthyr, seen at Prince Charles Hospital with TB", "Prince Charles Hospital"),
    ("Passport number 533380006 of a patient", "533380006"),
    ("NI number QQ 12 34 56 C", "QQ 12 34 56 C"),
    ("My 3pm, Devonte Harris, finally agreed to dialysis", "Devonte Harris"),
    ("So sad. Elsie in side room 2 died before her son could come", "Elsie"),
    ("This lady (Pauline B.) has had four falls since Easter", "Pauline B."),
    ("Anyone else seen Mr Okonkwo's CT? He is on Ward 12", "Mr Okonkwo"),
    ("Told Tadhg and his dad that the scan is clear!", "Tadhg"),
    ("22F, Jasmine K, OD, ?liver transplant", "Jasmine K"),
    ("A 3 yo called Bartholomew swallowed a battery", "Bartholomew"),
    ("Miss Featherstonehaugh refuses insulin", "Miss Featherstonehaugh"),
    ("patient name: Olga Ivanova", "Olga Ivanova"),
    ("Re: Sunita DEVI d.o.b. 12.5.1950", "Sunita DEVI"),
    ("The footballer Jamie Vardyson was admitted to our ICU on 3 May", "Jamie Vardyson"),
    (
        "My uncle Kofi's surgeon at Komfo Anokye Hospital removed the wrong kidney; he was admitted on 2 May",
        "Komfo Anokye Hospital",
    ),
    ("She is Mr Singh's daughter and lives at 14 Alma Road, Leicester", "14 Alma Road"),
    ("Brought in by ambulance from HMP Wandsworth: Darren, 34, stab wound", "Darren"),
    ("Consented Ffion for a hip replacement, she is terrified", "Ffion"),
    ("Our patient in bed 7, Yetunde Bakare, won the lottery", "Yetunde Bakare"),
    ("Wendy (bed 4) pulled out her line again", "Wendy"),
    ("Seen at Withybush Hospital on 4/5/2024, 34F with a PE", "Withybush Hospital"),
    ("Insurance ID KX-88372 for my patient", "KX-88372"),
    ("Call his wife on 07700 900456", "07700 900456"),
    ("The patient's email is z.malik@example.org", "z.malik@example.org"),
    (
        "45 year old José María García de la Torre has a glioblastoma",
        "José María García de la Torre",
    ),
    ("Patient X is actually Rhiannon from Tesco in Bangor", "Rhiannon"),
    ("Just pronounced Walter Pemberton. 3 weeks in our ICU.", "Walter Pemberton"),
    ("Lost my first patient today. Goodbye Agnieszka.", "Agnieszka"),
    ("a 9-year-old boy, Rhys, with new T1DM", "Rhys"),
    ("Dr Nkemelu referred a 30-year-old with TTP to us", "Dr Nkemelu"),
    ("MRN 4471920, ?appendicitis", "4471920"),
    ("Little Zainab's chemo finished today! She rang the bell", "Zainab"),
    ("My neighbour's baby, Ottilie, has bronchiolitis and is in HDU", "Ottilie"),
    ("Her brother Fionnbharr has the same mutation", "Fionnbharr"),
    ("I saw Mrs. van der Berg in the memory clinic", "Mrs. van der Berg"),
    ("Driving licence MORGA657054SM9IJ was in the patient's bag", "MORGA657054SM9IJ"),
    ("He gave his address as Flat 2, 19 Kingsway Terrace, Cardiff", "19 Kingsway Terrace"),
]
GROUPS = {
    "smith": ("Smith", "John Smith", "Mary Jones", "Peter Taylor", "Susan Brown", "David Wilson"),
    "hyphenated": (
        "Anne-Marie Clarke-Jones",
        "Fitzgerald-Lowe",
        "Lily-Mae Smythe-Barton",
        "Kerry-Ann Holt",
    ),
    "welsh": (
        "Llinos Prydderch",
        "Gwenllian ap Rhys",
        "Dafydd Llwyd",
        "Angharad ferch Owain",
        "Meirion Pughe",
    ),
    "south asian": (
        "Priyanka Subramanian",
        "Venkat",
        "Gurpreet Kaur",
        "Muhammad Iqbal Chaudhry",
        "Nusrat Jahan",
    ),
    "african": (
        "Ngozi Adichie-Eze",
        "Oluwadamilola",
        "Kwabena Asante",
        "Thulani Dlamini",
        "Wanjiru Kamau",
    ),
    "arabic": (
        "Abdul Rahman al-Harbi",
        "Yusuf ibn Tariq",
        "Noor El-Sayed",
        "Khadija bint Omar",
        "Hussein",
    ),
    "east asian": (
        "Ng Siew Ling",
        "Wu Jing",
        "Ji-hoon O",
        "Chan Ka Wai",
        "Nguyễn Văn Minh",
        "Xiuying Zhao",
        "Haruki Yoshimoto",
        "Min-jun Seo",
        "Thuỳ Trang",
    ),
    "slavic": (
        "Krzysztof Brzęczyszczykiewicz",
        "Oksana Hryhorenko",
        "Dragan",
        "Željka Šimić",
        "Ágnes Szőke",
    ),
    "other scripts": (
        "张伟",
        "محمد الأحمد",
        "Иван Петров",
        "प्रिया शर्मा",
        "佐藤花子",
        "김민수",
        "யாழினி",
        "דוד לוי",
    ),
}
SENTENCES = (
    "Mr {} was admitted to our ward last night with sepsis.",
    "My patient {} is doing well after surgery.",
    "A 54-year-old woman, {}, presented with chest pain.",
    "{}, a 61-year-old man with COPD, was ventilated.",
    "Her daughter {} is asking about DNACPR.",
    "{} was discharged from ward 6 yesterday.",
    "I am looking after a man called {} who has MND.",
    "Referred by Dr {} with a new murmur; 45M, febrile.",
    "Discussed with the patient's wife, {}, today.",
    "{} (72F) has a hip fracture and is waiting for theatre.",
    "Spoke to {}'s mother about the biopsy. The child is 6.",
    "Mrs {} in bay 2 fell again.",
)  # fmt: skip

# However a name is written, in sentences that call nobody a patient.
NAMES = (
    "Li Na", "Xu Li", "O Min-jung", "Yi Sun", "Mei-ling Xu", "TAN Wei Ling", "NGUYEN Thi Hoa", "An Tran", "Long Pham",
    "Hung Vo", "Ho Man Tak", "Will Ng", "May Wong", "Song Hye-kyo", "Young-ja Kim", "Min Yoongi", "Su Su Htwe",
    "Maung Maung", "Sokha Chea", "Bat-Erdene Ganbold", "Ni Made Sari", "Gift Banda", "Bright Osei", "Precious Moyo",
    "Blessing Eze", "Ahmad bin Yusof", "Siti binti Rahman", "R. Subramaniam a/l Muthu", "J. Okafor", "Jan van der Berg",
    "Seán Ó Briain", "Máire Ní Shúilleabháin", "Siân ap Rhys", "Graciela Vda. de Torres", "Sergio de los Santos",
    "Ana e Silva", "D'Angelo O'Neil", "Zoë Brontë-Ng", "Lorna Black", "Björk Guðmundsdóttir", "김민수", "محمد الأحمد",
)  # fmt: skip
SAID_IN_PASSING = (
    "We lost {} to leukaemia on Tuesday.",
    "{}'s potassium is 7 and nobody told me.",
    "Spent the night beside {}, who was terrified of the scan.",
    "Two hours on the floor before the crew got to {}.",
    "#sepsis {} is finally off the ventilator",
    "The ward sang for {}, ninety today and dying.",
)
# Somebody is named beside patients and is none of them.
OTHERS = (
    "{}, our new consultant, did the ward round in wellies.",
    "Thank you {} for covering my clinic when my daughter had a fever.",
    "Great talk by {} on dying at home, every hospice should see it.",
    "The minister, {}, says that no patient waits in a corridor.",
    "Retirement drinks for {} after thirty years in our pharmacy.",
    "Vote {} for council, she knows what a ward looks like.",
    "According to {}, one in ten patients falls on the ward.",
    "The paper by {} et al made us stop the routine catheters.",
    "In 1911 {} described nine patients with nephritis.",
    "Our registrar {} caught the bleed before any of us.",
    "Night shift with {} from radiology, forty scans and no chairs.",
    "Welcome {}, our new diabetes nurse, send her your tricky hypos!",
    "Mr {}, our orthopaedic surgeon, buys the doughnuts on the trauma list.",
    "Journal club tonight: {} on steroids in croup, ward 4 seminar room.",
)


def uncovered(text: str, words: str) -> str:
    """Those characters of `words` that lie in no finding."""
    start = text.index(words)
    found = {place for f in check_text(text) for place in range(f.start, f.end)}
    places = range(start, start + len(words))
    return "".join(text[p] for p in places if p not in found and not text[p].isspace())


@pytest.mark.parametrize(("text", "words"), NAMING)
def test_a_post_that_names_a_patient_is_asked_about(text: str, words: str) -> None:
    assert uncovered(text, words) == ""


@pytest.mark.parametrize("group", GROUPS)
def test_names_of_every_culture_are_found_where_smith_is(group: str) -> None:
    missed = [
        (name, sentence)
        for name in GROUPS[group]
        for sentence in SENTENCES
        if uncovered(sentence.format(name), name)
    ]
    assert missed == []


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    missed = [post for post in SAID_IN_PASSING if uncovered(post.format(name), name)]
    assert missed == []


@pytest.mark.parametrize("post", OTHERS)
def test_whoever_has_another_role_is_left_in_peace(post: str) -> None:
    names = [name for some in GROUPS.values() for name in some if " " in name]
    asked = [n for n in names if any(f.kind == "name" for f in check_text(post.format(n)))]
    assert asked == []


def test_a_post_without_any_sign_of_care_names_nobody() -> None:
    assert check_text("Off to Porto with Haruki Yoshimoto and Ngozi Okafor, tickets booked!") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ng Siew Ling " * 400,
        "patient " * 600 + "Mary Smith",
        "thanks " * 600 + "Mary Smith",
        "Mary Smith, who " + "is the our my " * 400,
        "Mary Smith " + "sadly " * 800 + "died",
        "the paper by the study by " * 200 + "Mary Smith",
        "Ab-" * 400 + " died",
        "A. B. " * 900 + "ward",
        "Mary Smith's " + "very old " * 500 + "heart",
    ],
)
def test_a_name_in_a_long_monotonous_text_is_weighed_quickly(text: str) -> None:
    started = time.process_time()
    check_text(text)
    assert time.process_time() - started < 2
