"""All settings. Those of the operator are read from the environment:

================== ================================ ====================================
name               default                          meaning
================== ================================ ====================================
DEBUG              off; on under runserver          tracebacks in the browser; not read from
                                                    the file, which servers read too
SECRET_KEY         none: required unless DEBUG      signs sessions and forms
ALLOWED_HOSTS      localhost, 127.0.0.1, [::1]      host names served
CSRF_TRUSTED_ORIGINS none                           https://host of a proxy in front
DATABASE_URL       sqlite file var/archive.sqlite3  where the articles are
DATABASE_POOL      8 in the web server; else 0      connections to PostgreSQL that the threads of a
                                                    process share; 0: each thread has its own
DATABASE_SECONDS   60 in the web server; else 0     PostgreSQL ends longer statements; 0: none
DATABASE_POOLER    off                              on: DATABASE_URL is that of a PgBouncer
SEARCH_URL         whoosh: beside the database      where the index is; required with PostgreSQL:
                                                    a folder, or opensearch+https://…
TRUSTED_PROXIES    none; with https this machine    addresses or networks of proxies in
                   (127.0.0.1, ::1, unix)           front; unix: by a Unix socket
HSTS_SECONDS       2,592,000 (30 days) with https   browsers then insist on https so long
RATE_LIMIT_SEARCH  600                              searches and articles a minute by one client, in
                                                    one worker process; 0: no limit
RATE_LIMIT_API     1,200                            the same: API, suggestions, feeds
RATE_LIMIT_EXPORT  60                               the same: exports, receipts
RATE_LIMIT_SIGN_IN 60                               the same: the sign-in page
REQUEST_MAX_BYTES  2,500,000                        larger requests are refused
UPLOAD_MAX_BYTES   200,000,000                      the same where articles are added
UPLOAD_FOLDER      uploads/ beside the database     files that wait for confirmation
ERASURE_LOG        erasures.jsonl beside the        what was erased: only hashes, dates and
                   database                         reasons; a restore repeats it
WITHDRAWN_SHOWS    nothing                          what readers learn of withdrawn articles:
                                                    dates, or reasons (with the headline)
SECURITY_CONTACT   none                             for security.txt: mailto: or https://
SCRIPT_NAME        none                             /path of the archive on a larger site
LOGIN_REQUIRED     off                              on: only people with an account
LOGIN_FAILURES     10                               wrong passwords before a name must wait
LOGIN_WAIT         15                               minutes of that wait
SECOND_FACTOR      off                              on: staff give codes of an app, too
OIDC_ISSUER        none                             https://… of an OpenID Connect provider
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME       what it calls the archive; what people call it
EMAIL_URL          none: printed by the command     smtp+tls://…, which sends invitations and
                                                    e-mails about saved searches
DEFAULT_FROM_EMAIL webmaster@localhost              the sender of these
EMAIL_TIMEOUT      30                               seconds that the mail server has to answer
ALERT_HOUR         6                                the hour at which daily and weekly e-mails
                                                    about saved searches are due
ROBOTS_WELCOME     off                              on: web search engines may index it
ARCHIVE_NAME       News archive                     its name on pages, in feeds and apps
ARCHIVE_ADDRESS    that of each request             https://host in citations, feeds, exports
ARCHIVE_LOGO       none                             /path/of/a/picture.svg (png, jpg, webp)
ARCHIVE_COLOUR     dark red                         #7a1f1d; a second one is for dark windows
ARCHIVE_IMPRINT    none                             https://… of the imprint, or its text
DAY_FIRST          on                               7/3/2020 in a date field is 7 March; off:
                                                    July 3
INGEST_MAX_BYTES   10,000,000                       larger files are refused
INGEST_PROCESSES   one per processor                processes that read captures
INGEST_NICENESS    10                               how far these give way to others: 0 to 19
OCR_COMMAND        none                             ocrmypdf -l eng: reads scans without text
OCR_SECONDS        300                              seconds that it may take for a scan
INDEX_CHECK_EVERY  3600                             seconds between checks of the index
LOG_LEVEL          INFO                             what is logged to standard error
LOG_FORMAT         text                             json: one JSON object in each line
LOG_QUERIES        off                              on: what people search for is logged too
METRICS_FOLDER     none: no metrics                 folder for the numbers of /metrics, which
                                                    is for Prometheus
ENV_FILE           .env beside manage.py            file with these settings
================== ================================ ====================================

A variable of the environment overrides the one in the file. An https:// address in
CSRF_TRUSTED_ORIGINS says that a proxy in front speaks https: cookies are then secure, requests by
http are redirected, and browsers are told to insist (HSTS). The proxy must send X-Forwarded-Proto.
"""

import datetime as dt
import os
import re
import shlex
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from newsarchive.branding.colours import accents_of
from newsarchive.branding.pictures import LOGOS
from newsarchive.databasesettings import SQLITE, checked, postgresql, sqlite
from newsarchive.doors.proxies import trust
from newsarchive.privatefiles import keep_private
from newsarchive.watching.logs import FORMS, logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Before the file is read: a checkout that was set up for work may later be run by a server.
DEBUG: bool = env.bool("DEBUG", default=False)
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))

SECRET_KEY: str = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    if not DEBUG:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set. `python3 dev.py setup` writes one to .env; on a server "
            "set it in the environment."
        )
    SECRET_KEY = "insecure: for DEBUG only"  # noqa: S105 - refused above when DEBUG is off
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
_https = any(origin.startswith("https://") for origin in CSRF_TRUSTED_ORIGINS)
# Something in front speaks https, because gunicorn does not; most often on this machine.
TRUSTED_PROXIES: list[str] = env.list(
    "TRUSTED_PROXIES", default=["127.0.0.1", "::1", "unix"] if _https else []
)
try:
    trust(TRUSTED_PROXIES)
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES: {error}.") from error
RATE_LIMITS: dict[str, int] = {
    "search": env.int("RATE_LIMIT_SEARCH", default=600),
    "api": env.int("RATE_LIMIT_API", default=1200),
    "export": env.int("RATE_LIMIT_EXPORT", default=60),
    "sign_in": env.int("RATE_LIMIT_SIGN_IN", default=60),
}
DATA_UPLOAD_MAX_MEMORY_SIZE: int = env.int("REQUEST_MAX_BYTES", default=2_500_000)
UPLOAD_MAX_BYTES: int = env.int("UPLOAD_MAX_BYTES", default=200_000_000)
# Of a folder. Each takes a file descriptor while it arrives.
DATA_UPLOAD_MAX_NUMBER_FILES = 500
SECURITY_CONTACT: list[str] = env.list("SECURITY_CONTACT", default=[])
for _contact in SECURITY_CONTACT:
    if not _contact.startswith(("mailto:", "https://", "tel:")) or not _contact.isprintable():
        raise ImproperlyConfigured(
            "SECURITY_CONTACT must be an address such as mailto:security@example.org or "
            f"https://example.org/report, not {_contact!r}."
        )
SCRIPT_NAME: str = env.str("SCRIPT_NAME", default="").rstrip("/")
if SCRIPT_NAME and (not SCRIPT_NAME.startswith("/") or SCRIPT_NAME.startswith("//")):
    raise ImproperlyConfigured(f"SCRIPT_NAME must be a path such as /archive, not {SCRIPT_NAME!r}.")
FORCE_SCRIPT_NAME = SCRIPT_NAME or None
LOGIN_REQUIRED: bool = env.bool("LOGIN_REQUIRED", default=False)
LOGIN_FAILURES: int = env.int("LOGIN_FAILURES", default=10)
LOGIN_WAIT: int = env.int("LOGIN_WAIT", default=15)
if min(LOGIN_FAILURES, LOGIN_WAIT) < 1:
    raise ImproperlyConfigured("LOGIN_FAILURES and LOGIN_WAIT must be 1 or more.")
SECOND_FACTOR: bool = env.bool("SECOND_FACTOR", default=False)
if SECOND_FACTOR and not (find_spec("django_otp") and find_spec("segno")):
    raise ImproperlyConfigured(
        "SECOND_FACTOR needs more packages. Type: python3 -m pip --python .venv/bin/python "
        "install --require-hashes -r requirements-extras.txt"
    )
OIDC_ISSUER: str = env.str("OIDC_ISSUER", default="").rstrip("/")
OIDC_NAME: str = env.str("OIDC_NAME", default="your organisation")
_oidc_client = {
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "secret": env.str("OIDC_CLIENT_SECRET", default=""),
}
if OIDC_ISSUER:
    if not OIDC_ISSUER.startswith(("https://", "http://")) or not all(_oidc_client.values()):
        raise ImproperlyConfigured(
            "OIDC_ISSUER must be an address such as https://id.example.org, and OIDC_CLIENT_ID "
            "and OIDC_CLIENT_SECRET must be set with it."
        )
    if not (find_spec("allauth") and find_spec("jwt")):
        raise ImproperlyConfigured(
            "OIDC_ISSUER needs more packages. Type: python3 -m pip --python .venv/bin/python "
            "install --require-hashes -r requirements-extras.txt"
        )
EMAIL_URL: str = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    try:
        vars().update(env.email_url("EMAIL_URL"))
    except (KeyError, ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            "EMAIL_URL must be an address such as smtp+tls://user:password@host:587."
        ) from error
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT: float = env.float("EMAIL_TIMEOUT", default=30.0)
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
ALERT_HOUR: int = env.int("ALERT_HOUR", default=6)
if not 0 <= ALERT_HOUR < 24:
    raise ImproperlyConfigured(f"ALERT_HOUR must be an hour from 0 to 23, not {ALERT_HOUR}.")
ARCHIVE_NAME: str = " ".join(env.str("ARCHIVE_NAME", default="").split()) or "News archive"
ARCHIVE_ADDRESS: str = env.str("ARCHIVE_ADDRESS", default="").rstrip("/")
if ARCHIVE_ADDRESS and not re.fullmatch(r"https?://[^\s/?#@]+", ARCHIVE_ADDRESS):
    raise ImproperlyConfigured(
        "ARCHIVE_ADDRESS must be an address such as https://archive.example.org, without a path, "
        f"not {ARCHIVE_ADDRESS!r}. SCRIPT_NAME is for the path."
    )
ARCHIVE_LOGO: str = env.str("ARCHIVE_LOGO", default="")
if ARCHIVE_LOGO and Path(ARCHIVE_LOGO).suffix.lower() not in LOGOS:
    raise ImproperlyConfigured(
        f"ARCHIVE_LOGO must be the path of a file that ends in {', '.join(LOGOS)}, "
        f"not {ARCHIVE_LOGO!r}."
    )
if ARCHIVE_LOGO and not Path(ARCHIVE_LOGO).is_file():
    raise ImproperlyConfigured(f"The file {ARCHIVE_LOGO} of ARCHIVE_LOGO is not there.")
try:
    _colours = env.str("ARCHIVE_COLOUR", default="")
    ARCHIVE_ACCENTS = accents_of(_colours) if _colours else None
except ValueError as error:
    raise ImproperlyConfigured(f"ARCHIVE_COLOUR: {error}.") from error
ARCHIVE_IMPRINT: str = env.str("ARCHIVE_IMPRINT", default="").strip()
DAY_FIRST: bool = env.bool("DAY_FIRST", default=True)
ROBOTS_WELCOME: bool = env.bool("ROBOTS_WELCOME", default=False)
INGEST_MAX_BYTES: int = env.int("INGEST_MAX_BYTES", default=10_000_000)
INGEST_MAX_SECONDS: float = env.float("INGEST_MAX_SECONDS", default=30.0)
INGEST_MAX_MEMORY: int = env.int("INGEST_MAX_MEMORY", default=1_000_000_000)
INGEST_MAX_LINES: int = env.int("INGEST_MAX_LINES", default=100_000)
_processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
INGEST_PROCESSES: int = env.int("INGEST_PROCESSES", default=_processors or 1)
INGEST_NICENESS: int = env.int("INGEST_NICENESS", default=10)
if not 0 <= INGEST_NICENESS <= 19:
    raise ImproperlyConfigured("INGEST_NICENESS must be a number from 0 to 19.")
try:
    OCR_COMMAND: tuple[str, ...] = tuple(shlex.split(env.str("OCR_COMMAND", default="")))
except ValueError as error:
    raise ImproperlyConfigured("OCR_COMMAND has a quotation mark without its end.") from error
OCR_SECONDS: float = env.float("OCR_SECONDS", default=300.0)

INDEX_CHECK_EVERY: float = env.float("INDEX_CHECK_EVERY", default=3600)

_database = checked(env.db_url("DATABASE_URL", f"sqlite:///{BASE_DIR}/var/archive.sqlite3"))
_database_folder = BASE_DIR / "var"
if _database["ENGINE"] == SQLITE:
    _database_file = Path(_database["NAME"])
    _database_folder = _database_file.parent
    keep_private(_database_file, own_folder=BASE_DIR / "var")
    try:
        _database_folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {_database_folder} of DATABASE_URL cannot be created: {error.strerror}."
        ) from error
    _database = sqlite(_database)
else:
    keep_private(_database_folder)
    _serves = "newsarchive.wsgi" in sys.modules  # imports these settings
    _database = postgresql(
        _database,
        pool=env.int("DATABASE_POOL", default=8 if _serves else 0),
        seconds=env.float("DATABASE_SECONDS", default=60 if _serves else 0),
        pooler=env.bool("DATABASE_POOLER", default=False),
    )
    if not env.str("SEARCH_URL", default=""):
        raise ImproperlyConfigured(
            "With PostgreSQL, SEARCH_URL must say where the index is: each machine would otherwise "
            "make an index of its own and find what it has itself indexed. Set "
            "SEARCH_URL=whoosh:///path/of/a/folder if one machine serves the archive."
        )
DATABASES = {"default": _database}
ERASURE_LOG: str = env.str("ERASURE_LOG", default=str(_database_folder / "erasures.jsonl"))
WITHDRAWN_SHOWS: str = env.str("WITHDRAWN_SHOWS", default="nothing")
if WITHDRAWN_SHOWS not in ("nothing", "dates", "reasons"):
    raise ImproperlyConfigured(
        f"WITHDRAWN_SHOWS must be nothing, dates or reasons, not {WITHDRAWN_SHOWS!r}."
    )
UPLOAD_FOLDER: str = env.str("UPLOAD_FOLDER", default=str(_database_folder / "uploads"))
with suppress(OSError):  # whoever adds articles is told then
    Path(UPLOAD_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
# Files that are sent are written there at once, so that they need no copying.
FILE_UPLOAD_TEMP_DIR = UPLOAD_FOLDER if Path(UPLOAD_FOLDER).is_dir() else None
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "newsarchive.uploads.handlers.ToDisk",
]
SEARCH_URL: str = env.str("SEARCH_URL", default=f"whoosh://{quote(str(_database_folder))}/index")
DEFAULT_EXCEPTION_REPORTER_FILTER = "newsarchive.hiddensettings.HiddenSettings"
if SEARCH_URL.startswith("whoosh:///"):
    keep_private(Path(unquote(urlsplit(SEARCH_URL).path)))

INSTALLED_APPS = [
    "newsarchive.accounts.apps.ArchiveAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "newsarchive.accounts.apps.AccountsConfig",
    "articles",
    "search",
    "newsarchive.branding",
    "newsarchive.doors",
    "newsarchive.watching",
    "newsarchive.operations",
    "django_tasks",
    "django_tasks_db",
    "newsarchive.uploads",
    "newsarchive.desk",
]
# Long work outside requests, done by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

if SECOND_FACTOR:
    INSTALLED_APPS += ["django_otp", "django_otp.plugins.otp_totp"]

if OIDC_ISSUER:
    INSTALLED_APPS += [
        "allauth",
        "allauth.account",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
    ]

MIDDLEWARE = [
    "newsarchive.doors.proxies.TrustedProxies",
    "newsarchive.watching.requestids.RequestIds",
    "newsarchive.doors.cacheheaders.PrivateAnswers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "newsarchive.doors.badrequests.BoundedRequests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsarchive.accounts.middleware.Tokens",
    # Counts by the account of a token, and what the next one refuses.
    "newsarchive.doors.ratelimits.RateLimits",
    "newsarchive.accounts.middleware.Refusals",
]
if SECOND_FACTOR:
    _after = MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
    MIDDLEWARE.insert(_after, "django_otp.middleware.OTPMiddleware")
    MIDDLEWARE.append("newsarchive.accounts.secondfactor.SecondFactor")
if OIDC_ISSUER:
    MIDDLEWARE.append("allauth.account.middleware.AccountMiddleware")
if LOGIN_REQUIRED:
    MIDDLEWARE.append("django.contrib.auth.middleware.LoginRequiredMiddleware")

ROOT_URLCONF = "newsarchive.urls"
WSGI_APPLICATION = "newsarchive.wsgi.application"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "search"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# A link for a new password, such as an invitation, is valid for a week.
PASSWORD_RESET_TIMEOUT = 7 * 86_400

# Wrong passwords; newsarchive/accounts/throttle.py explains how they are counted.
AXES_HANDLER = "newsarchive.accounts.throttle.Throttle"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_FAILURE_LIMIT = LOGIN_FAILURES
AXES_COOLOFF_TIME = dt.timedelta(minutes=LOGIN_WAIT)
AXES_CLIENT_IP_CALLABLE = "newsarchive.accounts.throttle.address_of"
# Otherwise each try during the wait would prolong it.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "search.index.notice.index_notice",
                "newsarchive.desk.pagemarks.marks",
            ],
        },
    },
]

# Keys and pictures of authenticator apps are not shown in admin.
OTP_ADMIN_HIDE_SENSITIVE_DATA = True
# Under this name an app shows the account, among those of other sites.
OTP_TOTP_ISSUER = ARCHIVE_NAME

if OIDC_ISSUER:
    ACCOUNT_ADAPTER = "newsarchive.accounts.oidc.AccountAdapter"
    ACCOUNT_EMAIL_VERIFICATION = "none"
    SOCIALACCOUNT_ADAPTER = "newsarchive.accounts.oidc.Adapter"
    SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
    SOCIALACCOUNT_ONLY = True
    # A form would need the provider's address in the Content-Security-Policy. The answer is tied
    # to the session that asked, so a link from elsewhere signs nobody in as another.
    SOCIALACCOUNT_LOGIN_ON_GET = True
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": OIDC_NAME,
                    "settings": {"server_url": OIDC_ISSUER},
                    **_oidc_client,
                }
            ],
        }
    }

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS.append(
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    }
)

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "newsarchive.formats"
TIME_ZONE = "UTC"
# All pages are in English. Django would ask for the language of the request at every address.
USE_I18N = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = f"{SCRIPT_NAME}/static/"
STATICFILES_DIRS = [BASE_DIR / "newsarchive" / "static"]
# The application serves static files from their source folders, so collectstatic is not needed.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = _https
# Balancers ask by http, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS: int = env.int("HSTS_SECONDS", default=2_592_000) if _https else 0
if _https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = [
    # The sign-in page itself answers those who must wait, not a middleware of axes.
    "axes.W002",
    # HSTS for subdomains and in the lists of browsers binds other sites than this one.
    *("security.W005", "security.W021"),
    # Without https, newsarchive.W001 says what to do where it is needed.
    *(() if _https else ("security.W004", "security.W008", "security.W012", "security.W016")),
]

LOG_FORMAT: str = env.str("LOG_FORMAT", default="text")
if LOG_FORMAT not in FORMS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be {' or '.join(FORMS)}, not {LOG_FORMAT!r}.")
LOGGING = logging_settings(
    LOG_FORMAT,
    env.str("LOG_LEVEL", default="INFO"),
    queries=env.bool("LOG_QUERIES", default=False),
)
METRICS_FOLDER: str = env.str("METRICS_FOLDER", default="")
if METRICS_FOLDER:
    try:
        Path(METRICS_FOLDER).mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {METRICS_FOLDER} of METRICS_FOLDER cannot be created: {error.strerror}."
        ) from error
    # prometheus-client reads it when it is imported, which is nowhere without this setting.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = METRICS_FOLDER
    MIDDLEWARE.insert(0, "newsarchive.watching.metrics.Measured")
    LOGGING["handlers"]["metrics"] = {
        "class": "newsarchive.watching.metrics.ErrorCounter",
        "level": "ERROR",
    }
    LOGGING["root"]["handlers"].append("metrics")
