"""How a text speaks: about one person in the author's care, or about nobody in particular.

`PHRASES` hold words and short phrases, at most four words each, one family a line of thought.
The first half leads towards one person (deaths, pictures, threads that add, what nobody is meant
to know); the second half away from one (statistics, guidelines, examinations, thanks, rotas).
"""

TOWARDS = {
    "he_or_she": """
        he, she, him, her, his, hers, he's, she's, he'd, she'd, he'll, she'll, himself, herself
    """,
    "first_person": "i, me, we, us, i'm, i've, i'd, i'll, we've, we're, we'd, we'll, myself",
    "in_my_care": """
        my patient, our patient, my pt, our pt, my client, our client, a patient of mine, patient of ours, my oldest,
        my youngest, our oldest, our youngest, my last patient, my first patient, my lady, my gentleman, my wee,
        my little, our little, my clinic, our clinic, my ward, our ward, our unit, my unit, my table, my chair, our practice, my practice,
        my trolley, our trolley, my surgery, our surgery, our icu, our picu, our nicu, our ed, our resus, our books,
        my books, my list, our list, my caseload, our caseload, my round, my rounds, under my care, in my care,
        our care, with us, came to us, brought to us, in with us, on my shift, on our shift, my watch, our hands,
        my hands, under us, my bay, our bay, our theatre, my theatre, looked after, looking after, on my ward,
        on our ward, came to see me, came in, walked in, walked into, walked up, carried in, brought in, rushed in,
        rolled in, wheeled in, flown in, airlifted, blue-lighted, came to my, came to our, came back, he's back,
        she's back, going home, went home, gone home, discharged today, my booking, sat with, sat with her,
        sat with him, we lost, i'd seen, i saw, i've just seen, just seen, saw the lady, saw the man, had him in, had her in, our psych unit, our psych ward, our mortuary, sectioned, yours truly, saw them, met her, met him, i met
    """,
    "care_deed": """
        admitted, delivered, extracted, intubated, extubated, dialysed, cannulated, catheterised, sutured, stitched,
        operated, resuscitated, defibrillated, transfused, transferred, discharged, diagnosed, biopsied, removed,
        reattached, replanted, plastered, reduced, drained, excised, reported, scanned, x-rayed, examined, clerked,
        certified, pronounced, prescribed, referred, sectioned, detained, withdrew, withdrawn, sedated, consented,
        examining, operating, cut, closed, fixed, pinned, wrapped, weighed, found, counted, shaved, bandaged, rang,
        treated, assessed, reviewed, vaccinated, triaged, ventilated, anaesthetised, performed, amputated, lanced
    """,
    "told": """
        told me, told us, told her, told him, tells me, tells us, asked me, asked us, asked her, asked him, asks me,
        asked for, asked if, asked would, asked what, asked the, said to me, said to us, says she, says he, he said, she said, she says,
        he says, she told, he told, she asked, he asked, whispered, mouthed, confided, admitted to me, swore, begged,
        rang me, phoned me, keeps asking, kept saying, keeps saying, wife says, husband says, mum says, dad says, mum said,
        dad said, wife said, husband said, thanked me, thanked us, hugged me, kissed me, squeezed my hand, calls me,
        called me, recited, broke silence, first word, last words, last word, last thing, his words, her words, named it, cried
    """,
    "death": """
        died, dies, dying, dead, death, passed away, passed on, he's passed, she's passed, passed last, passed this,
        rip, r.i.p, rest in peace, rest easy, rest well, sleep well, lost him, lost her, lost his, lost our, we lost, lost a patient,
        lost my patient, lost one, buried, funeral, coffin, hearse, mourning, condolences, heartbroken, didn't make it, did not make it,
        made it through, time of death, went at, slipped away, slept away, took her last, took his last, last breath,
        withdrew care, turned off, switched off, stillborn, his fight, her fight, widowed, bereaved, killed, hanged,
        drowned, suicide, in heaven, gone too soon, fly high, at peace, gained an angel, end of life, the end came
    """,
    "picture": """
        photo, photos, photograph, pic, pics, picture, image, images, video, filmed, selfie, look at this, look at her,
        look at his, look what, see this, sharing the, sharing this, posting this, posting it, posting the, spot diagnosis,
        ct, cxr, x-ray, xray, mri, ecg, scan, film, films, radiograph, attached, pictured, snap, slides, blurred the face
    """,
    "thread": """
        adding to my, adding to, part 2, part two, part 3, part three, part ii, update on, an update, quick update, update for, to follow up, follow-up on,
        following up, follow up to, for those asking, everyone asking, to answer all, who asked, some asked, remember the,
        remember my, remember that, remember when, so remember, yesterday's post, my post, earlier post, last post, my earlier,
        thread continues, continues, cont'd, contd, re the, re my, re yesterday, yes it was, yes he's, yes she's, yes it's, yes the, yes that, yes he, yes she,
        he's the one, she's the one, the one who, the one with, the fella who, the lady who, the man who, the woman who, the guy who, the lad who,
        the girl who, the boy who, the same man, the same woman, the same lady, the same one, since you asked, you asked, you guessed
    """,
    "known_to_many": """
        the papers, you'd know, you'll all know, you all know, we all know who, ahem, you know the, you know who, if you know, iykyk, everybody knows, everyone knows, they all know, whole town, whole village,
        whole of, the whole unit, whole pub, whole place, entire village, all saw, you saw, saw the news, the news, on tv, on telly, on the telly,
        the papers, local paper, front page, local station, the radio, went viral, gone viral, viral, not saying, can't say, cannot say, can't say much,
        won't say, mustn't say, shouldn't say, shouldn't post, don't tell, nobody knows, nobody's meant, no one knows, not supposed, meant to know, kept a secret, keep quiet,
        secretly, careful, between us, confidentially, the one you, recognise, recognised, rang a bell, will know, if you're the, if you are the, to the groom,
        to the bride, to the man, to the woman, to the lady, to the gentleman, to the guy, to the lad, to the girl, to the boy, to the family,
        pray for, prayers for, please pray, hold in the, lit a candle, told her husband, told his wife, told everyone, told everybody, affair, isn't a brother, isn't the father, not the father, isn't his
    """,
    "rare": """
        only case, never been, never left, first ever, the first, first time, never seen, never saw, never thought, ever seen, only one, the only, only girl, only boy, only family, only gp, only man, only woman, last of,
        the last of, last two, one of only, one of the, couldn't make, can't make this, once in a, museum of, new entry, for the books, a first, in the wild, oldest we've, youngest we've,
        ever done, ever had, ever met, ever delivered, in the country, in the world, in the county, in the region, in europe, textbook can, what are the odds, beat that, believe it, ripper,
        apparently, of all things, record, in history
    """,
    "small": """
        small town, our town, this town, my town, small place, our village, this village, this island, the island, our island, our parish, this parish, same road, our road, our street, our estate, close-knit, tight-knit,
        town of, village of, valley of, island of, population of, souls, the only gp, only doctor, only nurse, local shop, the local, our local, my local, in the square, in the pub, chip shop, corner shop, in town, local telly, the local radio, on this side, the chipper, the chip van, this valley, our valley, these parts,
        around here, round here, our church, our school, the school, not many of, members of, flying doctor, out here
    """,
    "near_author": """
        next-door, next door, my neighbour, my neighbour's, our neighbour, my landlord, my landlady, my teacher, my old teacher, my hairdresser, my child's, my kid's, my kids, my daughter's, my son's, my husband's, my wife's, my mother-in-law's,
        my mum's, my dad's, my sister's, my brother's, my cousin, my friend, my friend's, my best friend, my best friend's, my ex, my boss, my boss's, my colleague, my colleague's, my consultant's, a colleague, one of our own, one of my own, one of your own, one of ours, one of us, of my own team, my own colleagues, one of our nurses, our own, our porter, our cleaner, our receptionist, our secretary,
        our dental nurse, our ward clerk, our practice manager, at school with, went to school, our lollipop, our postman, our local, our vicar, our priest, our milkman, our mp, someone i know, i know him, i know her, know the family, know her family, know his family, know them, from church, from my, of mine, my street, friend of
    """,
    "time": """
        today, tonight, yesterday, this morning, this afternoon, this evening, this aft, this am, this pm, this week, this weekend, last night, last week, last weekend, last month, just now, right now, minutes ago, hours ago, hrs ago, an hour ago, days ago, weeks ago, months ago, years ago, at noon, at midnight, at dusk, at dawn,
        monday, tuesday, wednesday, thursday, friday, saturday, sunday, mon, tues, wed, thurs, fri, tmrw, tomorrow, monday's, tuesday's, wednesday's, thursday's, friday's, saturday's, sunday's, monday night, tea-time, teatime, the other day, the other night, earlier today, overnight, arvo, new year's, boxing day, bank holiday,
        christmas eve, christmas day, eve, all night, last year, last spring, last summer, last autumn, last winter, last christmas, last easter, yesterday's, today's, tonight's, now
    """,
}

AWAY = {
    "numbers": """
        percent, per cent, per 100, per 1, per 1,000, per 100,000, rate, rates, mean, median, average, ratio, odds, hazard, confidence, cohort, audit, re-audit, prevalence, incidence, mortality, statistics, stats, figures, data, dataset, survey, uptake, target, targets,
        in 10, in 4, in 5, in 100, cases, a year, every year, per year, a day, in a thousand, worldwide, globally, nationally, national average, increase, decrease, rose, trend, number of, numbers, nationwide, registry, compared, versus, vs
    """,
    "evidence": """
        guideline, guidelines, guidance, trial, trials, rct, rcts, cochrane, lancet, bmj, nejm, jama, study, studies, published, publication, paper, evidence, meta-analysis, systematic review, protocol, pathway, policy, policies, bts, nhs england, cdc, mhra, fda, licence, licensed, recommendations, recommends, recommended, consensus, updated, journal, journal club, retraction, research, ethics committee, preprint, threshold, toolkit
    """,
    "exam": """
        i passed, passed my, passed our, we passed, passed paces, passed plab, osce station, exam, exams, osce, osces, paces, plab, mrcp, mrcpch, mrcgp, mrcpsych, mrcs, frcs, frca, frcr, usmle, neet, sba, mcq, mcqs, viva, finals, revision, revise, question, practice question, quiz question, pass mark, resit, syllabus, next step, next best step, best next, most likely, what's your, your diagnosis, diagnosis?, answers, answer in, mock, stations, examiner, examiners, curriculum, akt, sca, ukmla, ukcat, anki, flashcards, prescribing exam
    """,
    "teaching": """
        teaching, teach, lecture, lectures, seminar, webinar, workshop, tutorial, course, study day, learning point, learning points, take home, tip, tips, reminder, pearl, pearls, rules, think of, think, until proven, till proven, don't, do not, red flags, red flag, mnemonic, differential, first aid, top tip, pass it on, myth, physiology, anatomy, explainer, 101, thread on, a thread, causes, symptoms, know the, should, must, if your, if you, if a, when a, when you, why we, how to, how do, what is
    """,
    "invented": """
        invented, fictional, fictitious, made-up, made up, imaginary, imagine, hypothetical, hypothetically, composite, composites, not one real, nobody real in, stitched from, stitched together, as real as, i made him, i made her, not a real, no real, isn't real, nobody real, simulated, simulation, sim, actor, mannequin, manikin, role play, role-play, vignette, case study, scenario, textbook, textbooks, example, let's say, suppose, pretended, novel, character, fantasy, dummy, details changed, several patients, many patients, written consent, consented to, with her permission, with his permission, gave permission, lets me tell, let me tell, happy for me, shared with consent, case report
    """,
    "public": """
        finally reading, am reading, currently reading, campaign, campaigner, campaigners, campaigning, awareness, his own story, her own story, told the world, told the country, told the bbc, in his own words, in her own words, on every chat, wrote the book, reads from it, made patron, patron of, opened our new, gone public, went public, going public, open about, spoke out, speaks out, speaking out, documentary, memoir, autobiography, biography, foundation, charity, book, books, chapter, author, episode, podcast, just finished, finished reading, rereading, novel, museum, history, historic, century, on this day, nobel, invented in, first described, eponym, eponymous, syndrome named, named after, famously, legend says, founder, founded, standing ovation, tribute, public figure, the king, the queen, princess of wales, prime minister
    """,
    "work": """
        rota, rotas, contract, strike, strikes, striking, pay, unpaid, salary, locum rates, job, jobs, post going, vacancy, vacancies, closing date, applications, apply, hiring, recruiting, band 5, band 6, band 7, annual leave, portfolio, e-portfolio, arcp, appraisal, revalidation, training, trainee, trainees, induction, on-call room, car parking, canteen, coffee, years as a, first day as, last day as, new job, swipe, login, computer, printer, software, system, email, emails, meeting, meetings, committee, estates, inspection, cqc, funding, budget, management, manager, managers, ministry, government, minister for, workload, burnout, wellbeing, staffing, vacancy, shifts, commute, union, petition, corridor care, waiting lists, targets
    """,
    "thanks": """
        thanks, thank you, huge thanks, thank, grateful, shoutout, shout-out, shout out, hats off, congratulations, congrats, well done, proud of, farewell, retirement, retiring, retired today, retires today, retires on, hangs up, hung up, last shift, never once, kudos, appreciation, colleagues, the team, good luck, award, awarded, mentor, covering, covered for, taught me, supervisor
    """,
    "gathering": """
        conference, congress, symposium, poster, abstract, keynote, talk, talks, session, delegates, registration, agm, annual meeting, masterclass, summit, plenary, presenting, presented at, podcast, livestream, journal club, tweet chat, chat, join us, see you there, sign up, free tickets, ticket, tickets, dms open, poll
    """,
    "own_story": """
        my own, i was diagnosed, my diagnosis, my cancer, my surgery date, my chemo, my operation, my scan, my biopsy, my partner, my mum, my mam, my mom, my mother, my dad, my father, my husband, my wife, my son, my daughter, my kids, my nan, my gran, my granny, my grandmother, my grandad, my grandfather, my brother, my sister, my baby, my partner, my dog, my cat, my flatmate, my toddler, my 5yo, my pregnancy, my waters, my therapist, my psychiatrist, i had a, i had my, as a patient, patient myself, i'm on, been on, my sertraline, my illness, my recovery, my miscarriage, my first baby, my ivf, my gp, my life, i was the, my boyfriend, my girlfriend, my aunt, my uncle
    """,
    "everybody": """
        patients, people, women, men, kids, children, babies, toddlers, adults, teenagers, families, parents, students, doctors, nurses, gps, physios, midwives, pharmacists, dentists, radiographers, clinicians, colleagues, everyone, everybody, anybody, anyone, nobody, someone, somebody, folks, most, many, some, every, each, few, all, runners, farmers, travellers, girls, boys, medics, hvs, humans, humanity, others, any, nobody tells, hundreds, thousands, dozens, several, usually, often, sometimes, generally, hardly
    """,
    "you": "you, your, you're, you've, you'll, you'd, yours, yourself, we need, we should, we can, we must, we don't",
    "asking": "anyone else, anyone know, does anyone, does anybody, any advice, any tips, how do you, what do you, who's going, who's at, who else, has anyone, what's your favourite, recommendations for, looking for, thoughts, hive mind, discuss, quick question, quick q, unpopular opinion, hot take, genuine question, question for, poll",
    "playful": "joke, jokes, kidding, meme, walks into, lol at, me at, me trying, nobody:, magic wand, if i had, horoscope, fc, efc, derby day, match day, concede, recipe, recipes, bake, baked, baking, cake sale, garden, gardening, weekend off, day off, spotify, netflix, my dinner, oysters, wordle, memes",
}


def _phrases(lines: str) -> frozenset[str]:
    return frozenset(
        phrase.strip() for phrase in lines.replace("\n", " ").split(",") if phrase.strip()
    )


PHRASES: dict[str, frozenset[str]] = {
    name: _phrases(lines) for family in (TOWARDS, AWAY) for name, lines in family.items()
}
