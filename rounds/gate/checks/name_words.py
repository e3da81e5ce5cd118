"""The words by which a text shows whom it names: of illness and care, of work, of public life.

Small letters; a star stands for any ending, an underscore for a blank. `name_signs` sets them beside
a name, and counts them in its sentence and in the rest of the text.
"""

import re
from collections.abc import Sequence

PATIENT = """patient pt client inpatient outpatient lady gentleman man woman girl boy boys lad lass chap fella bairn baby babe infant child
 kid toddler teenager teen prem twin neonate newborn old_boy fighter warrior frequent_flyer regular primip little_one wee_one pensioner
 survivor service_user admission referral mother-to-be mum_to_be dad_to_be octogenarian schoolgirl schoolboy """
KIN = """mum mummy mom mama mother dad daddy father nan nana gran grandma granny grandmother grandpa grandad grandfather grandson
 granddaughter grandchild sister sisters brother brothers wife husband partner spouse fiancé fiancée fiance fiancee son sons daughter
 daughters aunt auntie aunty uncle niece nephew cousin carer carers widow widower parent parents twins stepfather stepmother girlfriend
 boyfriend relative relatives next_of_kin nok neighbour neighbours neighbor family families bump"""
BODY = """sepsis septic cannula* catheter* line lines drain drains rash mri ct cts ctpa xray* x-ray* cxr scan scans echo ecg ecgs ekg eeg ctg
 ultrasound biopsy biopsies blood bloods result results film films swab* culture* smear urine stool* sample* operation surgery section
 transplant* transfus* chemo* radiotherapy dialysis murmur wound* ulcer* leg legs foot feet toe toes hand hands arm arms head headache*
 back chest hip hips knee knees eye eyes pupil* lung lungs heart liver kidney* spleen brain bowel skin spine tumour* tumor* lump* cancer*
 leukaemi* leukemi* lymphoma sarcoma melanoma carcinoma stroke* hemi fractur* fall falls seizure* epilep* diagnos* prognosis capacity
 dnacpr swallow* feed feeds dose doses antibiotic* insulin morphine oramorph oxygen sats gcs temp bp hb potassium sodium lactate trop
 troponin creat creatinine inr crp bmi ph ketone* dka mi stemi nstemi pe pes dvt af copd asthma pneumonia* tb hiv covid uti aki nof mca
 gi bleed bleeding bled haemorrhage subdural brugada lbbb rosc stent pacemaker shunt stoma tube ng peg trachy ventilator cpap bipap
 dementia delirium alzheimer* parkinson* als mnd ms schizophreni* psychosis bipolar depress* anxiety overdose* self-harm paracetamol
 clozapine methadone warfarin apixaban doac steroid* tablet* pill pills meds medication tto ttos script dosette jab vaccin* allerg*
 anaphyla* pregnan* labour laboured c-section pre-eclampsia placenta miscarr* stillb* contraction* heartbeat breech nec croup fever*
 febrile pain painful nausea vomit* jaundice* itch* hiccup* cough* wheez* breathless* collapse* confus* drowsy lethargic weak weakness
 numb* dizz* bruis* burn burns bite bites cyst hernia* appendix gallbladder lap_chole abscess infection* infected gangrene amput*
 pressure_sore* sacrum eardrum nostril* tooth teeth denture* cataract* glaucoma papilloedema retina* implant amnio lumbar puncture
 diarrhoea norovirus sickle thalass* diabet* hypo hypos bm coma unconscious resus* shock shocks stab stabbed gunshot leukodystrophy
 cirrhosis ejection_fraction nephr* hemianopia pelvis femur hypothermi* choking ligature poisoned poisoning rabies malaria measles
 cholera dengue haemoglobin platelets neutrophils fistula hemiparesis hemorrhage cardiac arrest arrested collapsed news nbm npo
 catheterised units crossmatch glucagon adrenaline ketamine fentanyl naloxone epipen oedema mole moles warts scar nails wheelchair
 frame ate eats slept woke gram negatives bottles post-natal postnatal mood post-op postop postpartum ventricular device gait
 tremor memory tongue appetite frail* frame hoist calliper hearing_aid* stairs steps
 readmission labouring nil_by_mouth dissecting dissection flap anorexia non-compliance vertigo colostomy ileostomy amnesia insomnia palpitations syncope oedematous swelling swollen lymph
 biopsied relapse* remission symptom* presentation illness ill sick unwell poorly recover* deteriorat* obese starving malnourished dehydrated
 rigors sweats hallucinat* voices suicidal paranoid manic psychotic withdrawal intoxicated drunk alcohol heroin thrombolys* nihss stitches
 sutures plaster cast ankle wrist elbow shoulder neck tibia rib ribs nose ear ears throat tonsils thyroid breast breasts prostate bladder
 uterus ovary ovarian womb testic* nipple umbilical cord curtains hair waters_broke dilated effaced epidural forceps ventouse jaw face cheek
 wisdom sock hemicolectomy haematuria obs vf vt sinus tachy brady paced ecmo iabp tavi pci cabg ablation suture bandage slough necrosis
 commode slippers"""
CARE = """ward wards bay bed beds trolley side_room cubicle clinic a&e ed er icu itu nicu picu hdu resus theatre hospital hospice ambulance
 corridor waiting_room waiting_list triage discharge* readmitted admitted admission handover shift on_call home_visit referr* safeguarding
 mdt placement package_of_care care_home nursing_home night nights unit psych gp surgery list notes chart letter appointment appt
 follow-up obs clerked clerk* intubat* ventilat* extubat* sectioned cannulated consented delivered treated treatment examined assess*
 review reviewed operated scanned sedation palliative rehab physio district_nurse* social_worker* community paramedic* dialys* nurs*
 crew hospital_at_home lifeboat 999 interpreter ect rounds ward_round seclusion section_136 isolation"""
DEATH = """died die dies dying dead death deceased passed_away passing funeral crem mourn* grief grave lost slipped_away rosc cpr arrest* dnacpr
 palliative hospice rest_in_peace rest_easy fly_high survive* end_of_life last_days rip coroner miss_you gone"""
FEELING = """cry* cried tear tears sob* gutted angry furious raging wept hug hugs hugged brave* sorry haunt* forget sad smile* smiled cheer* laugh*
 can't_stop_thinking thoughts_are prayers heartbroken heartbreaking heart breaks scared frightened guilt* shook broken"""
PROFESSION = """doctor* consultant* registrar reg houseman house_officer f1 f1s f2 fy1 fy2 sho shos spr nurse nurses matron ward_sister charge_nurse
 midwife midwives health_visitor* paramedic* emt physio* ot slt physician* surgeon* anaesthetist* anesthetist* anaesthesiologist*
 anesthesiologist* intensivist* pharmacist* dietitian* dietician* radiographer* radiologist* pathologist* biochemist* therapist*
 psychologist* psychiatrist* technician* technologist* porter porters receptionist* clerk secretary secretaries manager managers director
 directors executive* exec ceo coo cno cardiologist* neurologist* oncologist* dermatologist* urologist* nephrologist* rheumatologist*
 gynaecologist* haematologist* microbiologist* virologist* epidemiologist* immunologist* endocrinologist* gastroenterologist*
 ophthalmologist* pulmonologist* geriatrician* paediatrician* pediatrician* obstetrician* clinician* dentist* hygienist* optometrist*
 optician* podiatrist* audiologist* hca hcas anp acp professor* prof lecturer* teacher* tutor* trainer* supervisor* trainee* student*
 fellow intern interns researcher* scientist* statistician* engineer* developer* dean provost vice-chancellor principal treasurer colleague*
 boss mentor coordinator* co-ordinator* administrator* librarian* chaplain* reverend imam rabbi solicitor* lawyer* barrister* police*
 officer* volunteer* cleaner* domestic switchboard housekeeper* orthotist* prosthetist* vet clinical_lead nursing_lead ward_lead team_lead
 unit_lead service_lead control_lead research_lead guideline_lead network_lead programme_lead education_lead course_lead rota_lead
 stroke_lead quality_lead lead_author lead_nurse lead_clinician chief_investigator investigator* guardian educator* examiner* assessor*
 appraiser* commissioner* practitioner* prescriber* specialist* expert* pioneer* polymath undertaker* phlebotomist* perfusionist* scrub
 theatre_sister practice_manager anatomist missionary gasman
 locum* locums colleague specialty_doctor hospitalist* bed_manager site_manager interpreter_service crewmate technicians porter's
 sister_in_charge night_sister theatre_team play_specialist bereavement_midwife"""
OFFICE = """minister* health_secretary secretary_of_state mp mps senator* congressman congresswoman mayor* governor* king queen prince princess
 lord dame baroness saint pope judge* ombudsman president* vice-president prime_minister chancellor councillor* candidate*
 campaigner* activist* advocate* whistleblower* actor* actress* singer* rapper* comedian* presenter* broadcaster* newsreader* journalist*
 reporter* columnist* correspondent* novelist* writer* author authors authored poet* sculptor* painter* photographer* illustrator* historian*
 philosopher* footballer* cyclist* striker* goalkeeper* midfielder* captain coach olympian* athlete* champion* celebrity influencer* blogger*
 chef editor* chair chairs chaired chairman chairwoman founder* founded co-founder winner* nobel* laureate* speaker* host hosts hosted hosting
 guest panellist* organiser* organizer* co-author* delegate* rep trustee* patron spokesman spokeswoman spokesperson cabinet chief select_committee
 tribunal inquiry inquest hearing parliament senate candidate runs_for sentenced
 shadow spokes* nominee ambassador* bishop archbishop royal duchess duke emperor general colonel admiral envoy commissioner* regulator
 billionaire entrepreneur inventor* composer* conductor* dancer* model boxer jockey rower golfer astronaut explorer*"""
PUBLISHED = """paper papers study studies talk talks lecture lectures lectured keynote* book books memoir* novel novels thread threads slide slides session
 sessions chapter chapters piece article* essay* blog blogs podcast* episode* editorial* tweet tweets tweeted poster posters workshop*
 webinar* guideline* report reports thesis research trial trials tutorial* textbook* handbook illustration* cartoon* quote* quotation
 speech interview interviews remarks plenary abstract infographic* leaflet publication* album* song songs film films documentary series
 show play poem* column op-ed petition statement comments presentation presented grand_round grand_rounds masterclass course courses
 teaching app portrait statue bust biography obituary diaries writings work works author* published publish* et_al journal lancet bmj nejm
 jama new_review review_by reading read wrote written writes classification score criteria method technique endpoint underpowered randomi*
 recruitment recruiting chapter hot_off_the_press retweet bookmark
 copy copies edition drawing drawings diagram* whiteboard preprint meta-analysis systematic_review hazard_ratio dataset citation cite cites
 cited substack youtube video videos mnemonic framework tool findings citing reviewer evidence theory concept argues argued columnist
 letter_to_the_editor lancet's guidance recommendations vlog subscribe"""
EVENT = """conference* congress symposium journal_club tweetchat plenary expo summit meeting committee election elected vote votes voted voting
 council college deanery campaign* strike picket award* prize* medal* nominat* nominee of_the_year ceremony graduation exam exams osce osces
 viva finals mrcp* mrcs frca frcs membership fellowship phd msc elective simulation sim sims drill mannequin* manikin* dummy cadaver* module
 book_club marathon half_marathon bake_sale karaoke fundrais* launch newsnight radio netflix bbc on_air itv link_in_bio debate host guest
 panel stand booth opening welcome joining joins thesis stream live spaces applications deadline dm breakfast_news match account blocked handle timeline
 curriculum ribbon grand_opening masterclass hashtag followers followed_by comments follow_for
 audience tickets club jury court verdict ruling scandal delegates lunch_and_learn sandwiches seminar tweetorial newsletter ballot manifesto
 government commons lords bill policy gmc nmc bma rcn nhse cqc who's_who royal_college shortlisted badge certificate ambassador patron
 charity fundraiser raised donate donated justgiving sponsor* skydive parkrun triathlon gala reunion alumni live_stream zoom rsvp
 this_thursday this_friday next_week's tonight's tomorrow's q&a faculty"""
WORK = """rota swap* swapped covering night_crew interview* appointed promot* retire* retiring leaving_do study_leave annual_leave supervis*
 mentor* taught teaches teach teaching training trained trains learnt learned career colleague* teammate* coffee doughnuts cake biscuits
 drinks bake mess locum bank_shifts on_call_room staff staffing union pay bursar* governance audit scrubbing scrubbed flatmate* matched
 logbook portfolio arcp appraisal juniors seniors new_job new_post new_role new_nurse new_reg new_boss new_chair starts_as department
 service examined circuit grand selfie switchboard pharmacy_team team team's colleagues long_day twilight agency
 maternity_leave paternity_leave parental_leave dissertation spreadsheet* first_year second_year final_year med_school medical_school anatomy secret_santa
 on_leave duty_desk queries changeover induction secondment farewell send-off pub pizza party award-winning project qi debrief revision
 passed_her passed_his year_above welcome_back applying applied shortlisted vacancy hiring recruited mate mates workmate* on_placement
 nightshift wingman handovers hired gig cohort feedback handover_sheet team-mate crewmate partner_in_crime"""
ART = """album song songs singing band film movie netflix documentary novel memoir book football goal match club league hamstring marathon statue
 portrait museum history historic biography century nobel recipe fictional invented imaginary made-up pretend imagine suppose actor botox
 breakfast_news sourdough war wartime celebrity concert gig stadium mural
 tour tickets telly playlist lyrics choir comedian drama cinema oscar bafta emmy eurovision strictly bake_off royals coronation semi-final
 penalty wicket innings tennis wimbledon olympics referee striker sequel character plot plaque archive eponym eponymous first_described
 nineteenth victorian private_eye starstruck autograph ninety_minutes pitch_invasion solo"""
PRAISE = """best legend hero royalty brilliant superb amazing fab fabulous inspir* privilege* honour* honor* delighted proud excited deserve*
 lucky congratulations congrats kudos bravo excellent fantastic wonderful genius favour role_model
 starstruck icon iconic respect unsung superstar rockstar star wizard magician goat thankful appreciated appreciation love_working
 grateful_to pioneering visionary trailblazer calm_as"""
DEPARTMENT = """radiology biochem biochemistry pharmacy reception theatres pathology micro microbiology haematology infection_control
 switchboard estates procurement finance comms medical_records coding dermatology cardiology neurology oncology paeds gynae ortho
 orthopaedics anaesthetics ophthalmology respiratory renal rheumatology urology psychiatry physiotherapy outreach endoscopy phlebotomy
 occupational_health public_health primary_care patient_safety bed_management t&o ent governance critical_care"""
MANY = "patients pts women men people everyone everybody those nurses doctors residents children students"
ONE = "he she him her his hers"
US = "i we us me my our i'm i've i'd i'll"
YOU = "you your yours you're"


def listed(words: str) -> list[str]:
    """The words of a list, with blanks for underscores."""
    return [word.replace("_", " ") for word in words.split()]


def pattern(*lists: str) -> str:
    """Any word of `lists`, as the inside of a pattern; the longest first."""
    words: Sequence[str] = sorted({w for one in lists for w in listed(one)}, key=len, reverse=True)
    plain = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words)
    return "(?:" + "|".join(plain) + r")(?!\w)"
