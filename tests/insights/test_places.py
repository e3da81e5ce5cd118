"""Locations as people write them, all made up, and the country each may be counted under."""

import json
import subprocess
import sys
import time

import pytest

from rounds.insights import places
from rounds.insights.places import continent_of, countries, country_name, country_of

READ = {
    "London": "GB",
    "london, uk": "GB",
    "UK": "GB",
    "United Kingdom": "GB",
    "Cardiff, Wales / Cymru": "GB",
    "Edinburgh, Scotland": "GB",
    "Belfast, Northern Ireland": "GB",
    "North Yorkshire": "GB",
    "Leeds, West Yorkshire": "GB",
    "Cambridge, UK": "GB",
    "Birmingham": "GB",
    "University of Oxford": "GB",
    "Newcastle upon Tyne": "GB",
    "🇬🇧": "GB",
    "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f Highlands": "GB",
    "Dublin Ireland": "IE",
    "Co. Kerry": "IE",
    "Éire": "IE",
    "Austin, TX": "US",
    "Austin TX": "US",
    "Birmingham, AL": "US",
    "Cambridge, MA": "US",
    "San Francisco, CA": "US",
    "Springfield, MO": "US",
    "Smallville, KS": "US",
    "Seattle, WA": "US",
    "Paris, Texas": "US",
    "Atlanta, Georgia": "US",
    "New Mexico": "US",
    "Brooklyn, NY": "US",
    "Washington, DC": "US",
    "USA": "US",
    "U.S.A.": "US",
    "US": "US",
    "New England": "US",
    "Tbilisi, Georgia": "GE",
    "Toronto, CA": "CA",
    "London, Ontario": "CA",
    "Vancouver, BC": "CA",
    "Québec": "CA",
    "Perth, WA": "AU",
    "Melbourne, VIC": "AU",
    "Sydney, New South Wales": "AU",
    "Wellington, NZ": "NZ",
    "Aotearoa": "NZ",
    "Deutschland": "DE",
    "München": "DE",
    "Berlin, DE": "DE",
    "based in Berlin": "DE",
    "Österreich": "AT",
    "Wien": "AT",
    "Zürich": "CH",
    "Zurich, Schweiz": "CH",
    "España": "ES",
    "Catalunya": "ES",
    "Paris, France": "FR",
    "Lyon": "FR",
    "ESP": "ES",
    "Den Haag, Nederland": "NL",
    "København": "DK",
    "Bogotá, D.C., Colombia": "CO",
    "São Paulo": "BR",
    "日本": "JP",
    "東京": "JP",
    "서울": "KR",
    "Москва": "RU",
    "القاهرة": "EG",
    "भारत": "IN",
    "Kerala": "IN",
    "Hyderabad, India": "IN",
    "Lagos": "NG",
    "Cape Town, South Africa": "ZA",
    "Hong Kong, China": "HK",
    "San Juan, Puerto Rico, USA": "PR",
}

ABSTAINED = [
    "",
    "   ",
    "everywhere",
    "Earth",
    "Planet Earth 🌍",
    "the internet",
    "Hogwarts",
    "Europe",
    "Africa",
    "Ward 7",
    "on call, again",
    "not in Germany",
    "Cambridge",
    "Hyderabad",
    "Newcastle",
    "Georgia",
    "Congo",
    "CA",
    "DE",
    "in",
    "or",
    "me",
    "us",
    "London & New York",
    "London, New York",
    "UK/France",
    "Oxford, UK | Boston, USA",
    "Madrid, Paris",
    "🇬🇧🇫🇷",
    "51.49413;11.9742",
    "<script>alert(1)</script>",
    "\x00\ud800",
]


@pytest.mark.parametrize(("location", "code"), READ.items(), ids=ascii)
def test_a_location_that_names_one_country_is_read(location: str, code: str) -> None:
    place = country_of(location)
    assert place is not None
    assert place.code == code
    assert place.rule


@pytest.mark.parametrize("location", ABSTAINED, ids=ascii)
def test_a_joke_a_doubt_or_two_countries_are_left_unknown(location: str) -> None:
    assert country_of(location) is None


def test_the_rule_that_decided_is_fit_to_print() -> None:
    assert places.Place("US", "code 'TX', a state of the United States") == country_of("Austin, TX")
    london = country_of("London")
    assert london is not None
    assert london.rule.startswith("city 'london', ")
    assert london.rule.endswith(" times its next namesake")


def test_every_country_has_a_name_and_a_continent_and_forms_list_them_by_name() -> None:
    choices = countries()
    assert len(choices) == 250
    assert [code for code, _ in choices][:3] == ["AF", "AX", "AL"]
    assert all(country_name(code) == name and continent_of(code) for code, name in choices)
    assert (country_name("GB"), continent_of("GB")) == ("United Kingdom", "Europe")
    assert (country_name("QQ"), continent_of("QQ")) == ("", "")


def test_no_listed_word_points_to_a_country_that_is_none() -> None:
    known = {code for code, _ in countries()}
    held = places.gazetteer()
    for names in (held.names, held.regions, held.codes):
        assert set().union(*names.values()) <= known
    assert {code for city in held.cities.values() for code in city} <= known


def test_ten_thousand_locations_are_read_in_under_a_second_of_work() -> None:
    country_of("warm up")
    started = time.process_time()
    for index in range(10_000):
        country_of(f"Somewhere {index}, Springfield, MO")
    assert time.process_time() - started < 1


def test_importing_places_reads_no_file_and_brings_no_framework() -> None:
    probe = (
        "import json, sys; import rounds.insights.places as p;"
        "print(json.dumps([p.gazetteer.cache_info().currsize, 'django' in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [0, False]
