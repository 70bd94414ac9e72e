"""`dev.py`, run in a copy where it would change this checkout."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT
from tests.samples import sampled

#: The interpreter that users type, not that of .venv, which has no pip.
PYTHON = str(Path(sys.base_prefix) / "bin" / "python3")


def unmade(parent: Path) -> Path:
    """dev.py with requirements that install nothing, in a folder with a space in its name."""
    folder = parent / "my archive"
    folder.mkdir()
    shutil.copy(ROOT / "dev.py", folder)
    (folder / "requirements.txt").write_text("# nothing\n")
    return folder


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return unmade(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that ``dev.py setup`` has set up. The tests that use it change its requirements."""
    folder = unmade(tmp_path_factory.mktemp("made"))
    done = run(folder, "setup")
    assert done.returncode == 0, done.stderr
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PYTHON, "dev.py", *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_setup_makes_an_environment_and_a_private_env_file_once(made: Path) -> None:
    assert (made / ".venv/bin/python").exists()
    env = made / ".env"
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    secret = env.read_text()
    assert "DEBUG" not in secret, "servers read this file, too"
    assert len(secret.split("SECRET_KEY=")[1].strip()) >= 50

    second = run(made, "setup")
    assert second.stdout == ""
    assert env.read_text() == secret


def test_changed_requirements_are_installed_again(made: Path) -> None:
    (made / "requirements.txt").write_text("# nothing else\n")
    assert "Installing requirements.txt" in run(made, "setup").stdout


@pytest.mark.slow
def test_a_failed_install_is_reported_and_tried_again(made: Path) -> None:
    (made / "requirements.txt").write_text("no-such-package==0 --hash=sha256:00\n")
    for _ in range(2):
        done = run(made, "setup", PIP_NO_INDEX="1", PIP_RETRIES="0")
        assert done.returncode == 1
        assert "failed with" in done.stderr
        assert "Traceback" not in done.stderr


def installed(venv: Path, name: str, module: str) -> None:
    """A script as pip installs it, in either of its two forms."""
    python = venv / "bin" / "python"
    head = f"#!{python}\n"
    if " " in head or len(head) > 128:
        head = f"#!/bin/sh\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\n"
    script = venv / "bin" / name
    script.write_text(f"{head}import {module}\nprint('{name} runs')\n")
    script.chmod(0o755)


@pytest.mark.parametrize(
    ("before", "after"),
    sampled([("old", "a new"), ("an old", "new"), ("a b", "c d")], [("an old", "new")]),
)
def test_setup_mends_a_checkout_that_was_moved(tmp_path: Path, before: str, after: str) -> None:
    old, new = tmp_path / before, tmp_path / after
    unmade(tmp_path).rename(old)
    assert run(old, "setup").returncode == 0
    installed(old / ".venv", "server", "json")
    (old / ".venv/bin/other").write_text("#!/usr/bin/env python\n")
    old.rename(new)
    with pytest.raises((FileNotFoundError, subprocess.CalledProcessError)):
        subprocess.run([new / ".venv/bin/server"], check=True, capture_output=True)

    done = run(new, "setup")
    assert f"Mending .venv, which was made in {old}/.venv" in done.stdout
    server = subprocess.run([new / ".venv/bin/server"], check=True, capture_output=True, text=True)
    assert server.stdout == "server runs\n"
    assert (new / ".venv/bin/other").read_text() == "#!/usr/bin/env python\n"
    assert str(new) in (new / ".venv/bin/activate").read_text()
    assert run(new, "setup").stdout == ""


#: `dev.py upgrade` for another archive, with the environment of the tests instead of .venv.
UPGRADE = """
import dev, pathlib, sys
from tests.samples import sampled
dev.setup = lambda requirements: print("setup", requirements, flush=True)
dev.PYTHON = pathlib.Path(sys.executable)
sys.argv = ["dev.py", "upgrade"]
sys.exit(dev.main())
"""


def upgraded(archive: Archive) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", UPGRADE],
        cwd=ROOT,
        env=archive.environment,
        capture_output=True,
        text=True,
    )


@pytest.mark.slow
def test_upgrade_brings_an_archive_up_to_this_version(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    for names in (["accounts"], ["articles", "0010"]):
        archive.manage("migrate", *names)
    first, second = upgraded(archive), upgraded(archive)
    for done in (first, second):
        assert done.returncode == 0, done.stderr
        assert "setup requirements.txt" in done.stdout
        assert "The archive is upgraded" in done.stdout
    assert "Database: changing the tables to those of this version" in first.stdout
    assert "Applying articles.0011" in first.stdout
    assert "Database: it has the tables of this version" in second.stdout
    archive.manage("migrate", "--check")


@pytest.mark.slow
@pytest.mark.sqlite
def test_an_upgrade_that_fails_says_where(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.database.write_bytes(b"no database " * 500)
    done = upgraded(archive)
    assert done.returncode == 1
    assert "is damaged, or is no database" in done.stderr
    assert "manage.py migrate` failed with 1" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_command_lists_the_commands(copy: Path) -> None:
    done = run(copy, "fly")
    assert done.returncode == 2
    assert "run" in done.stderr


@pytest.mark.parametrize("address", ["nonsense", "127.0.0.1:x", "127.0.0.1:99999", ":8000"])
def test_an_invalid_address_is_refused_before_any_work(copy: Path, address: str) -> None:
    done = run(copy, "run", "--address", address)
    assert done.returncode == 1
    assert "is not an address" in done.stderr
    assert done.stdout == ""


def test_a_port_in_use_is_refused_before_any_work(copy: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        done = run(copy, "run", "--address", f"127.0.0.1:{server.getsockname()[1]}")
    assert done.returncode == 1
    assert "cannot be used (Address already in use)" in done.stderr


def test_the_tests_run_on_one_process_more_than_processors_with_the_options_typed(
    copy: Path,
) -> None:
    code = (
        "import dev, subprocess\n"
        "dev.setup, dev._chromium = print, lambda: '/usr/bin/chromium'\n"
        "dev._processors = lambda: 7\n"
        "subprocess.call = lambda command, cwd: print(*command[1:])\n"
        "dev.test(['--slow', 'tests/test_dev.py'])"
    )
    done = subprocess.run([PYTHON, "-c", code], cwd=copy, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "requirements-dev.txt",
        "-m pytest -n 8 --dist loadfile --no-loadscope-reorder --max-worker-restart 0 "
        "--slow tests/test_dev.py",
    ]


def test_what_is_there_of_services_is_tested_after_the_suite_and_the_last_line_is_of_the_suite(
    copy: Path,
) -> None:
    code = (
        "import dev, subprocess\n"
        "dev.setup, dev._chromium = lambda _: 0, lambda: '/usr/bin/chromium'\n"
        "dev._processors = lambda: 7\n"
        "subprocess.call = lambda command, cwd: print(command[2], *command[9:]) or 1\n"
        "exit(dev.test(['--slow', '--services', '--if-there']))"
    )
    done = subprocess.run([PYTHON, "-c", code], cwd=copy, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "pytest 0 --slow",
        "tests.services 0 --slow --services --if-there",
        "SQLite and Whoosh: FAILED in 0 s",
    ]


@pytest.mark.parametrize(
    ("memory", "room", "expected"),
    [
        (".", 1, "True True False"),
        (".", 1 << 60, "False"),  # too little of it
        ("nowhere", 1, "False"),  # as on other systems than Linux
    ],
)
def test_tests_write_to_memory_where_there_is_room(
    copy: Path, memory: str, room: int, expected: str
) -> None:
    code = (
        "import dev, os, pathlib\n"
        "os.environ.pop('TMPDIR', None)\n"
        f"dev.MEMORY, dev.ROOM = pathlib.Path('{memory}'), {room}\n"
        "with dev._folder_in_memory():\n"
        "    folder = os.environ.get('TMPDIR')\n"
        "    print(folder is not None, *([os.path.isdir(folder)] if folder else []), end=' ')\n"
        "if folder: print(os.path.isdir(folder))"
    )
    done = subprocess.run([PYTHON, "-c", code], cwd=copy, capture_output=True, text=True)
    assert done.stdout.strip() == expected, done.stderr


def test_the_check_runs_every_tool_on_the_code_of_servers_and_says_which_failed(
    copy: Path,
) -> None:
    tools = copy / ".venv" / "bin"
    tools.mkdir(parents=True)
    for tool in ("ruff", "mypy", "lint-imports", "bandit"):
        (tools / tool).write_text(f'#!/bin/sh\necho {tool} "$@"\nexit {int(tool == "mypy")}\n')
        (tools / tool).chmod(0o755)
    code = "import dev\ndev.setup, dev._say = print, lambda text: None\nexit(dev.check())"
    done = subprocess.run([PYTHON, "-c", code], cwd=copy, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "requirements-dev.txt",
        "ruff check .",
        "ruff format --check .",
        "lint-imports",
        "bandit -q -c pyproject.toml -r newsarchive articles search manage.py dev.py",
        "mypy",
    ]
    assert (done.returncode, done.stderr) == (1, "Failed: mypy.\n")


def test_without_a_browser_the_tests_stop_with_the_command_to_type(copy: Path) -> None:
    (copy / "requirements-dev.txt").write_text("# nothing\n")
    code = (
        "import dev, os, shutil\n"
        "os.geteuid = lambda: 1000\n"
        "shutil.which = lambda name: None\n"
        "dev._chromium()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=copy,
        env={name: value for name, value in os.environ.items() if name != "CHROMIUM"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "sudo apt-get install chromium" in done.stderr
