"""The files in deploy/ are understood by the programs they are for, as far as these are here."""

from __future__ import annotations

import configparser
import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from deploy import timers
from search.engines.opensearch.address import Address
from tests.paths import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("newsarchive-*.*"))
#: Units of the servers that an archive on several machines needs besides.
SERVERS = sorted((DEPLOY / "systemd/servers").glob("*.service"))
COMPOSE = ("compose.yaml", "compose.scale.yaml")
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
    paths = [*UNITS, *SERVERS]
    assert {path.stem for path in SERVERS} == {"archive-postgresql", "archive-opensearch"}
    for path in paths:
        # Programs that every machine has stand for those of an installed archive and its servers.
        text = re.sub(r"(?<==)/(opt|usr/lib)/\S+/bin/\w+", "/bin/true", path.read_text())
        (tmp_path / path.name).write_text(text)
    done = subprocess.run(
        [program, "verify", *(str(tmp_path / path.name) for path in paths)],
        capture_output=True,
        text=True,
    )
    ours = [line for line in done.stderr.splitlines() if re.search("newsarchive|archive-", line)]
    assert ours == []


def test_the_image_has_all_that_the_archive_needs() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    lines = re.findall(r"^COPY (?!--from)(.+)", dockerfile, re.MULTILINE)
    copied = {path for line in lines for path in line.split()[:-1]}
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert {*packages, "manage.py", "templates", "requirements.txt"} <= copied
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    for each in copied:
        assert f"!{each}" in ignored
        assert (ROOT / each).exists()


def composed(*names: str) -> dict[str, Any]:
    """The files, a later one over the ones before, as far as this project uses such merging."""
    whole: dict[str, Any] = {}
    for name in names:
        found = yaml.safe_load((DEPLOY / name).read_text())
        assert found.keys() <= {"name", "services", "networks", "volumes"} | {
            key for key in found if key.startswith("x-")
        }
        for part in ("services", "volumes"):
            for key, value in found.get(part, {}).items():
                before = whole.setdefault(part, {}).get(key) or {}
                merged = before | (value or {})
                for inner in ("environment", "build", "depends_on"):
                    if inner in merged:
                        merged[inner] = before.get(inner, {}) | (value or {}).get(inner, {})
                whole[part][key] = merged
    return whole


@pytest.mark.parametrize("names", [COMPOSE[:1], COMPOSE], ids=["one machine", "scale"])
def test_containers_fit_together(names: tuple[str, ...]) -> None:
    whole = composed(*names)
    services, volumes = whole["services"], whole["volumes"]
    ours = {name for name, each in services.items() if each["image"] == "newsarchive"}
    assert ours == {"migrate", "web", "worker", "tasks", "timers"}
    mounted = set()
    for name, each in services.items():
        assert set(each.get("depends_on", {})) <= services.keys() - {name}
        for other, how in each.get("depends_on", {}).items():
            if how["condition"] == "service_healthy" and other not in ours:
                assert "healthcheck" in services[other]
        mounted |= {place.split(":")[0] for place in each.get("volumes", ()) if place[0] != "."}
        command = each.get("command", [])
        if command[:2] == ["python", "manage.py"]:
            assert_parses(command[2:])
        elif command[:1] == ["python"]:
            assert (ROOT / command[1]).is_file()
        if name not in ours:
            continue
        for setting in each["environment"]:
            documented = (ROOT / "newsarchive/settings.py", DEPLOY / "gunicorn.conf.py")
            assert any(re.search(rf"^{setting}\b", file.read_text(), re.M) for file in documented)
        if len(names) > 1:
            found = each["environment"]["SEARCH_URL"]
            assert each["build"]["args"] == {"REQUIREMENTS": "requirements-extras.txt"}
            url = re.sub(r"\$\{\w+:-(.*)\}", r"\1", found)
            assert {host for host, _ in Address.from_url(url).hosts} <= services.keys()
            assert "@database:5432/" in each["environment"]["DATABASE_URL"]
    assert mounted == volumes.keys()


def test_containers_run_every_timer_of_systemd(tmp_path: Path) -> None:
    """With the same commands, at the same times."""
    found = {each.name: each for each in timers.timers()}
    assert {path.stem for path in TIMERS} == found.keys()
    for each in found.values():
        assert each.arguments[0] == "manage.py"
        assert_parses(list(each.arguments[1:]))


@pytest.mark.parametrize(
    ("timer", "last", "due"),
    [
        ({"every": 5}, "2026-03-01 10:02", "2026-03-01 10:07"),
        ({"calendar": "hourly"}, "2026-03-01 10:02", "2026-03-01 11:00"),
        ({"calendar": "*-*-* 02:00"}, "2026-03-01 01:59", "2026-03-01 02:00"),
        ({"calendar": "*-*-* 02:00"}, "2026-03-01 02:00", "2026-03-02 02:00"),
        ({"calendar": "Sun 04:30"}, "2026-03-01 04:29", "2026-03-01 04:30"),
        ({"calendar": "Sun 04:30"}, "2026-03-01 04:31", "2026-03-08 04:30"),
    ],
)
def test_a_timer_is_due_when_systemd_would_run_it(
    timer: dict[str, Any], last: str, due: str
) -> None:
    then = timers.Timer("x", (), **timer).due(dt.datetime.fromisoformat(last))
    assert then == dt.datetime.fromisoformat(due)


def test_what_a_timer_does_not_understand_is_an_error() -> None:
    with pytest.raises(ValueError, match="Mon, Tue 04:30"):
        timers.Timer("x", (), calendar="Mon, Tue 04:30").due(dt.datetime(2026, 3, 1))


def test_a_command_that_cannot_be_started_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(timers, "_AGAIN", 0.05)
    (tmp_path / "timers").mkdir()
    (tmp_path / "timers/late").touch()
    os.utime(tmp_path / "timers/late", (0, 0))
    python = tmp_path / "python"
    late = timers.Timer("late", ("-c", "pass"), calendar="hourly")
    runner = timers.Runner(tmp_path, str(python))
    thread = threading.Thread(target=runner.run, args=[[late]])
    thread.start()
    try:
        time.sleep(0.2)
        python.symlink_to(sys.executable)
        deadline = time.monotonic() + 60
        while not (tmp_path / "timers/late").stat().st_mtime:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        runner.stop()
        thread.join()
    assert "No such file" in capsys.readouterr().err


def test_a_clock_that_was_set_back_holds_no_timer_up(tmp_path: Path) -> None:
    """Whatever a stamp says, a timer waits no longer than its time."""
    now = dt.datetime.now().astimezone()
    (tmp_path / "timers").mkdir()
    (tmp_path / "timers/soon").touch()
    os.utime(tmp_path / "timers/soon", (now.timestamp() + 10**7,) * 2)
    waits: list[float] = []

    class Stopped(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            return True

    runner = timers.Runner(tmp_path)
    runner._stopped = Stopped()
    runner.run([timers.Timer("soon", (), every=5)])
    assert waits == [pytest.approx(300, abs=5)]


def test_timers_make_up_for_what_they_missed_and_end_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "timers").mkdir(parents=True)
    missed, waiting, endless = (
        timers.Timer(name, (), calendar="*-*-* 02:00") for name in ("missed", "waiting", "endless")
    )
    (folder / "timers/missed").touch()
    (folder / "timers/endless").touch()
    for name in ("missed", "endless"):
        os.utime(folder / "timers" / name, (0, 0))
    code = "import sys, time; open(sys.argv[2], 'a').write('x'); time.sleep(float(sys.argv[1]))"
    place = "/var/lib/newsarchive/out"
    runner = timers.Runner(folder)
    planned = [
        replace(missed, arguments=("-c", code, "0", f"{place}/missed")),
        replace(waiting, arguments=("-c", code, "0", f"{place}/waiting")),
        replace(endless, arguments=("-c", code, "600", f"{place}/endless")),
    ]
    (folder / "out").mkdir()
    thread = threading.Thread(target=runner.run, args=[planned])
    thread.start()
    done = folder / "timers/missed"
    deadline = time.monotonic() + 60
    while not (done.stat().st_mtime and (folder / "out/endless").exists()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    runner.stop()
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert {path.name for path in (folder / "out").iterdir()} == {"missed", "endless"}
    assert not (folder / "timers/endless").stat().st_mtime, "it was not done, so it is due again"


@pytest.mark.services
def test_hadolint_finds_nothing_in_the_dockerfile() -> None:
    subprocess.run([needed("hadolint"), str(DEPLOY / "Dockerfile")], check=True)


@pytest.mark.parametrize("name", ["WEB_BIND", "WEB_WORKERS", "WEB_THREADS", "WEB_SILENCE"])
def test_the_settings_of_the_server_are_described(name: str) -> None:
    assert (DEPLOY / "gunicorn.conf.py").read_text().count(name) >= 2
