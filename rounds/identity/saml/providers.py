"""The institutions whose log-in may be asked: taken from metadata, found by name, believed for a time."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from rounds.base import clock
from rounds.base.errors import Invalid, NotFound
from rounds.identity.saml.metadata import Described, check_signature, described, parse
from rounds.identity.saml_models import SamlProvider, SamlSpent
from rounds.jobs.queue import later
from rounds.outside.web import Request, Unreachable, ask

# All of eduGAIN is about 100 MB.
_LONGEST = 160 * 1024 * 1024
_SECONDS = 180.0
_SHOWN = 20


def is_set_up() -> bool:
    """Whether this server knows a federation's metadata."""
    return bool(settings.ROUNDS.saml_metadata)


def _read(where: str) -> bytes:
    if "://" not in where:
        try:
            return Path(where).expanduser().read_bytes()
        except OSError as error:
            raise Invalid(f"{where} can't be read. Set ROUNDS_SAML_METADATA anew.") from error
    found = ask(Request(url=where, longest=_LONGEST, seconds=_SECONDS))
    if found.status != 200:
        raise Unreachable(f"The federation answered {found.status}.")
    return found.body


def _certificate(path: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(f"{path} can't be read. Set ROUNDS_SAML_CERTIFICATE anew.") from error


@transaction.atomic
def replace_providers(found: Iterable[Described]) -> int:
    """Believe the institutions in `found` and no others; gives how many there are."""
    kept = set()
    for one in found:
        words = " ".join([*one.names.values(), *one.scopes]).casefold()
        SamlProvider.objects.update_or_create(
            entity=one.entity,
            defaults={
                "names": one.names, "words": words, "sign_in": one.sign_in,
                "certificates": one.certificates, "scopes": one.scopes, "listed": one.listed,
                "until": one.until,
            },
        )  # fmt: skip
        kept.add(one.entity)
    known = SamlProvider.objects.values_list("pk", "entity")
    gone = [key for key, entity in known if entity not in kept]
    for at in range(0, len(gone), 500):
        SamlProvider.objects.filter(pk__in=gone[at : at + 500]).delete()
    return len(kept)


def fetch_providers() -> int:
    """The job: read the metadata, look at its signature where a certificate is named, and take it over.

    Gives how many institutions there are now. What was known stays where something fails.

    Errors: Invalid for what can't be read or is not signed; Unreachable.
    """
    known = settings.ROUNDS
    if not is_set_up():
        raise Invalid("ROUNDS_SAML_METADATA names no metadata. Set it to a file or an address.")
    root = parse(_read(known.saml_metadata))
    if known.saml_certificate:
        check_signature(root, _certificate(known.saml_certificate))
    found = list(described(root, loopback=known.reach_loopback))
    if not found:
        raise Invalid(
            "The metadata names no institution with a log-in, a key and a scope"
            " (shibmd:Scope): nobody could be asked."
        )
    return replace_providers(found)


def refresh() -> None:
    """Queue a new reading of the metadata, and forget assertions that are too old to be shown again."""
    SamlSpent.objects.filter(until__lt=clock.now()).delete()
    if is_set_up():
        later(fetch_providers, key="saml:providers")


def _believed() -> QuerySet[SamlProvider, SamlProvider]:
    if not is_set_up():
        return SamlProvider.objects.none()
    return SamlProvider.objects.filter(Q(until__isnull=True) | Q(until__gt=clock.now()))


def shown_name(provider: SamlProvider) -> str:
    """The institution's name in the language in force, else in English, else in any."""
    names: dict[str, str] = provider.names
    language = (get_language() or "en").split("-")[0]
    return names.get(language) or names.get("en") or next(iter(names.values()), provider.entity)


def find_providers(words: str = "") -> tuple[list[SamlProvider], int]:
    """Up to twenty institutions whose name or domain holds all of `words`, and how many there are."""
    rows = _believed().filter(listed=True)
    for word in words.casefold().split()[:8]:
        rows = rows.filter(words__contains=word)
    found = sorted(rows[:400], key=lambda one: shown_name(one).casefold())
    return found[:_SHOWN], rows.count()


def provider_by_id(provider_id: int) -> SamlProvider:
    """An institution that may be asked now.

    Errors: NotFound.
    """
    found = _believed().filter(pk=provider_id).first()
    if found is None:
        raise NotFound
    return found


def provider_by_entity(entity: str) -> SamlProvider:
    """The institution that calls itself `entity`.

    Errors: NotFound for one that no metadata names, or whose metadata has ended.
    """
    found = _believed().filter(entity=entity).first()
    if found is None:
        raise NotFound
    return found
