#!/usr/bin/env python3
"""Set up and run the archive on this machine, with nothing but Python 3.11 and pip.

python3 dev.py run      set up, ingest seeds/, serve on http://127.0.0.1:8000/
python3 dev.py test     set up, run the tests on all processors (arguments go to pytest);
                        --slow also runs those that take long; --services those that need
                        programs such as nginx, and then again on PostgreSQL and OpenSearch;
                        --services --if-there only on those of both that can run here, and
                        only what they can change, in ten minutes or so
python3 dev.py check    set up, run ruff, mypy, import-linter and bandit
python3 dev.py setup    set up only; also after the checkout was moved to another folder
python3 dev.py upgrade  bring requirements, database and index up to the version that is checked
                        out; may be repeated
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
ENV_FILE = ROOT / ".env"
ADDRESS = "127.0.0.1:8000"
#: A folder that is in memory, on Linux, and the bytes that tests may need there.
MEMORY = Path("/dev/shm")  # noqa: S108 - each run makes its own folder there  # nosec B108
ROOM = 3 << 30
#: What is run on servers; tests and benchmarks are not.
CODE = ("newsarchive", "articles", "search", "manage.py", "dev.py")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("run", "test", "check", "setup", "upgrade"))
    parser.add_argument(
        "--address", default=ADDRESS, help=f"where `run` serves the archive (default: {ADDRESS})"
    )
    options, rest = parser.parse_known_args()
    if rest and options.command != "test":
        parser.error(f"unknown arguments: {' '.join(rest)}")
    if sys.version_info < (3, 11):
        return _fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    try:
        return {
            "setup": lambda: setup("requirements.txt"),
            "run": lambda: run(options.address),
            "test": lambda: test(rest),
            "check": check,
            "upgrade": upgrade,
        }[options.command]()
    except subprocess.CalledProcessError as error:
        return _fail(f"`{' '.join(map(str, error.cmd))}` failed with {error.returncode}.")
    except KeyboardInterrupt:
        return 130


def setup(requirements: str) -> int:
    """Make .venv and .env if they are missing, and install the requirements if they changed."""
    wanted = ROOT / requirements
    stamp = VENV / f"installed-{wanted.stem}"
    digest = hashlib.sha256(wanted.read_bytes() + sys.version.encode()).hexdigest()
    if not PYTHON.exists():
        _say("Making .venv")
        # Without ensurepip, which is a separate package on Debian.
        _call(sys.executable, "-m", "venv", "--without-pip", "--clear", VENV)
    elif _mend_scripts():
        # Without --clear, this writes the scripts that activate the environment and no others.
        _call(sys.executable, "-m", "venv", "--without-pip", VENV)
    if not stamp.exists() or stamp.read_text() != digest:
        _say(f"Installing {requirements}")
        _call(*_pip(), "--python", PYTHON, "install", "--quiet", "--require-hashes",
              "--disable-pip-version-check", "-r", wanted)  # fmt: skip
        stamp.write_text(digest)
    if not ENV_FILE.exists():
        _say("Writing .env")
        handle = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write("# Settings of this machine; .env.example explains them.\n")
            file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\n")
    return 0


def _mend_scripts() -> bool:
    """Correct the path of Python in the installed scripts. Returns whether it was another one."""
    moved = False
    for script in (VENV / "bin").iterdir():
        if script.is_symlink() or not script.is_file():
            continue
        text = script.read_bytes()
        found = _SCRIPT_HEAD.match(text)
        if found is None:
            continue
        place = found[1] or found[2]
        if place == os.fsencode(VENV):
            continue
        if not moved:
            _say(f"Mending .venv, which was made in {os.fsdecode(place)}")
        moved = True
        script.write_bytes(_script_head() + text[found.end() :])
    return moved


#: How scripts begin that pip has installed; the groups are the path of .venv. The second form is
#: for paths that the system does not take in a first line.
_SCRIPT_HEAD = re.compile(
    rb"#!(/[^\n\"]*/\.venv)/bin/python[\d.]*\n"
    rb"|#!/bin/sh\n'''exec' \"?(/[^\n\"]*/\.venv)/bin/python[\d.]*\"? \"\$0\" \"\$@\"\n' '''\n"
)


def _script_head() -> bytes:
    python = os.fsencode(PYTHON)
    if b" " not in python and len(python) <= 125:
        return b"#!" + python + b"\n"
    return b"#!/bin/sh\n'''exec' \"" + python + b'" "$0" "$@"\n\' \'\'\'\n'


def upgrade() -> int:
    """Bring requirements, database and index up to this version, and check the result."""
    _say("Requirements: installing what this version needs, if anything is missing")
    setup("requirements.txt")
    if _manage("migrate", "--check", "--verbosity", "0", check=False):
        _say("Database: changing the tables to those of this version")
        _manage("migrate")
    else:
        _say("Database: it has the tables of this version")
    _say("Copies, names and quotations: reading the articles that wait for it")
    _manage("copies")
    _manage("mentions")
    _say("Index: building it again if it is of another version or not up to date")
    _manage("reindex", "--if-needed")
    _say("Check: looking for what is wrong with the settings, the database or the index")
    _manage("check", "--database", "default")
    _say(
        "The archive is upgraded; start the server again. Articles keep their facts: "
        "`manage.py extract --dry-run` shows what the rules of this version would change."
    )
    return 0


def run(address: str) -> int:
    """Serve the archive, with the seeds in it and a local admin."""
    refusal = _refusal(address)
    if refusal:
        return _fail(refusal)
    setup("requirements.txt")
    _manage("migrate", "--verbosity", "0")
    _manage("ingest", "seeds/", check=False)  # it reports a bad file, which must not stop the rest
    for command in (["copies"], ["mentions"], ["reindex", "--if-needed"]):
        _manage(*command)
    _manage("shell", "--verbosity", "0", "--command", _FIRST_ADMIN)
    _say(f"Serving on http://{address}/ (stop with Ctrl-C)")
    # Beside the server, the process that reads and stores what people add in the browser. Both end
    # with this one.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    worker: list[str | Path] = [PYTHON, "manage.py", "db_worker", "--no-reload", "--verbosity", "0"]
    with subprocess.Popen(worker, cwd=ROOT) as process:
        try:
            return _manage("runserver", address, "--noreload", check=False)
        finally:
            process.terminate()


#: Code that runs inside Django. It makes a local admin with a random password on the first run.
_FIRST_ADMIN = """
import secrets
from django.contrib.auth import get_user_model
User = get_user_model()
if not User.objects.filter(is_superuser=True).exists():
    password = secrets.token_urlsafe(12)
    User.objects.create_superuser("admin", password=password)
    print(f"Admin for /admin/: name admin, password {password} (shown only once)", flush=True)
"""


def test(arguments: list[str]) -> int:
    """Run pytest, with a Chromium for the browser tests. The argument ``-n 0`` uses one process."""
    setup("requirements-dev.txt")
    os.environ["CHROMIUM"] = _chromium()
    # One process runs a whole file of tests, since many files have costly fixtures. There is one
    # more than processors, since some tests wait.
    parallel = ("-n", str(_processors() + 1), "--dist", "loadfile", "--no-loadscope-reorder",
                "--max-worker-restart", "0")  # fmt: skip
    left_out = {"--services", "--if-there"} if "--if-there" in arguments else set()
    own = [each for each in arguments if each not in left_out]
    with _folder_in_memory():
        began = time.monotonic()
        code = subprocess.call([PYTHON, "-m", "pytest", *parallel, *own], cwd=ROOT)
        if "--services" in arguments:
            outcome = "FAILED" if code else "passed"
            seconds = time.monotonic() - began
            services = ("-m", "tests.services", *parallel, *arguments)
            code |= subprocess.call([PYTHON, *services], cwd=ROOT)
            print(f"SQLite and Whoosh: {outcome} in {seconds:.0f} s", flush=True)
    return code


def _processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def _folder_in_memory() -> Iterator[None]:
    """Keep what the tests write in memory, if there is room: each commit of a database or an index
    waits for the disk several times. Programs must run from there, too."""
    if not (MEMORY.is_dir() and _room_in_memory() >= ROOM):
        yield
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="newsarchive-") as folder:
        # Servers that run as another account have folders of their own in it.
        Path(folder).chmod(0o711)
        os.environ["TMPDIR"] = folder
        yield


def _room_in_memory() -> int:
    """Bytes that may be written there, so that as many again stay free."""
    if os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return 0
    free = int(re.findall(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text())[0]) << 10
    return min(shutil.disk_usage(MEMORY).free, free // 2)


def check() -> int:
    """Run the linter, the formatter, the type checker, import-linter and bandit."""
    setup("requirements-dev.txt")
    # At once, since the type checker takes as long as all others together.
    running = [
        (
            command,
            subprocess.Popen(
                [VENV / "bin" / command[0], *command[1:]],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            ),
        )
        for command in (
            ("ruff", "check", "."),
            ("ruff", "format", "--check", "."),
            ("lint-imports",),
            ("bandit", "-q", "-c", "pyproject.toml", "-r", *CODE),
            ("mypy",),
        )
    ]
    failed = []
    for command, process in running:
        _say(" ".join(command))
        printed, _ = process.communicate()
        print(printed, end="", flush=True)
        if process.returncode:
            failed.append(command[0])
    return _fail(f"Failed: {', '.join(failed)}.") if failed else 0


def _chromium() -> str:
    """The path of the browser: $CHROMIUM, or one on PATH, or Debian's package, which is installed
    if this runs as root."""
    found = _browser()
    missing = [] if found else ["chromium"]
    if not _driver_starts():
        missing.append("libatomic1")
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"Installing {' and '.join(missing)}")
        _call("apt-get", "update", "--quiet")
        _call("apt-get", "install", "--quiet", "--yes", "--no-install-recommends", *missing)
        found, missing = _browser(), []
    if missing or found is None:
        sys.exit(
            "The browser tests need more packages. Type:\n\n"
            f"    sudo apt-get install {' '.join(missing or ['chromium'])}\n\n"
            "(or set CHROMIUM to the path of a Chromium), then run this again."
        )
    return found


def _browser() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def _driver_starts() -> bool:
    """True if Playwright's driver starts: it needs a library of the system."""
    for driver in VENV.glob("lib/python*/site-packages/playwright/driver/node"):
        return not subprocess.run(
            [driver, "--version"], capture_output=True, check=False
        ).returncode
    return True


def _refusal(address: str) -> str:
    """The reason why the archive cannot be served on an address; "" if it can."""
    host, colon, port = address.rpartition(":")
    if not (colon and host and port.isdigit() and int(port) < 65536):
        return f"{address!r} is not an address: give a host and a port, such as {ADDRESS}."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            return f"{address} cannot be used ({error.strerror}): choose another with --address."
    return ""


def _pip() -> list[str]:
    command = [sys.executable, "-m", "pip"]
    if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
        sys.exit("pip is needed. Type:\n\n    sudo apt-get install python3-pip\n")
    return command


def _manage(*arguments: str, check: bool = True) -> int:
    return subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, check=check).returncode


def _call(*command: str | Path) -> None:
    subprocess.run(command, cwd=ROOT, check=True)


def _say(text: str) -> None:
    print(f"==> {text}", flush=True)


def _fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
