"""Students of every health profession but medicine: they count with the profession they learn.

'Student nurse' stands with the nurses, 'pharmacy student' with the allied professions; the class of
students is that of medicine alone. Looked up before the students', so that a phrase is theirs once.
"""

from rounds.identity.bios.phrases import Family
from rounds.identity.roles import Role

NURSES = Family("<nurse>", 0, "what a student of nursing is to be", """
nurse, midwife, rn, rmn, health visitor, nursing associate, nurse associate, nurse practitioner, crna, np, fnp, (adult|child|children s|paediatric|mental health|learning disability|district|community) nurse
""")  # fmt: skip

NURSING = Family("<nursing>", 0, "the subjects of nursing", """
nursing, midwifery, (adult|child|children s|paediatric|pediatric|mental health|mh|learning disability|ld|psychiatric|community|masters|degree) nursing, bsn, adn, absn, msn, dnp, bscn, bn, bnurs, bsc (in|) (nursing|midwifery), gnm, anm, nclex, (nursing|midwifery) degree
""")  # fmt: skip

THERAPISTS = Family("<therapist>", 0, "what a student of an allied profession is to be", """
paramedic, physio, physiotherapist, physical therapist, pharmacist, dentist, radiographer, dietitian, dietician, odp, ot, slt, slp, pa, physician (associate|assistant), optometrist, optom, occupational therapist, podiatrist, osteopath, audiologist, orthoptist, prosthetist, sonographer, speech (and language|language|) (therapist|pathologist), (clinical|counselling|counseling|health|forensic|educational|) psychologist, chiropractor, social worker, biomedical scientist, hygienist, dental (nurse|hygienist|therapist), pharmacy (technician|tech), emt, respiratory therapist, rad tech, counsellor, counselor, psychotherapist, perfusionist, phlebotomist, (art|music|drama|play|occupational) therapist, nutritionist, optician, radiation therapist, clinical officer, ahp, kinesiologist, exercise physiologist, genetic counsellor, genetic counselor
""")  # fmt: skip

THERAPIES = Family("<therapy>", 0, "the subjects of the allied professions", """
paramedic (science|sciences|practice), paramedicine, physio, physiotherapy, physical therapy, pharmacy, pharm, b pharm, bpharm, m pharm, mpharm, pharmd, pharm d, dental (surgery|hygiene|therapy|nursing|), dentistry, bds, dds, dmd, bdent, bchd, optometry, optom, (diagnostic|therapeutic|) radiography, dietetics, nutrition (and dietetics), human nutrition, occupational therapy, ot, slp, slt, speech (and language|) (therapy|pathology), dpt, pt, pa, physician (associate|assistant) (studies|), osteopathy, podiatry, chiropractic, audiology, orthoptics, prosthetics, biomedical science, biomed sci, (medical laboratory|med lab|medical lab|clinical laboratory) (science|sciences|technology|), medlab, mlt, mls, radiation therapy, (respiratory|respiratory care) therapy, odp, operating department practice, (clinical|) social work, msw, ems, emt, (clinical|counselling|counseling|health) (psychology|psych), clin psych, psyd, dclinpsy, dclinpsych, sports (therapy|rehab), bpt, mpt, bmlt, dmlt, ultrasound, sonography, clinical officer, exercise physiology, genetic (counselling|counseling), art therapy, music therapy
""")  # fmt: skip

SUBJECTS = (NURSES, NURSING, THERAPISTS, THERAPIES)


def _phrases(person: str, subject: str) -> str:
    """Every way of saying that one learns to be a `person`, or studies a `subject`."""
    return f"""
(student|trainee|apprentice|learner|st|<year> student) {person}, {subject} (student|stud|stu|undergrad|undergraduate|trainee|candidate|cand|freshman|sophomore|finalist|fresher|apprentice|intern|learner),
student of {subject}, (student|studying|studies|study|reading|doing|degree|undergrad) (in|) {subject}, {person} (student|students|in training|trainee|apprentice), <year> (of|in|student|) {subject}, <year> {person},
{subject} <year>, {subject} school <year>, (in|at|through|surviving|survived|finishing|currently in) {subject} school, {subject} (class of|) <n>, (bsc|msc|ba|pgdip|masters) (in|) {subject} (student|<year>),
(studying|training|learning) to (be|become) (a|an) {person}, (training|studying|learning) as (a|an) {person}, (halfway|half way|two thirds) through {subject} school, newly qualifying {person}
"""


APPRENTICES = (
    Family(Role.NURSE_OR_MIDWIFE, 4, "a student of nursing or midwifery", f"""{_phrases("<nurse>", "<nursing>")},
pflegestudent*, azubi pflege, pflegeazubi, auszubildende pflege*, pflegeschuler*, krankenpflegeschuler*, hebammenstudent*, hebammenschulerin, ifsi, (etudiant|etudiante) (en|) (soins infirmiers|maieutique|sage femme|infirmier*), (eleve|etudiante) (infirmier*|sage femme), (estudiante|estudante|alumna|alumno) de (enfermeria|enfermagem|obstetricia), (academica|academico) de enfermagem, (studente|studentessa) di (infermieristica|ostetricia), studentka (pielegniarstwa|poloznictwa), student pielegniarstwa, (طالب|طالبة) (تمريض|التمريض), (mahasiswa|mahasiswi) (keperawatan|kebidanan), 看 護 学 生, 간 호 학 생, verpleegkunde student, student verpleegkunde, hbo v, sygeplejestuderende, sykepleierstudent, sjukskoterskestudent, hemsirelik ogrencisi, mwanafunzi wa uuguzi, st nurse, stnurse, studentnurse, studentmidwife, (nursing|midwifery) (clinicals|placement|placements|finals|course|degree), (mh|adult|child|ld|mental health) branch, capping day
"""),
    Family(Role.ALLIED_HEALTH, 4, "a student of an allied profession", f"""{_phrases("<therapist>", "<therapy>")},
pharmaziestudent*, zahnmedizinstudent*, physiotherapieschuler*, (etudiant|etudiante) (en|) (pharmacie|dentaire|kine|kinesitherapie|orthophonie|ergotherapie|odontologie), (estudiante|estudante) de (farmacia|odontologia|fisioterapia|nutricion|nutricao|terapia ocupacional|logopedia|optica), (academica|academico) de (odontologia|fisioterapia|farmacia|nutricao), (studente|studentessa) di (farmacia|fisioterapia|odontoiatria), (طالب|طالبة) (صيدلة|أسنان|اسنان|طب أسنان|طب اسنان|علاج طبيعي), (mahasiswa|mahasiswi) (farmasi|gizi|kedokteran gigi|fisioterapi), (student|studentka) (farmacji|stomatologii|fizjoterapii), eczacilik ogrencisi, dis hekimligi ogrencisi, pharm d (candidate|student), p1 pharmacy, (p1|p2|p3|p4) (student|pharmacy|pharmd), pharmacy (intern|extern|resident), (pre reg|prereg|preregistration|foundation trainee|trainee) (pharmacist|optometrist|optom|pharmacy), foundation (pharmacist|dentist), dental foundation (trainee|year|dentist), appe rotations, appes, 薬 学 生, 薬 学 部, 歯 学 生, 歯 学 部, (pgdip|diploma) (student|) paramedic
"""),
)  # fmt: skip
