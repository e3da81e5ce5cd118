"""Django's settings, made from `rounds.site.configuration`."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from rounds.site.configuration import load, remarks
from rounds.site.object_storage import object_storage
from rounds.site.private import keep_folder_private, keep_private
from rounds.site.values import origin_host

ROUNDS = load(os.environ)
ROUNDS_HOME: Path = ROUNDS.home
SETTING_REMARKS = remarks(os.environ)
SUITES = ROUNDS.profile == "suites"

SECRET_KEY = ROUNDS.secret
DEBUG = ROUNDS.debug
BASE_URL = ROUNDS.base_url
ALLOWED_HOSTS = ["*"] if SUITES else [origin_host(BASE_URL), "127.0.0.1", "localhost", "[::1]"]
LOCAL_HOST = ROUNDS.host

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rounds.edge.web",  # before allauth, whose pages it sets anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rounds.jobs",
    "rounds.ledger",
    "rounds.identity",
    "rounds.posts",
    "rounds.gate",
    "rounds.gatherings",
    "rounds.trust",
    "rounds.timelines",
    "rounds.moving",
    "rounds.edge.mastodon",
    "rounds.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "rounds.edge.web.middleware.guard_pages",
    "rounds.site.middleware.Squeezed",
    "rounds.site.middleware.Sessions",
    "rounds.site.middleware.Languages",
    "rounds.site.middleware.Common",
    "rounds.site.middleware.Csrf",
    "rounds.site.middleware.SignedIn",
    "rounds.site.middleware.Messages",
    "rounds.site.middleware.Frames",
    "allauth.account.middleware.AccountMiddleware",
    "rounds.edge.web.middleware.read_as_reader",
    "rounds.edge.web.middleware.ExplainErrors",
    "rounds.edge.web.accounts.RefusedForms",
]

ROOT_URLCONF = "rounds.site.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rounds.edge.web.context.page",
            ],
        },
    }
]


def _database(url: str) -> dict[str, Any]:
    """Django's words for a database address such as postgres://user:pass@host:5432/name."""
    if not url or url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///") or str(ROUNDS_HOME / "rounds.sqlite3")
        if path != ":memory:":
            keep_private(Path(path))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;"
                    "PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=27103364;"
                ),
            },
            "CONN_MAX_AGE": None,
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(ROUNDS.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = ["rounds.edge.web.session_backend.SessionBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
     "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("de", "Deutsch")]
TIME_ZONE = ROUNDS.time_zone
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = ROUNDS_HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = ROUNDS_HOME / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if ROUNDS.s3_url:
    _s3 = object_storage(ROUNDS.s3_url)
    STORAGES["default"] = _s3.storage
    MEDIA_URL = _s3.url
else:
    keep_folder_private(MEDIA_ROOT / "private")  # as `posts.files` calls it
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if ROUNDS.redis_url:
    CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ROUNDS.redis_url,
        "KEY_PREFIX": LOCAL_HOST,
    }
# Redis gives its databases one set of channels: sites that share it are told apart by name.
BUS_PREFIX = f"rounds:{LOCAL_HOST}:"
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = ROUNDS.mail_from
if ROUNDS.smtp_url:
    _smtp = urlsplit(ROUNDS.smtp_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _smtp.hostname or "localhost"
    EMAIL_PORT = _smtp.port or 25
    EMAIL_HOST_USER = unquote(_smtp.username or "")
    EMAIL_HOST_PASSWORD = unquote(_smtp.password or "")
    # A server that takes the call and says nothing must not keep a worker or a page waiting.
    EMAIL_TIMEOUT = 15
    EMAIL_USE_TLS = _smtp.scheme == "smtp+tls"
    EMAIL_USE_SSL = _smtp.scheme == "smtps"

_HTTPS = BASE_URL.startswith("https:")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "rounds.edge.web.failures.csrf_failed"

ACCOUNT_ADAPTER = "rounds.edge.web.adapter.AccountAdapter"
MFA_ADAPTER = "rounds.edge.web.adapter.SecondFactorAdapter"
ACCOUNT_FORMS = {
    "signup": "rounds.edge.web.signup.SignupForm",
    "login": "rounds.edge.web.account_forms.LogInForm",
    "add_email": "rounds.edge.web.account_forms.AddressForm",
    "change_password": "rounds.edge.web.account_forms.PasswordChangeForm",
    "set_password": "rounds.edge.web.account_forms.PasswordSetForm",
    "reset_password": "rounds.edge.web.account_forms.ForgottenForm",
    "reset_password_from_key": "rounds.edge.web.account_forms.PasswordFromLinkForm",
    "reauthenticate": "rounds.edge.web.account_forms.StillYouForm",
}
MFA_FORMS = {
    "authenticate": "rounds.edge.web.account_forms.CodeForm",
    "reauthenticate": "rounds.edge.web.account_forms.CodeAgainForm",
    "activate_totp": "rounds.edge.web.account_forms.AppOnForm",
    "add_webauthn": "rounds.edge.web.account_forms.KeyForm",
    "edit_webauthn": "rounds.edge.web.account_forms.KeyNameForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if ROUNDS.confirm_email and not SUITES else "none"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS: Any = {} if ROUNDS.rate_limits and not SUITES else False
LOGIN_REDIRECT_URL = "/home"
LOGIN_URL = "/accounts/login/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _HTTPS

LOGGING_CONFIG = None
