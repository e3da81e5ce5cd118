"""What each family of words weighs in the sum of details, in log-odds of a breach.

Written by `python -m bench.guard.fit_sum --write` from the open half of our own vignettes
(bench/guard/sets); start and weights are its output, the limit is ours. `LIMIT` lies below even
odds: a breach passed over costs a patient more than a question costs its author.
"""

LIMIT = -0.5
START = -3.73

WEIGHTS: dict[str, float] = {
    "occupation": 2.63,
    "he_or_she": 2.11,
    "kin": 2.01,
    "place": 1.66,
    "faith": 1.60,
    "known_to_many": 1.50,
    "time": 1.50,
    "looks": 1.46,
    "event": 1.43,
    "thread": 1.38,
    "rare": 1.30,
    "school": 1.23,
    "near_author": 1.19,
    "small": 1.16,
    "picture": 1.14,
    "condition": 1.10,
    "care_deed": 1.04,
    "person": 1.02,
    "age": 1.01,
    "in_my_care": 0.98,
    "fame": 0.95,
    "setting": 0.59,
    "told": 0.56,
    "proper": 0.54,
    "death": 0.49,
    "exact": 0.29,
    "addressed": 0.19,
    "first_person": 0.18,
    "quote": 0.10,
    "one_of_them": 0.05,
    "asked": -0.56,
    "everybody": -0.59,
    "you": -0.60,
    "asking": -0.77,
    "thanks": -0.86,
    "work": -0.96,
    "playful": -1.04,
    "head": -1.05,
    "teaching": -1.10,
    "evidence": -1.28,
    "gathering": -1.34,
    "numbers": -1.38,
    "figures": -1.47,
    "own_story": -1.49,
    "vignette": -1.50,
    "group_age": -1.53,
    "thanks_to": -1.60,
    "exam": -1.80,
    "old_year": -1.83,
    "public": -1.83,
    "own_patient": -1.99,
    "invented": -2.18,
}
