"""Configuration: the environment, then one TOML file, then defaults that work.

`ROUNDS_HOME` is the folder of database, media and settings. Every setting below can stand in the
environment as `ROUNDS_<NAME>` or in `ROUNDS_HOME/rounds.toml` as `<name>`; the environment wins.
docs/settings.md lists them all.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from rounds.base.errors import RoundsError


class UnsafeConfiguration(RoundsError):
    """A setting that would be unsafe in public; the sentence says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What an operator can decide; each field's default works on one small machine."""

    home: Path = field(default_factory=lambda: Path("home").resolve())
    name: str = "Rounds"
    description: str = "Where medicine teaches itself."
    contact: str = ""
    origin: str = ""
    bind: str = "127.0.0.1"
    port: int = 8000
    secret: str = ""
    debug: bool = False
    public: bool = False
    profile: str = ""
    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = "rounds@localhost"
    s3_url: str = ""
    registration: str = "open"
    confirm_email: bool = True
    minimum_age: int = 16
    max_characters: int = 1000
    max_media_mb: int = 16
    review_required: bool = False
    check_pictures: bool = True
    rate_limits: bool = True
    time_zone: str = "UTC"
    workers: int = 1
    jobs_here: bool = True
    log_level: str = "INFO"
    link_previews: bool = True
    push_words: str = "not-direct"
    institutions: str = ""
    orcid_client_id: str = ""
    orcid_secret: str = ""
    orcid_url: str = "https://orcid.org"
    orcid_api: str = "https://pub.orcid.org"
    oidc_url: str = ""
    oidc_client_id: str = ""
    oidc_secret: str = ""
    oidc_name: str = ""
    oidc_domains: str = ""
    saml_metadata: str = ""
    saml_certificate: str = ""
    reach_loopback: bool = False

    @property
    def base_url(self) -> str:
        """The address people reach this server at, without a closing slash."""
        if self.origin:
            return self.origin.rstrip("/")
        host = "localhost" if self.bind in {"127.0.0.1", "0.0.0.0", "::", "::1"} else self.bind
        if self.profile != "suites" and self.bind == "127.0.0.1":
            host = "127.0.0.1"
        return f"http://{host}:{self.port}"

    @property
    def host(self) -> str:
        """The host (and port) in people's handles."""
        return self.base_url.split("://", 1)[1]


_REGISTRATIONS = {"open", "approval", "invitation", "closed"}
_PUSH_WORDS = {"all", "not-direct", "none"}
_TRUE = {"1", "true", "yes", "on"}


def _parsed(name: str, kind: Any, value: Any) -> Any:
    try:
        if kind is bool:
            return value if isinstance(value, bool) else str(value).strip().lower() in _TRUE
        if kind is int:
            return int(value)
        return Path(value).expanduser().resolve() if kind is Path else str(value)
    except ValueError as error:
        message = f"ROUNDS_{name.upper()} is '{value}', which is no {kind.__name__}."
        raise RoundsError(message) from error


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RoundsError(f"{path.name} can't be read: {error}. Mend that line.") from error


def _secret(home: Path) -> str:
    """The secret kept in `home`, made at the first start."""
    path = home / "secret"
    if path.is_file():
        return path.read_text(encoding="ascii").strip()
    home.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(50)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made


def load(environ: Mapping[str, str]) -> Configuration:
    """The configuration that `environ` and the TOML file in its home describe.

    Errors: RoundsError for a value that can't be read; UnsafeConfiguration for one that would be
    unsafe in public.
    """
    home = Path(environ.get("ROUNDS_HOME", "home")).expanduser().resolve()
    written = _toml(home / "rounds.toml")
    known = {f.name: f.type for f in fields(Configuration)}
    if unknown := sorted(set(written) - set(known)):
        raise RoundsError(f"rounds.toml has unknown settings: {', '.join(unknown)}. Remove them.")
    values: dict[str, Any] = {}
    for name, kind in known.items():
        raw = environ.get(f"ROUNDS_{name.upper()}", written.get(name))
        if raw is not None:
            values[name] = _parsed(name, kind, raw)
    values["home"] = home
    if not values.get("secret"):
        values["secret"] = _secret(home)
    config = Configuration(**values)
    check(config)
    return config


def _is_loopback(bind: str) -> bool:
    try:
        return ip_address(bind).is_loopback
    except ValueError:
        return bind == "localhost"


def _check_saml(config: Configuration) -> None:
    if not config.saml_metadata:
        return
    # Asked for without loading it: nothing of it is needed until somebody signs in elsewhere.
    if find_spec("onelogin") is None:
        raise RoundsError(
            "ROUNDS_SAML_METADATA is set, and what reads SAML is not installed: install the extra"
            ' `saml` (python -m pip install "rounds[saml]"), or leave the setting out.'
        )
    if "://" in config.saml_metadata and not config.saml_certificate:
        raise UnsafeConfiguration(
            "ROUNDS_SAML_METADATA is an address: set ROUNDS_SAML_CERTIFICATE to the file of the"
            " federation's certificate, so that nobody else can name institutions."
        )


def check(config: Configuration) -> None:
    """Refuse what would be unsafe in public.

    Errors: UnsafeConfiguration, with what to change.
    """
    if config.registration not in _REGISTRATIONS:
        choices = ", ".join(sorted(_REGISTRATIONS))
        raise RoundsError(f"ROUNDS_REGISTRATION is '{config.registration}'; use one of {choices}.")
    if config.push_words not in _PUSH_WORDS:
        choices = ", ".join(sorted(_PUSH_WORDS))
        raise RoundsError(f"ROUNDS_PUSH_WORDS is '{config.push_words}'; use one of {choices}.")
    if config.profile not in {"", "suites"}:
        raise RoundsError(f"ROUNDS_PROFILE is '{config.profile}'; leave it out or use 'suites'.")
    if config.workers > 1 and not config.redis_url:
        raise RoundsError(
            f"ROUNDS_WORKERS is {config.workers}, and processes hear each other through Redis alone: "
            "set ROUNDS_REDIS_URL, or leave one worker."
        )
    _check_saml(config)
    in_public = config.public or not _is_loopback(config.bind) or config.origin.startswith("https:")
    if not in_public:
        return
    problems = {
        "ROUNDS_DEBUG is on: switch it off": config.debug,
        "ROUNDS_SECRET is shorter than 32 characters: leave it out and one is made": (
            len(config.secret) < 32
        ),
        "ROUNDS_PROFILE=suites opens the doors for test suites: leave it out": bool(config.profile),
        "ROUNDS_ORIGIN is missing: set it to the https address people use": not config.origin,
        "ROUNDS_RATE_LIMITS is off: switch it on": not config.rate_limits,
        "ROUNDS_REACH_LOOPBACK lets links reach this machine: leave it out": config.reach_loopback,
    }
    if found := [words for words, wrong in problems.items() if wrong]:
        raise UnsafeConfiguration("Not safe in public. " + ". ".join(found) + ".")
