"""The project's settings for tests: without a .env file, and with all files in a temporary folder."""

import atexit
import os
import shutil
import sys
import tempfile

from tests.indexes import url_of

_folder = tempfile.mkdtemp(prefix="newsarchive-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# Tests start many processes. Without bytecode, each would compile every module again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

#: The SEARCH_URL that chooses the engine, and the folder of the index that tests share.
SEARCH_ENGINE = os.environ.get("SEARCH_URL", "whoosh:")
SHARED_INDEX = f"{_folder}/index"

for _name in (
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "LOGIN_REQUIRED",
    "ROBOTS_WELCOME",
    "TRUSTED_PROXIES",
    "SECURITY_CONTACT",
):
    os.environ.pop(_name, None)
os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "for tests only",
    # A server for one run of the tests (tests/services); otherwise a file.
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{_folder}/archive.sqlite3",
    # A SEARCH_URL that is set chooses the engine of the tests.
    "SEARCH_URL": url_of(SEARCH_ENGINE, SHARED_INDEX),
    # Otherwise it is beside the file of the database, and there is none with PostgreSQL.
    "UPLOAD_FOLDER": f"{_folder}/uploads",
    "LOG_LEVEL": "ERROR",
    # On, so that /metrics is an address like others.
    "METRICS_FOLDER": f"{_folder}/metrics",
    # Tests ask faster than people; those of the limits set their own.
    **dict.fromkeys(
        ("RATE_LIMIT_SEARCH", "RATE_LIMIT_API", "RATE_LIMIT_EXPORT", "RATE_LIMIT_SIGN_IN"), "0"
    ),
}

from newsarchive.settings import *  # noqa: E402, F403 - the environment comes first
from newsarchive.settings import DATABASES  # noqa: E402

# Servers that tests start would empty the folder of the process that starts them.
del os.environ["METRICS_FOLDER"]
TEST_DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "")
# On disk, as for users: in-memory SQLite has no locks and cannot be shared by processes.
DATABASES["default"]["TEST"] = {"NAME": "test" if TEST_DATABASE_URL else f"{_folder}/test.sqlite3"}
if TEST_DATABASE_URL:
    # Tests count queries.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
    # That of a process none of whose tests uses a test database.
    DATABASES["default"]["NAME"] = f"run_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
SEARCH_ENGINES = {"plain": "tests.search.engines.plain.PlainEngine"}
#: Starting worker processes takes longer than the few captures of a test.
INGEST_PROCESSES = 1
#: Tests call what the thread does themselves.
INDEX_CHECK_EVERY = 0
#: Otherwise each test client would look for all static files before its first request.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
