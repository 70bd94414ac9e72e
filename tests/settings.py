"""The project's settings, with the environment of tests: no .env file, everything in a temporary folder."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="newsarchive-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

for _name in ("DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "LOGIN_REQUIRED", "ROBOTS_WELCOME"):
    os.environ.pop(_name, None)
os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "for tests only",
    "DATABASE_URL": f"sqlite:///{_folder}/archive.sqlite3",
    # Of the address that is set only the scheme counts: which engine runs the tests.
    "SEARCH_URL": f"{os.environ.get('SEARCH_URL', 'whoosh:').partition(':')[0]}://{_folder}/index",
    "LOG_LEVEL": "ERROR",
}

from newsarchive.settings import *  # noqa: E402, F403 - the environment comes first
from newsarchive.settings import DATABASES  # noqa: E402

# On disk, as users have it: in-memory SQLite knows no second process and no locks.
DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
SEARCH_ENGINES = {"plain": "tests.search.engines.plain.PlainEngine"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
