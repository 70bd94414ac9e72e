"""What it costs that writers take turns, with several ingests at the same time.

    python benchmarks/writers.py [N] [--rounds R]

Starts a PostgreSQL of its own (tests/services), and lets 1, 2 and 4 processes ingest N captures
each (``benchmarks/ingest.py``) at the same time, each with one process that reads. Prints articles
per second of all together, and per article the milliseconds that a process waited for its turn and
those that it had it. The second measurement of each is one in which nobody waits, since each
process has a lock of its own: the difference is the price. (Their archives may have a story
twice, so this is for comparison only.) The third is that of a file of SQLite, which has one writer
at a time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ingest import write_captures
from tests.services.postgres import Postgres, postgres

PROCESSES = (1, 2, 4)
IN_TURN, ALONE, SQLITE = "PostgreSQL, in turn", "PostgreSQL, without waiting", "SQLite"


def one(folder: Path, *, alone: bool) -> None:
    """Ingest a folder in this process; prints what it waited and held, in seconds."""
    import django

    django.setup()
    from django.db import connection, transaction

    from articles.ingest.ingest import ingest
    from articles.readers import find
    from newsarchive import transactions

    if alone:
        transactions._WRITERS = os.getpid()  # type: ignore[misc]  # for this measurement
    times = {"waited": 0.0, "held": 0.0}

    def timed(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "advisory_xact_lock" not in sql:
            return execute(sql, params, many, context)
        began = time.monotonic()
        result = execute(sql, params, many, context)
        got = time.monotonic()
        times["waited"] += got - began

        def over() -> None:
            times["held"] += time.monotonic() - got

        transaction.on_commit(over)
        return result

    with connection.execute_wrapper(timed):
        count = sum(outcome.kind == "created" for outcome in ingest(find([folder])))
    print(json.dumps(times | {"created": count}))


def measured(server: Postgres, number: int, captures: list[Path], kind: str) -> str:
    with tempfile.TemporaryDirectory() as place:
        name = f"writers_{time.monotonic_ns()}"
        if kind != SQLITE:
            server.execute("postgres", f"CREATE DATABASE {name}")
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "SECRET_KEY": "for a measurement only",
            "DATABASE_URL": f"sqlite:///{place}/db" if kind == SQLITE else server.url_of(name),
            "SEARCH_URL": f"whoosh://{place}/index",
            "UPLOAD_FOLDER": f"{place}/uploads",
            "INGEST_PROCESSES": "1",
        }
        migrate = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
        subprocess.run(migrate, env=environment, check=True)
        began = time.monotonic()
        command = [
            sys.executable,
            __file__,
            "--alone" if kind == ALONE else "--in-turn",
            "--folder",
        ]
        started = [
            subprocess.Popen([*command, str(each)], env=environment, stdout=subprocess.PIPE)
            for each in captures[:number]
        ]
        answers = [json.loads(each.communicate()[0].splitlines()[-1]) for each in started]
        seconds = time.monotonic() - began
    created = sum(each["created"] for each in answers)
    waited, held = (
        1000 * sum(each[key] for each in answers) / created for key in ("waited", "held")
    )
    if kind == SQLITE:
        return f"{created / seconds:6.1f} articles/s"
    return f"{created / seconds:6.1f} articles/s, waited {waited:5.2f} ms, held {held:5.2f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("number", nargs="?", type=int, default=400, metavar="N")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--in-turn", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.folder:
        one(options.folder, alone=options.alone)
        return
    with tempfile.TemporaryDirectory() as place, postgres(durable=True) as server:
        whole = Path(place) / "captures"
        whole.mkdir()
        write_captures(whole, options.number * max(PROCESSES))
        folders = [Path(place) / str(number) for number in range(max(PROCESSES))]
        for number, file in enumerate(sorted(whole.iterdir())):
            folder = folders[number % len(folders)]
            folder.mkdir(exist_ok=True)
            file.rename(folder / file.name)
        for _ in range(options.rounds):
            for number in PROCESSES:
                for kind in (IN_TURN, ALONE, SQLITE):
                    found = measured(server, number, folders, kind)
                    print(f"{number} at once, {kind:27}: {found}", flush=True)


if __name__ == "__main__":
    main()
