"""The files in deploy/ are understood by the programs they are for, as far as these are here."""

from __future__ import annotations

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("newsarchive-*.*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
TIMERS = [unit for unit in UNITS if unit.suffix == ".timer"]


def unit(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names have capitals
    parser.read(path)
    return parser


def assert_parses(arguments: list[str]) -> None:
    """The arguments of manage.py name a command that takes them."""
    name, *rest = arguments
    app = get_commands()[name]
    command = load_command_class(app, name) if isinstance(app, str) else app
    command.create_parser("manage.py", name).parse_args(rest)


def needed(program: str) -> str:
    found = shutil.which(program)
    assert found, f"{program} is not installed"
    return found


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_unit_runs_a_command_that_exists(path: Path) -> None:
    service = unit(path)["Service"]
    assert service["User"] == "newsarchive"
    assert service["KillMode"] == "mixed"
    for key in ("ExecStartPre", "ExecStart"):
        _, *arguments = shlex.split(service.get(key, "x"))
        if arguments[:1] == ["manage.py"]:
            assert_parses(arguments[1:])


def test_each_timer_has_a_service_and_each_task_a_timer() -> None:
    tasks = {path.stem for path in SERVICES if unit(path)["Service"]["Type"] == "oneshot"}
    assert {path.stem for path in TIMERS} == tasks
    assert tasks == {
        f"newsarchive-{task}"
        for task in ("drain", "learn", "copies", "mentions", "alert", "backup", "check")
    }


@pytest.mark.services
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    program = needed("systemd-analyze")
    for path in UNITS:
        # Programs that every machine has stand for those of an installed archive.
        text = re.sub(r"/opt/newsarchive/\.venv/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        [program, "verify", *(str(tmp_path / path.name) for path in UNITS)],
        capture_output=True,
        text=True,
    )
    ours = [line for line in done.stderr.splitlines() if "newsarchive" in line]
    assert ours == []


def test_the_image_has_all_that_the_archive_needs() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (?:--from=\S+ )?(\S+)", dockerfile, re.MULTILINE))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert {*packages, "manage.py", "templates", "requirements.txt"} <= copied
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    for each in copied - {"/venv"}:
        assert f"!{each}" in ignored
        assert (ROOT / each).exists()
    for command in re.findall(r"manage.py, ([^\]]+)\]", (DEPLOY / "compose.yaml").read_text()):
        assert_parses([part.strip(' "') for part in command.split(",")])


@pytest.mark.services
def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    subprocess.run([needed("hadolint"), str(DEPLOY / "Dockerfile")], check=True)


@pytest.mark.parametrize("name", ["WEB_BIND", "WEB_WORKERS", "WEB_THREADS", "WEB_SILENCE"])
def test_the_settings_of_the_server_are_described(name: str) -> None:
    assert (DEPLOY / "gunicorn.conf.py").read_text().count(name) >= 2
