"""Places: from the words people write under 'location' to a country, or to nothing.

The idea. A location is free text: a town, a joke, three countries and a flag. A map drawn from it is only
as honest as its abstentions, so every answer carries the rule that gave it, and doubt gives None.

The rules, in order.
1. Nothing, or a word for no place ('everywhere', 'Earth', 'the ward', a continent): None.
2. A flag: one country's flag answers; flags of several countries give None.
3. Slashes, bars, 'and' and the like part it into places, each read by itself; those that can be read must
   agree. Commas part a place, small to large. Each part, or the last words of it, may name a country (in
   English or its own language), a region of one ('Texas', 'Kerala', 'Yorkshire'), carry a code in capitals
   ('TX', 'ESP'), or name a city. Countries, regions and codes are strong evidence, cities weak.
4. Strong evidence must agree: what is common to all of it ('Hong Kong, China' is the territory). A large
   city that the answer does not have ('London, New York') makes it two places: None. Where a name or code
   leaves two countries open ('Georgia'; 'CA' is California and Canada) the city beside it decides by
   population; without one, a code after a town is read as the American state that it is most often, and a
   bare one gives None.
5. With cities alone: a city counts if it has at least `RATIO` times the people of its largest namesake in
   any other country (London: 21 times London, Ontario). Cambridge does not, so alone it gives None. Cities
   in two countries give None.

What would break it: names of places that are words (kept in `unplaced`), and towns under 50,000 people,
which are not known by themselves. Source: GeoNames, by way of the files named in DATA.md.
"""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

RATIO = 5

CONTINENTS = {
    "AF": "Africa",
    "AN": "Antarctica",
    "AS": "Asia",
    "EU": "Europe",
    "NA": "North America",
    "OC": "Oceania",
    "SA": "South America",
}


@dataclass(frozen=True)
class Place:
    """A country read from a location, and the rule that read it, fit to be printed."""

    code: str
    rule: str


@dataclass(frozen=True)
class Country:
    """An ISO 3166 country: its alpha-2 code, English name and continent in words."""

    code: str
    name: str
    continent: str


@dataclass(frozen=True)
class Gazetteer:
    """Every name the rules know, folded by `plain`; loaded once, about 40 ms and 5 MB."""

    countries: Mapping[str, Country]
    names: Mapping[str, frozenset[str]]
    regions: Mapping[str, frozenset[str]]
    codes: Mapping[str, frozenset[str]]
    states: frozenset[str]
    cities: Mapping[str, Mapping[str, int]]
    unplaced: frozenset[str]


@dataclass(frozen=True)
class Clue:
    """What one part of a location says: the countries it leaves open, and in what words."""

    kind: str
    said: str
    open_to: frozenset[str]


def country_name(code: str) -> str:
    """The country's English name, or an empty string for a code that is none."""
    country = gazetteer().countries.get(code)
    return country.name if country else ""


def continent_of(code: str) -> str:
    """The continent's name, or an empty string for a code that is none."""
    country = gazetteer().countries.get(code)
    return country.continent if country else ""


def countries() -> list[tuple[str, str]]:
    """(code, name) of every country, by name without regard to accents: the choices of a form."""
    held = gazetteer().countries.values()
    return [(c.code, c.name) for c in sorted(held, key=lambda c: plain(c.name))]


def country_of(location: str) -> Place | None:
    """The country a location names, with the rule that decided, or None when it names none or several.

    Example: `country_of('Austin, TX')` is `Place('US', "code 'TX', a state of the United States")`.
    """
    text = unicodedata.normalize("NFC", location)[:200]
    flags = _flags(text)
    if flags:
        code = next(iter(flags))
        return Place(code, "flag") if len(flags) == 1 and country_name(code) else None
    if plain(text) in gazetteer().unplaced or _NEGATED.search(text):
        return None
    read = [place for part in _PLACES.split(text) if (place := _one_place(part))]
    return read[0] if len({place.code for place in read}) == 1 else None


def _one_place(text: str) -> Place | None:
    clues = [clue for clue in _clues(text) if clue]
    strong = [clue for clue in clues if clue.kind != "city"]
    return _by_strong(strong, clues) if strong else _by_cities(clues)


def plain(name: str) -> str:
    """A name as it is looked up: no case, accents or punctuation."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(_NOT_WORD.sub(" ", kept).split())


_NOT_WORD = re.compile(r"[^\w]+|_")
_NEGATED = re.compile(
    r"\b(not|nowhere|anywhere|everywhere|never|outside|formerly|soon)\b", re.IGNORECASE
)
_PLACES = re.compile(
    r"[;/|•·…\n→➡↔✈+~]+|\s[-–—>&]+\s|\s&|\b(?:and|via|y|und|et|or)\b(?=\s)", re.IGNORECASE
)
_PARTS = re.compile(r"[,()\[\]]+|\s@\s")
_LEAD = re.compile(
    r"^(?:(?:i live|live|lives|living|based|born|working|located|currently|originally|mostly|now|near|from|in|at|the|"
    r"greater|central|north|south|east|west|northern|southern|eastern|western|downtown|university of|univ of|"
    r"city of|republic of|uni of|made|somewhere)\s+)+",
)
_TRAIL = re.compile(r"\s+(?:area|metro|metropolitan area|university|city|region|city centre)$")
_CAPITALS = re.compile(r"^[A-Z]{2,3}$")
# Three capitals that are more often a word, an airport or a firm than a country.
_NOT_CODES = frozenset(
    "AND ARE ARM BEN BRA CAN COD COM CUB GAB GIN GUM HMD MAC MAR MUS NCL PAN PER SUR TON TUN VAT".split()
)
LARGE_CITY = 500  # thousands of people
# A territory named with its state is the territory.
_UNDER = {
    "CN": ("HK", "MO"),
    "DK": ("FO", "GL"),
    "FI": ("AX",),
    "FR": ("GF", "GP", "MQ", "NC", "PF", "RE", "YT"),
    "GB": ("BM", "FK", "GG", "GI", "IM", "JE", "KY"),
    "NL": ("AW", "BQ", "CW", "SX"),
    "US": ("AS", "GU", "MP", "PR", "VI"),
}
_REGIONAL_A = 0x1F1E6
_BLACK_FLAG = "\U0001f3f4"


def _flags(text: str) -> set[str]:
    """Country codes of the flags in a text; England's, Scotland's and Wales's count as the United Kingdom's."""
    letters = [
        chr(ord(c) - _REGIONAL_A + 65) if 0 <= ord(c) - _REGIONAL_A < 26 else " " for c in text
    ]
    runs = "".join(letters).split()
    pairs = {run[i : i + 2] for run in runs for i in range(0, len(run) - 1, 2)}
    nation = re.search(_BLACK_FLAG + "\U000e0067\U000e0062", text)
    return pairs | ({"GB"} if nation else set())


def _clues(text: str) -> Iterable[Clue | None]:
    parts = [part.strip(" .!?#*'\"-") for part in _PARTS.split(text)]
    parts = [part for part in parts if part]
    for index, part in enumerate(parts):
        yield _code(part, alone=index == 0) or _named(part)


def _code(part: str, *, alone: bool) -> Clue | None:
    """A code in capitals as a whole part; two letters alone must not also be an American state."""
    known = gazetteer()
    bare = part.replace(".", "")
    if not _CAPITALS.match(bare) or plain(bare) in known.names or plain(bare) in known.regions:
        return None
    open_to = known.codes.get(bare, frozenset())
    if not open_to or (alone and len(open_to) > 1):
        return None
    return Clue("code", bare, open_to)


def _named(part: str) -> Clue | None:
    """The longest ending of a part that is a country, a region, a code or a city; the whole part first."""
    whole = plain(part)
    if whole in gazetteer().unplaced:
        return None
    for words in (whole, _LEAD.sub("", whole), _TRAIL.sub("", _LEAD.sub("", whole))):
        clue = _strong_name(words) or _city(words)
        if clue:
            return clue
    return _ending(part, whole.split())


def _ending(part: str, words: list[str]) -> Clue | None:
    """'Dublin Ireland', 'Austin TX': a country, region or code that closes the part."""
    for length in (3, 2, 1):
        tail = " ".join(words[-length:])
        if len(words) > length and words[-length - 1] != "new":
            clue = _strong_name(tail) if len(tail) > 1 else None
            if clue:
                return _beside(clue, " ".join(words[:-length]))
    last = part.split()[-1] if part.split() else ""
    held = (
        gazetteer().codes.get(last, frozenset())
        if len(words) > 1 and _CAPITALS.match(last)
        else frozenset()
    )
    return _beside(Clue("code", last, held), " ".join(words[:-1])) if held else None


def _beside(clue: Clue, before: str) -> Clue:
    """An open clue narrowed by the city written before it without a comma."""
    if len(clue.open_to) == 1:
        return clue
    city = gazetteer().cities.get(before, {})
    likely = _largest(clue.open_to, [Clue("city", before, frozenset(city))])
    return Clue(clue.kind, clue.said, frozenset({likely})) if likely else clue


def _strong_name(words: str) -> Clue | None:
    known = gazetteer()
    named, region = known.names.get(words, frozenset()), known.regions.get(words, frozenset())
    if named or region:
        return Clue("country" if named else "region", words, named | region)
    return None


def _city(words: str) -> Clue | None:
    held = gazetteer().cities.get(words)
    return (
        Clue("city", words, frozenset(held)) if held and words not in gazetteer().unplaced else None
    )


def _by_strong(strong: list[Clue], clues: list[Clue]) -> Place | None:
    common = frozenset.intersection(*(clue.open_to for clue in strong))
    clue = min(strong, key=lambda c: len(c.open_to))
    cities = [c for c in clues if c.kind == "city"]
    if not common:
        return _territory(strong)
    if len(common) == 1:
        code = next(iter(common))
        return None if _elsewhere(cities, code) else Place(code, _spoken(clue, code))
    likely = _largest(common, cities)
    if likely:
        return Place(likely, f"{_spoken(clue, likely)}, with the city '{cities[-1].said}'")
    if clue.kind == "code" and "US" in common and clue.said in gazetteer().states:
        return Place("US", _spoken(clue, "US"))
    return None


def _territory(strong: list[Clue]) -> Place | None:
    """Hong Kong, of 'Hong Kong, China'."""
    named = {code: clue for clue in strong for code in clue.open_to}
    for state, territories in _UNDER.items():
        for code in territories:
            if set(named) == {state, code}:
                return Place(code, _spoken(named[code], code))
    return None


def _elsewhere(cities: list[Clue], code: str) -> bool:
    """Whether a large city is named of which the country has none by that name."""
    held = gazetteer().cities
    return any(code not in c.open_to and max(held[c.said].values()) >= LARGE_CITY for c in cities)


def _spoken(clue: Clue, code: str) -> str:
    if clue.kind == "code" and code == "US" and clue.said in gazetteer().states:
        return f"code '{clue.said}', a state of the United States"
    return f"{clue.kind} '{clue.said}'"


def _largest(open_to: frozenset[str], cities: list[Clue]) -> str | None:
    """Of the countries left open, the one where the cities named are largest."""
    held = gazetteer().cities
    people = {
        code: max((held[c.said].get(code, 0) for c in cities if c.said in held), default=0)
        for code in open_to
    }
    best = max(sorted(people), key=lambda code: people[code], default="")
    return best if best and people[best] else None


def _by_cities(cities: list[Clue]) -> Place | None:
    """Every city that can be told must be in one country, and all of them must be able to be."""
    told = {code: clue for clue in cities if (code := _likely(clue))}
    if len(told) != 1:
        return None
    code, clue = next(iter(told.items()))
    if any(code not in other.open_to for other in cities):
        return None
    return Place(code, f"city '{clue.said}', {_margin(clue, code)}")


def _likely(clue: Clue) -> str | None:
    held = gazetteer().cities[clue.said]
    ranked = sorted(held, key=lambda code: (-held[code], code))
    if len(ranked) == 1 or held[ranked[0]] >= RATIO * max(held[ranked[1]], 1):
        return ranked[0]
    return None


def _margin(clue: Clue, code: str) -> str:
    held = gazetteer().cities[clue.said]
    rival = max((people for other, people in held.items() if other != code), default=0)
    return (
        f"{held[code] / rival:.0f} times its next namesake" if rival else "the only one of its name"
    )


@cache
def gazetteer() -> Gazetteer:
    """The names, loaded when first asked for."""
    data = resources.files("rounds.insights").joinpath("data")
    held = json.loads(data.joinpath("gazetteer.json").read_text(encoding="utf-8"))
    words = tomllib.loads(data.joinpath("place_words.toml").read_text(encoding="utf-8"))
    nations = {
        code: Country(code, name, CONTINENTS[land])
        for code, (name, land, _) in held["countries"].items()
    }
    cities = {name: _people(text) for name, text in held["cities"].items()}
    for code, text in words["cities"].items():
        for name in _listed(text):
            cities[name] = {code: 1_000}
    names = _index([(plain(c.name), c.code) for c in nations.values()], words["countries"])
    codes = _index(_iso_codes(held["countries"]), words["codes"], fold=False)
    return Gazetteer(
        countries=nations,
        names=names,
        regions=_index([("georgia", "US")], words["regions"]),
        codes=codes,
        states=frozenset(words["codes"]["US"].split(", ")),
        cities=cities,
        unplaced=frozenset(["", *_listed(words["unplaced"]["words"])]),
    )


def _iso_codes(held: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    three = [(iso3, code) for code, (_, _, iso3) in held.items() if iso3 not in _NOT_CODES]
    return [(code, code) for code in held] + three


def _people(text: str) -> dict[str, int]:
    """`GB145CA129` as thousands of people by country, none counted as fewer than one."""
    return {code: max(int(people), 1) for code, people in re.findall(r"([A-Z]{2})(\d+)", text)}


def _listed(text: str) -> list[str]:
    return [plain(word) for word in text.split(",")]


def _index(
    pairs: Iterable[tuple[str, str]], listed: Mapping[str, str], *, fold: bool = True
) -> dict[str, frozenset[str]]:
    """Each name with every country it may mean."""
    found: dict[str, set[str]] = {}
    more = (
        (word, code)
        for code, text in listed.items()
        for word in (_listed(text) if fold else text.split(", "))
    )
    for name, code in (*pairs, *more):
        found.setdefault(name, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}
