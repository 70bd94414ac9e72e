"""No command and no log writes a control character of a file name, an id or a text to a terminal.

Each command of the archive has a row. A new command without one fails.
"""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import unicodedata
import zipfile
from argparse import REMAINDER, Action, ArgumentParser, _SubParsersAction
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import get_commands, load_command_class
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import override_settings

from articles.management.output import FileName, PrintableOutput, printable, printable_lines
from articles.models import Article, Capture, IngestRun, Outlet
from newsarchive.accounts.models import Token
from newsarchive.desk.models import AlertMail, SavedSearch
from newsarchive.doors.loglines import LineFormatter
from tests.archive import Archive
from tests.commandline import Ended, command
from tests.databases import IS_POSTGRESQL, lift_limits
from tests.paths import ROOT

#: ESC and other C0, DEL, C1 (one of them begins a sequence as ESC does), direction, line separators.
HOSTILE = "\x1b]0;gone\x07\x1b[2J\x00\x08\r\x7f\x9b31m\x85\u202egpj\u202c\u2066\u2028end"
#: The same where a database has it; PostgreSQL does not take NUL.
STORED = HOSTILE.replace("\x00", "") if IS_POSTGRESQL else HOSTILE
#: The same for file names, which cannot contain NUL; and one that is not UTF-8.
NAME = HOSTILE.replace("\x00", "") + "\nforged: 1"
UNDECODED = f"{NAME}\udcff"


def controls(text: str) -> set[str]:
    """The characters of an output that a terminal or a viewer of logs would obey."""
    return {
        char
        for char in text.replace("\r\n", "\n")
        if (unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") and char not in "\n\t")
        or unicodedata.bidirectional(char) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    }  # fmt: skip


def hostile_files(folder: Path) -> Path:
    """A folder with files and records whose names, ids and texts are hostile."""
    place = folder / f"place{NAME}"
    place.mkdir()
    body = "The harbour bridge reopened on Wednesday after two months of repairs."
    (place / f"good{NAME}.txt").write_text(f"Bridge {HOSTILE[:6]} reopens\n\n{body} ", "utf-8")
    (place / f"bad{NAME}.txt").write_bytes(bytes(range(256)) * 40)
    (place / f"empty{UNDECODED}.txt").write_bytes(b"")
    records = [
        {"id": f"one{HOSTILE}", "title": f"Ferry {HOSTILE}", "body": f"{body} {HOSTILE}",
         "outlet": f"Gazette {HOSTILE}", "author": f"Ann {HOSTILE}", "url": f"https://a.example/{HOSTILE}"},
        {"id": f"two{HOSTILE}", "title": HOSTILE, "body": ""},
        {"id": f"three{HOSTILE}"},
    ]  # fmt: skip
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (place / f"records{NAME}.jsonl").write_text(lines + "{broken\n", "utf-8")
    return place


@pytest.fixture
def place(tmp_path: Path, transactional_db: None) -> Path:
    place = hostile_files(tmp_path)
    command("ingest", str(place))
    assert Article.objects.count() == 3
    Outlet.objects.update(name=f"Gazette {STORED}")
    # As if a person or a library had let every character through.
    Article.objects.update(headline=f"Ferry {STORED}", byline=[STORED], url=f"https://a/{STORED}")
    return place


def ingest(place: Path) -> list[Ended]:
    (place / f"late{NAME}.txt").write_text(f"Late {HOSTILE}\n\nA story about the harbour.")
    return [
        command("ingest", str(place), "--json", "--dry-run"),
        command("ingest", str(place)),
        command("ingest", str(place / f"no such{NAME}")),
        command("ingest", f"-{NAME}"),
        command("ingest", str(place), "--captured-at", NAME),
    ]


def extract(place: Path) -> list[Ended]:
    return [
        command("extract", "--dry-run"),
        command("extract", "--outlet", NAME),
        command("extract", "--field", NAME),
        command("extract", "--read-again"),
    ]


def learn(place: Path) -> list[Ended]:
    return [command("learn")]


def copies(place: Path) -> list[Ended]:
    return [command("copies", "--rebuild"), command("copies", "--check")]


def mentions(place: Path) -> list[Ended]:
    return [command("mentions", "--rebuild"), command("mentions", "--check")]


def reindex(place: Path) -> list[Ended]:
    Article.objects.update(version=9)
    return [command("reindex", "--check"), command("reindex"), command("reindex", f"--{NAME}")]


def drain(place: Path) -> list[Ended]:
    return [command("drain"), command("drain", NAME)]


def search(place: Path) -> list[Ended]:
    queries = place / "queries"
    queries.write_text(f"ferry {HOSTILE}\n{HOSTILE}\nharbour\n", "utf-8")
    return [
        command("search", f"ferry{HOSTILE}"),
        command("search", "--from", str(queries)),
        command("search", "--from", str(place / NAME)),
        command("search", "--limit", NAME, "x"),
    ]


def token(place: Path) -> list[Ended]:
    user = User.objects.create_user(NAME)
    Token.objects.create(user=user, label=NAME, scopes=["search"], digest="x")
    return [
        command("token", "list"),
        command("token", "create", NAME, "--scope", "search", "--label", NAME),
        command("token", "create", NAME, "--scope", "monitor"),
        command("token", "create", f"nobody{NAME}", "--scope", "search"),
        command("token", "create", NAME, "--scope", NAME),
        command("token", "list", NAME),
        command("token", "revoke", NAME),
        command("token", "revoke", str(Token.objects.latest("pk").pk)),
    ]


def backup(place: Path) -> list[Ended]:
    return [
        command("backup", str(place / f"{NAME}.zip")),
        command("backup", str(place / f"{NAME}.zip")),
        command("backup", str(place), "--keep", "1"),
        command("backup", str(place / UNDECODED / "x")),
    ]


def restore(place: Path) -> list[Ended]:
    file = place / f"{NAME}.zip"
    manifest = {"version": HOSTILE, "made_at": HOSTILE, "migrations": {}, "tables": []}
    ended = []
    for changes in ({}, {"migrations": {HOSTILE: [HOSTILE]}}, {"tables": [
        {"model": HOSTILE, "fields": [], "rows": 1, "size": 1, "sha256": HOSTILE}
    ]}):  # fmt: skip
        with zipfile.ZipFile(file, "w") as backup:
            backup.writestr("manifest.json", json.dumps(manifest | changes))
        ended += [command("restore", str(file)), command("restore", "--check", str(file))]
    return [*ended, command("restore", str(place / UNDECODED))]


def check_archive(place: Path) -> list[Ended]:
    lift_limits()
    Capture.objects.update(sha256=Concat(Value(HOSTILE.replace("\x00", "")), "sha256"))
    return [command("check_archive", "--all"), command("check_archive", "--sample", NAME)]


def erase(place: Path) -> list[Ended]:
    log = place / f"log{NAME}.jsonl"
    log.write_text(f"{HOSTILE}\n", "utf-8")
    article = Article.objects.first()
    assert article is not None
    good = place / "good.jsonl"
    entry = {"public_id": article.public_id, "at": "2026-03-04T10:00:00+00:00", "by": HOSTILE}
    good.write_text(json.dumps(entry | {"case": HOSTILE, "captures": [[HOSTILE, HOSTILE]]}))
    return [
        command("erase", "--replay", str(log)),
        command("erase", "--replay", str(place / f"absent{NAME}")),
        command("erase", "--replay", str(good)),
        command("erase"),
    ]


def second_factor(place: Path) -> list[Ended]:
    return [command("second_factor", "remove", NAME), command("second_factor", NAME, NAME)]


def watch(place: Path) -> list[Ended]:
    drop = place / f"drop{NAME}"
    drop.mkdir()
    (drop / f"late{NAME}.txt").write_text(f"Late {HOSTILE}\n\nA story about the harbour.")
    (drop / f"broken{NAME}.jsonl").write_text(f"{HOSTILE}\n")
    return [
        command("watch", "--once", "--settle", "0", str(drop)),
        command("watch", str(drop / NAME)),
    ]


def undo_ingest(place: Path) -> list[Ended]:
    run = str(IngestRun.objects.latest("pk").pk)
    kept = Article.objects.first()
    assert kept is not None
    kept.pins = {"headline": {"by": STORED, "at": "2020-03-04T10:00:00+00:00"}}
    kept.save()
    return [
        command("undo_ingest", run, "--dry-run"),
        command("undo_ingest", run),
        command("undo_ingest", "0"),
    ]


def db_worker(place: Path) -> list[Ended]:
    with override_settings(UPLOAD_FOLDER=str(place / f"absent{NAME}")):
        return [command("db_worker", "--batch", "--no-reload")]


def alert(place: Path) -> list[Ended]:
    owner = User.objects.create_user("rita", NAME)
    SavedSearch.objects.create(
        owner=owner, name=STORED, position=0, seen_up_to=0, mailed_up_to=0, alerts="at_once"
    )
    address = override_settings(ARCHIVE_ADDRESS="https://archive.example")
    backend = override_settings(EMAIL_BACKEND="django.core.mail.backends.console.EmailBackend")
    with address, backend:
        refused = command("alert")
        AlertMail.objects.all().delete()
        User.objects.update(email="rita@archive.example")
        return [refused, command("alert"), command("alert", NAME)]


COMMANDS: dict[str, Callable[[Path], list[Ended]]] = {
    "ingest": ingest,
    "extract": extract,
    "learn": learn,
    "copies": copies,
    "mentions": mentions,
    "reindex": reindex,
    "drain": drain,
    "search": search,
    "token": token,
    "second_factor": second_factor,
    "backup": backup,
    "restore": restore,
    "check_archive": check_archive,
    "erase": erase,
    "watch": watch,
    "undo_ingest": undo_ingest,
    "db_worker": db_worker,
    "alert": alert,
}


def own_commands() -> set[str]:
    """The commands of the archive's own apps, not those of Django and other libraries."""
    folders = {config.name: Path(config.path) for config in apps.get_app_configs()}
    return {
        name
        for name, app in get_commands().items()
        if app in folders and folders[app].is_relative_to(ROOT) and ".venv" not in str(folders[app])
    }


def test_every_command_has_a_row() -> None:
    assert own_commands() == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_writes_a_control_character(place: Path, name: str) -> None:
    ended = COMMANDS[name](place)
    assert any(each.out or each.err for each in ended)
    for each in ended:
        assert controls(each.out) == set()
        assert controls(each.err) == set()
        lines = [*each.out.splitlines(), *each.err.splitlines()]
        assert [line for line in lines if line.startswith("forged")] == []
        assert "Traceback" not in each.err


def typed(parser: ArgumentParser, before: tuple[str, ...]) -> Iterator[tuple[Action, list[str]]]:
    """Each argument of a command with the words before its value, where the others have values that
    the command takes."""
    positional = [each for each in parser._actions if not each.option_strings]
    valid = {
        each: [str(next(iter(each.choices))) if each.choices else "1"]
        for each in parser._actions
        if each.nargs not in ("*", "?", REMAINDER) and (each.required or not each.option_strings)
    }
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for name, sub in action.choices.items():
                yield from typed(sub, (*before, name))
        # Django reads two of its own before it knows the command, for settings and modules.
        elif action.nargs != 0 and action.dest not in ("settings", "pythonpath"):
            others = [
                word
                for each, value in valid.items()
                if each is not action and each.option_strings
                for word in (each.option_strings[0], *value)
            ]
            if action.option_strings:
                places = [word for each in positional for word in valid.get(each, [])]
                yield action, [*before, *others, *places, action.option_strings[0]]
            else:
                earlier = positional[: positional.index(action)]
                yield action, [
                    *before, *others, *(word for each in earlier for word in valid.get(each, []))
                ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_every_text_argument_that_no_database_takes_is_refused(name: str) -> None:
    """What a shell passes on has no NUL, but may have bytes that are not UTF-8."""
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    for action, words in typed(parser, ()):
        is_name = action.type in (Path, FileName)
        for text in ("a\x00b",) if is_name else ("a\x00b", "a\udcffb", UNDECODED):
            ended = command(name, *words, text)
            assert ended.code == 2, (words, text, ended)
            assert "error: " in ended.err and controls(ended.err) == set()


@pytest.mark.parametrize("number", ["nan", "inf", "-1", "1e400", "9" * 400])
@pytest.mark.parametrize("words", ["drain --every", "alert --every", "watch --settle"])
def test_a_duration_is_a_number_of_seconds(words: str, number: str) -> None:
    ended = command(*f"{words}={number}".split(), ".")
    assert ended.code == 2 and f"“{number}” is no number of seconds" in ended.err


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "words",
    [
        ("token", "revoke"),
        ("undo_ingest",),
        ("check_archive", "--sample"),
        ("search", "x", "--limit"),
        ("backup", "nowhere", "--keep"),
    ],
)
def test_a_number_that_is_too_large_is_no_traceback(words: tuple[str, ...]) -> None:
    assert "Traceback" not in command(*words, "9" * 30).err


def test_a_text_argument_is_refused_with_a_sentence() -> None:
    refused = command("token", "list", "na\udcffme")
    assert "“na\\udcffme” has bytes that are not UTF-8. Type it again" in refused.err
    assert "“a\\u0000b” has a NUL character." in command("extract", "--outlet", "a\x00b").err
    assert "“a\\udcffb” has bytes" in command("changepassword", "a\udcffb").err


def test_json_keeps_what_it_escapes(place: Path) -> None:
    done = command("ingest", str(place), "--json", "--dry-run")
    sources = [json.loads(line)["source"] for line in done.out.splitlines()]
    assert str(place / f"good{NAME}.txt") in sources


def test_commands_of_libraries_are_held_too(db: None) -> None:
    User.objects.create_user(f"maria{STORED}")
    done = command("changepassword", f"nobody{STORED}")
    assert "nobody" in done.err
    assert controls(done.err) == set()


@pytest.mark.parametrize("name", sorted(own_commands()))
def test_every_command_is_made_with_the_escaping_output(name: str) -> None:
    loaded = load_command_class(get_commands()[name], name)
    assert isinstance(loaded.stdout, PrintableOutput)
    assert isinstance(loaded.stderr, PrintableOutput)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b[32;1m  OK\x1b[0m", "\x1b[32;1m  OK\x1b[0m"),
        ("\x1b[31m\x1b[2Jred", "\x1b[31m\\u001b[2Jred"),
        ("\x1b[8mhidden", "\\u001b[8mhidden"),
        ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
    ],
)
def test_on_a_terminal_only_colours_pass(written: str, shown: str) -> None:
    terminal = Terminal()
    PrintableOutput(terminal).write(written)
    assert terminal.getvalue() == shown + "\n"


@pytest.mark.parametrize(
    ("text", "as_line", "as_lines"),
    [
        ("plain, ärgerlich, 北京, 😀\t", None, None),
        ("עברית \u200fعربي می\u200cخواهم", None, None),
        ("\x1b[2J", "\\u001b[2J", "\\u001b[2J"),
        ("a\nb\r\nc\rd", "a\\u000ab\\u000d\\u000ac\\u000dd", "a\nb\r\nc\\u000dd"),
        ("\x9b\x7f\u202e\u2069\u2028\udcff", "\\u009b\\u007f\\u202e\\u2069\\u2028\\udcff",
         "\\u009b\\u007f\\u202e\\u2069\\u2028\\udcff"),
    ],
)  # fmt: skip
def test_what_is_escaped(text: str, as_line: str | None, as_lines: str | None) -> None:
    assert printable(text) == (text if as_line is None else as_line)
    assert printable_lines(text) == (text if as_lines is None else as_lines)


def test_a_log_line_cannot_be_forged() -> None:
    try:
        raise ValueError(HOSTILE)
    except ValueError as error:
        made = logging.LogRecord("x", 30, "", 1, "%s could not be read.", (NAME,), None)
        made.exc_info = (type(error), error, error.__traceback__)
    line, *traceback = LineFormatter("%(levelname)s: %(message)s").format(made).split("\n")
    assert line.startswith("WARNING: ") and line.endswith("could not be read.")
    assert traceback[0] == "Traceback (most recent call last):"
    assert controls("\n".join([line, *traceback])) == set()


def test_the_logs_of_a_process_are_escaped(empty_archive: Archive, tmp_path: Path) -> None:
    archive = empty_archive.copy_to(tmp_path)
    code = (
        "import django, logging, sys; django.setup();"
        "logging.getLogger('x').warning('%s', sys.argv[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, UNDECODED],
        cwd=ROOT, env=archive.environment | {"LOG_LEVEL": "DEBUG"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0
    [line] = done.stderr.splitlines()
    assert "\\u001b]0;gone" in line and controls(done.stderr) == set()
