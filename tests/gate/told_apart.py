"""Posts of our own whose details stand apart: in a warning and a text, a poll, a thread.

`BREACH` are parts that say too much only together; `HARMLESS` are what teachers, hosts and colleagues post.
A row is what stands in (content warning, text, poll options, description of a picture, summary,
what the author wrote just before in the thread). Labelled by a model, not by clinicians.
"""

from typing import NamedTuple


class Told(NamedTuple):
    """The parts of one post."""

    text: str
    warning: str = ""
    poll: tuple[str, ...] = ()
    picture: str = ""
    summary: str = ""
    before: tuple[str, ...] = ()


BREACH = (
    Told("She is the lollipop lady here.", "My patient, 54, from Ballycastle"),
    Told("He runs the bakery and his wife found him.", "A patient in Oban"),
    Told("She is the only midwife on the island.", "My patient, 41, breast cancer"),
    Told("My patient came with his twin brother, both in kilts.", "Clinic in Stornoway"),
    Told("He drives the school bus.", "My patient in Keswick has lung cancer"),
    Told("What would you tell his daughter?", "Our vicar, 66", picture="The hands of a patient, seen in Tenby"),
    Told("How would you have broken the news to her?", "A primary school teacher, 34", poll=("Tell the husband first", "Go home to Portree with her")),
    Told("He is back in our unit.", "", summary="The piper of the village hurt his jaw this morning."),
    Told("My patient is the piper of the village.", before=("A dislocated jaw in Fort William.",)),
    Told("She was the florist.", before=("A death on our ward in Whitby.",)),
    Told("He is 71 and he used to run the ferry.", before=("Off to Iona to see a patient.",)),
    Told("Her son found her on the beach.", before=("She is 29.", "She works at the distillery in Islay.")),
    Told("She teaches my own children.", before=("She is 38, newly diagnosed with MS.",)),
    Told("The family has the chip shop in Sligo.", before=("Our patient has died.", "Mum was only 45.")),
    Told("They are both 17.", before=("Twins in our unit, from Bala.",)),
    Told("My patient is a fisherman.", "Stornoway, this week"),
    Told("She came with her mother, who is our librarian.", "Anorexia, clinic today"),
    Told("He is a shepherd near Hawes.", before=("An odd one: a man with anthrax.",)),
)  # fmt: skip

HARMLESS = (
    Told("In hyperkalaemia give calcium first, then insulin with glucose.", "Teaching: electrolytes"),
    Told("What would you do next?", "An invented case", poll=("Repeat the potassium", "Give calcium", "Call a senior")),
    Told("A 54-year-old man presents with chest pain and ST elevation. What is the diagnosis?", "Exam question", poll=("STEMI", "Pericarditis")),
    Told("A 31-year-old woman presents with a rash after a walk in Scotland. What would you ask her?", "Invented case for students"),
    Told("Death on the ward: how we debrief with students afterwards.", "Mentions death"),
    Told("My hip was replaced six months ago in Leeds and I am back on my bike.", "My own operation"),
    Told("Thank you to the nurses on ward 7 in Belfast last night. You are stars.", "Gratitude"),
    Told("Join us tonight at nine for the #RenalJC. We talk about salt.", "Journal club", poll=("Coming", "Not tonight")),
    Told("Which fluid for a septic adult?", poll=("Balanced crystalloid", "Saline", "Albumin"), summary="We ask which drip is best for somebody with a bad infection."),
    Told("Palliative care teaching in Cardiff on Friday: breaking bad news.", "Study day, mentions death"),
    Told("Sepsis kills. Give antibiotics within the hour and look for the source.", "Teaching", summary="A serious infection needs antibiotics at once."),
    Told("Lithium and ibuprofen do not mix. Ask everybody about tablets they buy.", "Teaching", summary="Some painkillers make lithium dangerous."),
    Told("An ECG with peaked T waves. What is the potassium?", picture="A twelve-lead ECG, drawn for teaching: tall, narrow T waves in V2 to V4.", poll=("5.1", "6.2", "7.4")),
    Told("Chest film of the week. What do you see?", picture="A drawn chest radiograph with a white right lower zone.", warning="Teaching, drawn"),
    Told("Frostbite: rewarm quickly in warm water, and only once.", picture="Drawing of a hand with pale fingertips.", warning="Drawn injury"),
    Told("In our audit 43 of 120 women over 65 had no bone scan after a fracture in 2023.", "Audit figures"),
    Told("Children with epilepsy: what schools in Wales need to know.", "Guideline", summary="What a school should do when a child has a fit."),
    Told("I failed my exam today. I will sit it again in June in Glasgow.", "Personal"),
    Told("We lost funding for our clinic in Derry this week. Write to your MP.", "Politics"),
    Told("New consultant post in Inverness: cardiology, with a beautiful view.", "Job"),
    Told("Sudden death in athletes: what the registry of 2019 tells us.", "Mentions death", picture="Bar chart: number of deaths by sport, 2000 to 2019."),
    Told("Mothers with gestational diabetes: test again after six weeks.", "Teaching", summary="Women who had high sugar while pregnant need one more test."),
    Told("Is it ever right to lie to a dying patient?", "Ethics, mentions death", poll=("Never", "Sometimes", "Let us talk")),
    Told("A colleague in Galway gave a wonderful talk about asthma this morning.", "Conference"),
    Told("Second, give insulin with glucose.", before=("Hyperkalaemia, a thread. First, calcium.",)),
    Told("Third, think of why it happened: kidneys, tablets, tissue.", before=("Hyperkalaemia, a thread. First, calcium.", "Second, give insulin with glucose.")),
    Told("And now I need coffee.", before=("Long night in resus in Dublin. Thank you all.",)),
    Told("See you all next Thursday at nine.", before=("Thank you for tonight's chat. We had 48 people from 11 countries.",)),
    Told("The slides are here for everybody.", before=("My talk on stroke in young adults in Vienna today went well.",)),
    Told("He said it best: first do no harm.", before=("Reading Osler on the train to York this morning.",)),
    Told("She won the prize for the best poster.", before=("My student presented in Lisbon today. So proud.",)),
    Told("My son cried all night, poor thing.", before=("On call again tomorrow. Send biscuits.",)),
    Told("She is a brilliant registrar and a good friend.", before=("Dr Okafor gave our grand round on sickle cell today.",)),
    Told("Answer: it is a pulmonary embolism. Well done to all who said so.", before=("Exam question. A 43-year-old man has pain in his chest after a flight. What next?",)),
    Told("Answer: Addison's disease. Think of it in every tired adult with low sodium.", before=("Invented case. A 29-year-old woman from the coast is tired and tanned. What is it?",)),
    Told("The reference is NICE NG196, updated in 2021.", before=("Atrial fibrillation: who needs an anticoagulant?",)),
    Told("Any nurse in Scotland who wants to join, write to me.", before=("We start a network for heart failure nurses this month.",)),
    Told("It closes on Friday.", before=("Survey for GPs in Wales: how do you code frailty?",), poll=("Done", "Not yet")),
    Told("Have you seen one?", before=("Kawasaki disease: fever for five days and four of five signs.",), poll=("Yes", "No")),
    Told("My own mother has dementia. It changed how I teach.", "Personal", before=("Dementia week: ask carers how they are.",)),
    Told("A fall is never just a fall: look for the cause.", "Teaching", summary="When an older person falls, doctors look for the reason.", picture="Drawn stairs with a loose carpet."),
    Told("How do you tell parents that a test was wrong?", "Communication", poll=("At once, in person", "By phone", "In a letter")),
)  # fmt: skip
