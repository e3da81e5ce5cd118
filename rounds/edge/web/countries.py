"""Countries and languages in words, for profiles and forms."""

from functools import cache
from unicodedata import combining, normalize

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language

from rounds.edge.web.country_names import NAMES
from rounds.insights import places

# Languages that many here speak and Django's own list does not name.
MORE_LANGUAGES = {
    "am": "አማርኛ", "bo": "བོད་ཡིག", "fj": "Na Vosa Vakaviti", "gu": "ગુજરાતી", "ha": "Hausa",
    "ku": "Kurdî", "lo": "ລາວ", "mi": "Te Reo Māori", "mg": "Malagasy", "mt": "Malti",
    "ny": "Chichewa", "om": "Afaan Oromoo", "or": "ଓଡ଼ିଆ", "ps": "پښتو", "rw": "Ikinyarwanda",
    "si": "සිංහල", "sn": "chiShona", "so": "Soomaali", "st": "Sesotho", "ti": "ትግርኛ", "tl": "Tagalog",
    "tn": "Setswana", "wo": "Wolof", "xh": "isiXhosa", "yi": "ייִדיש", "yo": "Yorùbá", "zu": "isiZulu",
}  # fmt: skip


def countries() -> dict[str, str]:
    """The name of each country by its two-letter code, in the order of the names, in the reader's language."""
    return _countries_in((get_language() or "en")[:2])


@cache
def _countries_in(language: str) -> dict[str, str]:
    names = dict(places.countries()) | NAMES.get(language, {})
    return dict(sorted(names.items(), key=lambda pair: _without_marks(pair[1])))


def _without_marks(name: str) -> str:
    """'Ägypten' stands among the names with A."""
    return "".join(one for one in normalize("NFD", name.casefold()) if not combining(one))


def country_name(code: str) -> str:
    """'Portugal' for 'PT'; the code itself where it is unknown, nothing for nothing."""
    return countries().get(code, code) if code else ""


@cache
def languages() -> dict[str, str]:
    """Each language in its own words by its two-letter code, in the order of the names."""
    known = {
        code: str(info["name_local"])
        for code, info in LANG_INFO.items()
        if len(code) == 2 and "name_local" in info
    }
    return dict(sorted((known | MORE_LANGUAGES).items(), key=lambda pair: pair[1].casefold()))


def language_name(code: str) -> str:
    """A language in its own words: 'português' for 'pt'; the code where it is unknown."""
    return languages().get(code, code)
