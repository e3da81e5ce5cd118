"""What each family of words weighs in the sum of details, in log-odds of a breach.

Written by `python -m bench.guard.fit_sum --write` from the open half of our own vignettes
(bench/guard/sets); start and weights are its output, the limit is ours. `LIMIT` lies below even
odds: a breach passed over costs a patient more than a question costs its author.
"""

LIMIT = -0.5
START = -3.71

WEIGHTS: dict[str, float] = {
    "occupation": 2.63,
    "he_or_she": 2.12,
    "kin": 2.04,
    "place": 1.69,
    "faith": 1.59,
    "time": 1.53,
    "known_to_many": 1.52,
    "looks": 1.47,
    "event": 1.42,
    "thread": 1.41,
    "rare": 1.34,
    "school": 1.22,
    "small": 1.19,
    "near_author": 1.18,
    "picture": 1.13,
    "condition": 1.10,
    "care_deed": 1.08,
    "person": 1.03,
    "fame": 0.99,
    "age": 0.98,
    "in_my_care": 0.95,
    "setting": 0.61,
    "proper": 0.56,
    "told": 0.55,
    "death": 0.49,
    "exact": 0.28,
    "addressed": 0.18,
    "first_person": 0.15,
    "quote": 0.12,
    "one_of_them": 0.03,
    "everybody": -0.54,
    "asked": -0.55,
    "you": -0.61,
    "asking": -0.73,
    "evidence": -0.82,
    "thanks": -0.87,
    "work": -0.96,
    "playful": -1.04,
    "head": -1.04,
    "teaching": -1.14,
    "gathering": -1.33,
    "numbers": -1.37,
    "figures": -1.43,
    "own_story": -1.50,
    "vignette": -1.50,
    "group_age": -1.53,
    "thanks_to": -1.60,
    "exam": -1.79,
    "public": -1.84,
    "old_year": -1.85,
    "own_patient": -2.01,
    "invented": -2.17,
}
