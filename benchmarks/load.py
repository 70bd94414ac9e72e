"""The archive under load, with an ingest and edits beside; optionally beside a Datasette.

    python benchmarks/load.py [--articles N] [--keep FOLDER] [--clients N…] [--minutes N]
                              [--ingest N] [--datasette PROGRAM] [--peer-minutes N]

Makes an archive as ``benchmarks/pages.py`` does and serves it as ``deploy/gunicorn.conf.py`` says,
with two worker processes of four threads. For each number of clients it requests pages of results
for so many minutes, while another process ingests N captures and a third edits an article each
second. ``--datasette`` names the program of an installed Datasette: it serves the same articles
from SQLite, with FTS5 and facets by outlet and year, without an ingest or edits, and is asked for
the same words. It has one process with eight threads for queries. Both are asked in turns, since a
machine is not as fast at all times; meanwhile the ingest and the edits rest. Prints requests a
second, answers of 5xx, times and memory.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.pages import PATIENCE, addresses, environment, made
from benchmarks.search import percentiles
from benchmarks.syntheticarchive import written as stories

#: The worker processes of each server, and the threads of each in the archive.
WORKERS, THREADS = 2, 4
#: Into so many turns the time is divided.
TURNS = 10
#: Seconds for which a server is asked before anything is measured.
WARMING = 10
#: Kinds of searches that Datasette can answer too.
KINDS = ("search: 20 % word", "search: 1 % word", "search: rare word")
#: Edits one article each second, as a form in admin does.
EDITING = """
import django, random, time
django.setup()
from articles.models import Article
keys = list(Article.objects.values_list("pk", flat=True)[:1000])
while True:
    article = Article.objects.get(pk=random.choice(keys))
    article.headline = f"Edited {time.time():.0f}"
    article.save()
    time.sleep(1)
"""


@dataclass
class Server:
    """A server and its processes, which are those of its group."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    addresses: Sequence[str]

    def memory(self) -> float:
        """MB that its worker processes have of their own."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        total = 0
        for pid in path.read_text(encoding="ascii").split() or [str(self.process.pid)]:
            with suppress(OSError):
                text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
                total += int(text.partition("RssAnon:")[2].split()[0])
        return total / 1024


@dataclass
class Load:
    """What clients have seen of a server, in so many minutes, and its memory after each turn."""

    minutes: float = 0
    seconds: list[float] = field(default_factory=list)
    failures: list[int] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        times = " / ".join(f"{1000 * each:.0f}" for each in percentiles(self.seconds))
        early = self.memory[(len(self.memory) - 1) // 5]
        rate = len(self.seconds) / (60 * self.minutes)
        return f"{rate:.1f} | {len(self.failures)} | {times} | {early:.0f} / {self.memory[-1]:.0f}"


@contextmanager
def running(command: Sequence[str], variables: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


@contextmanager
def serving(name: str, command: list[str], variables: dict[str, str], asked: Sequence[str],
            port: int) -> Iterator[Server]:  # fmt: skip
    with running(command, variables) as process:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            if time.monotonic() > until:
                raise RuntimeError(f"{name} did not start")
            time.sleep(0.2)
        yield Server(name, port, process, asked)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def update(folder: Path) -> None:
    """Bring the database and the index of an archive that another version made up to this one."""
    for command in (["migrate", "--no-input"], ["drain"]):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=environment(folder), stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip


def table(folder: Path, number: int) -> Path:
    """The same articles as a database for Datasette."""
    path = folder / "datasette.db"
    if not path.exists():
        with closing(sqlite3.connect(path)) as database:
            database.execute("CREATE TABLE articles (title, body, outlet, year)")
            database.executemany(
                "INSERT INTO articles VALUES (?, ?, ?, ?)",
                ((each.title, each.body, str(each.outlet), str(each.date)[:4])
                 for each in stories(number)),
            )  # fmt: skip
            database.executescript(
                "CREATE INDEX outlet ON articles (outlet); CREATE INDEX year ON articles (year);"
                "CREATE VIRTUAL TABLE articles_fts USING fts5 (title, body, content=articles);"
                "INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');"
            )
    return path


def client(server: Server, until: float, seed: int, load: Load) -> None:
    rng = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            connection.request("GET", rng.choice(server.addresses))
            response = connection.getresponse()
            response.read()
            status = response.status
        except (OSError, http.client.HTTPException):
            connection.close()
            status = 599
        load.seconds.append(time.monotonic() - began)
        if status >= 500:
            load.failures.append(status)


def ask(server: Server, clients: int, minutes: float, load: Load) -> None:
    """Ask with so many clients, then look at the memory."""
    until, turn = time.monotonic() + 60 * minutes, len(load.memory)
    threads = [
        threading.Thread(target=client, args=(server, until, turn * clients + each, load))
        for each in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.minutes += minutes
    load.memory.append(server.memory())


@contextmanager
def beside(folder: Path, number: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """An ingest of so many captures, and edits; nothing if the number is 0."""
    variables = environment(folder) | {"DJANGO_SETTINGS_MODULE": "newsarchive.settings"}
    with ExitStack() as stack:
        commands = []
        if number:
            ingest = [sys.executable, "manage.py", "ingest", str(captures(folder, number))]
            commands = [ingest, [sys.executable, "-c", EDITING]]
        yield [stack.enter_context(running(command, variables)) for command in commands]


@contextmanager
def resting(processes: Sequence[subprocess.Popen[bytes]]) -> Iterator[None]:
    for each in processes:
        each.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for each in processes:
            each.send_signal(signal.SIGCONT)


def captures(folder: Path, number: int) -> Path:
    """A file of stories that the archive does not have."""
    path = folder / "captures.jsonl"
    run = time.time_ns()
    with path.open("w", encoding="utf-8") as file:
        for place, each in enumerate(stories(number)):
            body = f"Run {run}, story {place}.\n\n{each.body}"
            record = {"id": f"{run}-{place}", "headline": each.title, "body": body}
            file.write(json.dumps(record) + "\n")
    return path


def servers(stack: ExitStack, folder: Path, corpus: Path, options: argparse.Namespace,
            ) -> list[Server]:  # fmt: skip
    kinds = addresses(corpus)
    asked = [each for kind, pages in kinds.items() if kind in KINDS for each in pages]
    port = free_port()
    variables = environment(folder) | {
        "WEB_BIND": f"127.0.0.1:{port}", "WEB_WORKERS": str(WORKERS), "WEB_THREADS": str(THREADS),
        "ACCESS_LOG": "off", "RATE_LIMIT_SEARCH": "0", "RATE_LIMIT_API": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    found = [stack.enter_context(serving("archive", command, variables, asked, port))]
    if options.datasette:
        words = [parse_qs(urlsplit(each).query)["q"][0] for each in asked]
        asked = [
            f"/datasette/articles?_search={quote(each)}&_facet=outlet&_facet=year" for each in words
        ]
        port = free_port()
        command = [
            options.datasette, "serve", "--immutable", str(table(folder, options.articles)),
            "--port", str(port), "--setting", "facet_time_limit_ms", "10000",
            "--setting", "sql_time_limit_ms", "10000", "--setting", "num_sql_threads", "8",
        ]  # fmt: skip
        found.append(stack.enter_context(serving("Datasette", command, variables, asked, port)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument(
        "--keep",
        type=Path,
        help="a folder for the archive; one that is there is brought up to date",
    )
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--ingest", type=int, default=5_000, help="captures to ingest meanwhile")
    parser.add_argument("--datasette", help="the program of an installed Datasette")
    parser.add_argument("--peer-minutes", type=float, default=2, help="Datasette's, of its turns")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        corpus = made(folder, options.articles)
        update(folder)
        archive, *peers = servers(stack, folder, corpus, options)
        for server in (archive, *peers):
            ask(server, 2 * WORKERS, WARMING / 60, Load())
        print("| server | clients | requests/s | 5xx | p50 / p95 ms | MB at a fifth / at the end |")
        print("|---|---|---|---|---|---|")
        for clients in options.clients:
            loads = {server.name: Load() for server in (archive, *peers)}
            with beside(folder, options.ingest) as others:
                for _ in range(TURNS):
                    ask(archive, clients, options.minutes / TURNS, loads[archive.name])
                    with resting(others):
                        for peer in peers:
                            ask(peer, clients, options.peer_minutes / TURNS, loads[peer.name])
            for name, load in loads.items():
                print(f"| {name} | {clients} | {load} |", flush=True)


if __name__ == "__main__":
    main()
