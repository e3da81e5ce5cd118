"""Configuration: the environment, then one TOML file, then defaults that work.

`ROUNDS_HOME` is the folder of database, media and settings. Every setting below can stand in the
environment as `ROUNDS_<NAME>` or in `ROUNDS_HOME/rounds.toml` as `<name>`; the environment wins.
docs/settings.md lists them all.
"""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from rounds.base.errors import RoundsError
from rounds.site.values import complaints, is_loopback, origin_host, parsed, unknown_settings


class UnsafeConfiguration(RoundsError):
    """A setting that would be unsafe in public; the sentence says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What an operator can decide; each field's default works on one small machine."""

    home: Path = field(default_factory=lambda: Path("home").resolve())
    name: str = "Rounds"
    description: str = "Where medicine teaches itself."
    contact: str = ""
    source_url: str = ""
    origin: str = ""
    bind: str = "127.0.0.1"
    port: int = 8000
    secret: str = ""
    debug: bool = False
    public: bool = False
    plain_http: bool = False
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
    c2pa_certificate: str = ""
    c2pa_key: str = ""
    c2pa_trust: str = ""
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

    @property
    def in_public(self) -> bool:
        """Whether anybody but the people at this machine can reach the server."""
        host = origin_host(self.origin) if self.origin else ""
        return self.public or not is_loopback(self.bind) or bool(host and not is_loopback(host))


def _toml(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RoundsError(f"{path.name} can't be read: {error}. Mend that line.") from error


def _kept_secret(home: Path) -> str:
    path = home / "secret"
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _make_secret(home: Path) -> str:
    """A secret, made at the first start and kept in `home`.

    Errors: RoundsError where nothing can be written.
    """
    made = secrets.token_urlsafe(50)
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o750)
        descriptor = os.open(home / "secret", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        # Another process of this start may have been quicker.
        if isinstance(error, FileExistsError) and (kept := _kept_secret(home)):
            return kept
        raise RoundsError(
            f"ROUNDS_HOME is {home}, which can't be written: {error.strerror}. Choose another folder."
        ) from error
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
            values[name] = parsed(name, kind, raw)
    values["home"] = home
    values["secret"] = values.get("secret") or _kept_secret(home)
    config = Configuration(**values)
    check(config)
    return config if config.secret else replace(config, secret=_make_secret(home))


def remarks(environ: Mapping[str, str]) -> tuple[str, ...]:
    """What is odd about `environ` and no reason to refuse it."""
    return tuple(unknown_settings(environ, (f.name for f in fields(Configuration))))


def check(config: Configuration) -> None:
    """Refuse what can't be meant, and what would be unsafe in public; says all of it at once.

    Errors: RoundsError and UnsafeConfiguration, with what to change.
    """
    if found := list(complaints(config)):
        raise RoundsError(" ".join(found))
    if config.workers > 1 and not config.redis_url:
        raise RoundsError(
            f"ROUNDS_WORKERS is {config.workers}, and processes hear each other through Redis alone: "
            "set ROUNDS_REDIS_URL, or leave one worker."
        )
    if "://" in config.saml_metadata and not config.saml_certificate:
        raise UnsafeConfiguration(
            "ROUNDS_SAML_METADATA is an address: set ROUNDS_SAML_CERTIFICATE to the file of the"
            " federation's certificate, so that nobody else can name institutions."
        )
    if config.in_public:
        _check_in_public(config)


def _check_in_public(config: Configuration) -> None:
    is_plain = config.origin.startswith("http:") and not config.plain_http
    problems = {
        "ROUNDS_DEBUG is on: switch it off": config.debug,
        # Where there is none yet, one is made that is long enough.
        "ROUNDS_SECRET is shorter than 32 characters: leave it out and one is made": (
            0 < len(config.secret) < 32
        ),
        "ROUNDS_PROFILE=suites opens the doors for test suites: leave it out": bool(config.profile),
        "ROUNDS_ORIGIN is missing: set it to the https address people use": not config.origin,
        "ROUNDS_ORIGIN is plain http, which others can read on the way: put a proxy that speaks https"
        " in front and write https://, or, on a network you trust, set ROUNDS_PLAIN_HTTP": is_plain,
        "ROUNDS_RATE_LIMITS is off: switch it on": not config.rate_limits,
        "ROUNDS_REACH_LOOPBACK lets links reach this machine: leave it out": config.reach_loopback,
    }
    if found := [words for words, wrong in problems.items() if wrong]:
        raise UnsafeConfiguration("Not safe in public. " + ". ".join(found) + ".")
