"""The commands of manage.py that ``benchmarks/kills.py`` kills."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benchmarks.killpreparations import (
    confirmed_upload,
    dropped,
    erased,
    failures,
    left_behind,
    no_copies,
    no_lines,
    no_mentions,
    other_texts,
    sent,
    undoing,
    waiting,
    wrong_facts,
)

if TYPE_CHECKING:
    from benchmarks.killedarchive import Archive

#: Why commands and changes are not killed.
READS = "It only reads."
_DEVELOPS = "It writes code or files of a developer."


def _nothing(printed: str) -> list[str]:
    return []


def _created(printed: str) -> list[str]:
    """The public ids that an ``ingest --json`` has printed."""
    whole = [line for line in printed.splitlines() if line.startswith("{") and line.endswith("}")]
    records = [json.loads(line) for line in whole]
    return [each["public_id"] for each in records if each.get("public_id")]


@dataclass(frozen=True)
class Command:
    """A command. ``prepare`` changes the archive that is copied, ``anew``: there is none yet.

    ``codes`` are its exit codes undisturbed, ``file`` a backup that it writes, ``repeatable``: the
    same command again leads to the same state. ``learns``: it counts recurring lines at its end,
    and `manage.py learn`, which also runs every night, counts those of a run that was killed.
    """

    name: str
    typed: str
    prepare: Callable[[], object] | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    codes: Sequence[int] = (0,)
    anew: bool = False
    repeatable: bool = True
    file: str = ""
    learns: bool = False
    acknowledged: Callable[[str], list[str]] = _nothing

    def arguments(self, archive: Archive) -> list[str]:
        places = {"material": archive.material, "folder": archive.folder}
        return [each.format(**places) for each in self.typed.split()]


WORKER = "db_worker --batch --no-startup-delay --no-reload --verbosity 0"
COMMANDS = [
    Command("migrate", "migrate -v0", anew=True),
    Command(
        "ingest", "ingest --json {material}/more {material}/captures", learns=True,
        acknowledged=_created,
    ),
    Command(
        "ingest, one process", "ingest --json {material}/more {material}/captures",
        settings={"INGEST_PROCESSES": "1"}, learns=True, acknowledged=_created,
    ),
    Command("watch", "watch --once --settle 0 {folder}/drop", dropped, learns=True),
    Command("db_worker, reading an upload", WORKER, sent),
    Command("db_worker, storing an upload", WORKER, confirmed_upload, learns=True),
    Command("db_worker, undoing an ingest", WORKER, undoing),
    Command("undo_ingest", "undo_ingest 1", codes=(0, 1), repeatable=False),
    Command("extract", "extract", wrong_facts),
    Command("extract --read-again", "extract --read-again", other_texts),
    Command("learn", "learn", no_lines),
    Command("copies", "copies", no_copies),
    Command("copies --rebuild", "copies --rebuild"),
    Command("mentions", "mentions", no_mentions),
    Command("mentions --rebuild", "mentions --rebuild"),
    Command("drain", "drain", waiting),
    Command("reindex", "reindex"),
    Command("reindex --if-needed", "reindex --if-needed", waiting),
    Command("search", "search ferry", waiting),
    Command("backup", "backup {folder}/new.zip --overwrite", file="new.zip"),
    Command("backup over another", "backup {folder}/old.zip --overwrite", file="old.zip"),
    Command("restore", "restore {material}/backup.zip", anew=True),
    Command("restore --into", "restore {material}/backup.zip --into {folder}", anew=True),
    Command("erase", "erase", erased),
    Command("db_worker, after an erasure", WORKER, erased),
    Command("check_archive", "check_archive --all", codes=(0, 3)),
    Command("token", "token create rita --scope search --label kills", repeatable=False),
    Command("createsuperuser", "createsuperuser --noinput --username root --email r@example.org",
            repeatable=False),
    Command("axes_reset", "axes_reset", failures),
    Command("axes_reset_ip", "axes_reset_ip 192.0.2.1", failures),
    Command("axes_reset_username", "axes_reset_username rita", failures),
    Command("axes_reset_ip_username", "axes_reset_ip_username 192.0.2.1 rita", failures),
    Command("axes_reset_logs", "axes_reset_logs --age 0", failures),
    Command("axes_reset_failure_logs", "axes_reset_failure_logs --age 0", failures),
    Command("clearsessions", "clearsessions", left_behind),
    Command("remove_stale_contenttypes", "remove_stale_contenttypes --noinput -v0", left_behind),
]  # fmt: skip

#: Commands that are not killed, each with the reason.
LEFT_OUT = {
    **dict.fromkeys(
        ("axes_list_attempts", "check", "diffsettings", "dumpdata", "findstatic", "inspectdb",
         "sendtestemail", "showmigrations", "sqlflush", "sqlmigrate", "sqlsequencereset"), READS,
    ),
    **dict.fromkeys(
        ("compilemessages", "makemessages", "makemigrations", "optimizemigration",
         "squashmigrations", "startapp", "startproject", "test", "testserver"), _DEVELOPS,
    ),
    **dict.fromkeys(("dbshell", "shell"), "It does what somebody types."),
    "alert": "Its tests kill it; the next run sends what it was sending only after ten minutes.",
    "changepassword": "It asks at a terminal; what it stores is one row, as in the browser.",
    "collectstatic": "No folder for static files is configured.",
    "createcachetable": "No cache in the database is configured.",
    "flush": "It empties the database on purpose, once it has asked.",
    "loaddata": "It writes a developer's rows past the archive, in one transaction.",
    "prune_db_task_results": "It deletes what is said of tasks that have ended.",
    "runserver": "It is the server of a developer; gunicorn is killed instead.",
    "second_factor": "It deletes one row; off by default.",
}  # fmt: skip
