"""What one setting may hold, each by itself: read from words, and refused with what to write instead.

`ROUNDS_DEBUG=maybe` must not read as off, nor `ROUNDS_MINIMUM_AGE=-3` as an age: a wrong value that
is taken in silence is found by the people it harms. Pure, but for looking which extras are installed
and which files can be read.
"""

import difflib
import os
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from rounds.base.errors import RoundsError

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
_KINDS = {int: "a whole number", bool: "on or off (1 or 0)", str: "a text", Path: "a folder"}
REGISTRATIONS = ("approval", "closed", "invitation", "open")
_PUSH_WORDS = ("all", "not-direct", "none")
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_BOUNDS = {
    "port": (1, 65535),
    "minimum_age": (0, 120),
    "max_characters": (1, 100_000),
    "max_media_mb": (1, 1024),
    "workers": (1, 256),
}
# What speaks to each service, and the extra that brings it.
_EXTRAS = (
    ("database_url", ("postgres:", "postgresql:"), "psycopg", "large", "what speaks to PostgreSQL"),
    ("redis_url", ("",), "redis", "large", "what speaks to Redis"),
    ("s3_url", ("",), "storages", "s3", "what speaks to S3"),
    ("saml_metadata", ("",), "onelogin", "saml", "what reads SAML"),
)


def _truth(value: Any) -> bool:
    word = str(value).strip().lower()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def parsed(name: str, kind: Any, value: Any) -> Any:
    """`value` as `kind`, from the environment (text) or from TOML (typed).

    Errors: RoundsError that names the setting.
    """
    try:
        if isinstance(value, (list, dict)) or (kind is int and isinstance(value, (bool, float))):
            raise ValueError
        if kind is bool:
            return _truth(value)
        if kind is int:
            return int(value)
        return Path(value).expanduser().resolve() if kind is Path else str(value)
    except ValueError as error:
        message = f"ROUNDS_{name.upper()} is '{value}', which is not {_KINDS[kind]}."
        raise RoundsError(message) from error


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def origin_host(origin: str) -> str:
    """The host in `origin`, without its port; '' where none is written."""
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""


def _wrong_origin(origin: str) -> str:
    """Why `origin` can't be the address people use, or ''."""
    shape = "Write it as https://rounds.example.org, with nothing behind the host and its port."
    try:
        parts = urlsplit(origin)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
        bare = parts.path in {"", "/"} and not (parts.query or parts.fragment or parts.username)
    except ValueError:
        sound = bare = False
    if not sound or any(character.isspace() or character in "<>\"'\\" for character in origin):
        return f"ROUNDS_ORIGIN is '{origin}', which is no web address. {shape}"
    return "" if bare else f"ROUNDS_ORIGIN is '{origin}', which has more than a host. {shape}"


def _wrong_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return f"ROUNDS_TIME_ZONE is '{name}'; use a name like Europe/London."
    return ""


def _wrong_addresses(config: Any) -> Iterator[str]:
    url = config.database_url
    if url and not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        kind = url.split(":", 1)[0]  # never the rest: it may hold a password
        yield (
            f"ROUNDS_DATABASE_URL begins with '{kind[:20]}'; Rounds works on SQLite (leave it out) and"
            " on PostgreSQL: postgres://user:password@host:5432/name."
        )
    if config.redis_url and not config.redis_url.startswith(("redis:", "rediss:", "unix:")):
        yield "ROUNDS_REDIS_URL can't be read. Write it as redis://host:6379/0."
    for name, beginnings, module, extra, words in _EXTRAS:
        value = getattr(config, name)
        # Asked for without loading it: nothing of it is needed yet.
        if value and value.startswith(beginnings) and find_spec(module) is None:
            yield (
                f"ROUNDS_{name.upper()} is set, and {words} is not installed: install the extra"
                f' `{extra}` (python -m pip install "rounds[{extra}]"), or leave the setting out.'
            )


def _wrong_signer(config: Any) -> Iterator[str]:
    """What is wrong with the files that sign content credentials."""
    if bool(config.c2pa_certificate) != bool(config.c2pa_key):
        given = "CERTIFICATE" if config.c2pa_certificate else "KEY"
        missing = "KEY" if config.c2pa_certificate else "CERTIFICATE"
        yield f"ROUNDS_C2PA_{given} is set without ROUNDS_C2PA_{missing}: set both, or neither."
    for name in ("c2pa_certificate", "c2pa_key", "c2pa_trust"):
        path = getattr(config, name)
        if path and not os.access(path, os.R_OK):
            yield f"ROUNDS_{name.upper()} is '{path}', a file that can't be read. Name one that can."


def complaints(config: Any) -> Iterator[str]:
    """Everything that is wrong with the values of `config`, one sentence each."""
    if config.origin and (wrong := _wrong_origin(config.origin)):
        yield wrong
    for name, (least, most) in _BOUNDS.items():
        value = getattr(config, name)
        if not least <= value <= most:
            yield f"ROUNDS_{name.upper()} is {value}; it can be {least} to {most}."
    if config.registration not in REGISTRATIONS:
        choices = ", ".join(REGISTRATIONS)
        yield f"ROUNDS_REGISTRATION is '{config.registration}'; use one of {choices}."
    if config.push_words not in _PUSH_WORDS:
        yield f"ROUNDS_PUSH_WORDS is '{config.push_words}'; use one of {', '.join(_PUSH_WORDS)}."
    if config.profile not in {"", "suites"}:
        yield f"ROUNDS_PROFILE is '{config.profile}'; leave it out or use 'suites'."
    if config.log_level.upper() not in _LOG_LEVELS:
        yield f"ROUNDS_LOG_LEVEL is '{config.log_level}'; use one of {', '.join(_LOG_LEVELS)}."
    if wrong := _wrong_zone(config.time_zone):
        yield wrong
    yield from _wrong_addresses(config)
    yield from _wrong_signer(config)


def unknown_settings(environ: Mapping[str, str], known: Iterable[str]) -> Iterator[str]:
    """A sentence for each variable that looks like a setting and is none.

    They are remarked on, not refused: a cluster names services in this very way.
    """
    names = {f"ROUNDS_{name.upper()}" for name in known}
    for given in sorted(environ):
        if given.startswith("ROUNDS_") and given not in names:
            near = difflib.get_close_matches(given, names, n=1, cutoff=0.8)
            hint = f" Did you mean {near[0]}?" if near else ""
            yield f"{given} is set, and there is no such setting.{hint}"
