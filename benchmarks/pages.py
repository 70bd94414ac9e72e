"""The speed of pages from a server as an operator runs it, over HTTP.

    python benchmarks/pages.py [--articles N] [--keep FOLDER] [--only KIND…] [--each N] [--cold]
    python benchmarks/pages.py [--articles N] [--keep FOLDER] --hostile

Makes an archive of N synthetic articles (``benchmarks/syntheticarchive.py``) in a scratch folder,
or uses the one that an earlier run with ``--keep`` has made, and serves it with gunicorn: one
worker with four threads. One client requests one page after the other. For each kind of page it
prints the time by the clock and the CPU time of the server, which other work on the machine
disturbs less; at the end, the memory of the worker. The archive's files are read before, so that
they are in the operating system's cache, unless ``--cold`` is set.

``--hostile`` runs the hostile searches of the tests and other costly ones in this process, without
HTTP, and prints the CPU seconds of each whole page and the megabytes that it took.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.search import percentiles, questions, written
from benchmarks.speed_engines import Ask
from benchmarks.syntheticarchive import written as stories

#: Pages of each kind, and how often each is requested.
EACH, PASSES = 25, 3

#: Stories from which the words of the searches are chosen.
SAMPLE = 5_000

#: Seconds to wait for the server.
PATIENCE = 60.0


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "SECRET_KEY": "of a benchmark",
        "LOG_LEVEL": "ERROR",
        "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3",
        "SEARCH_URL": f"whoosh://{folder}/index",
        # One client asks faster than any reader.
        **dict.fromkeys(("RATE_LIMIT_SEARCH", "RATE_LIMIT_API"), "0"),
    }


def made(folder: Path, number: int) -> Path:
    """Make the archive unless it exists, and return the file of its first stories."""
    corpus = written(folder, stories(min(number, SAMPLE)))
    if not (folder / "archive.sqlite3").exists():
        command = [sys.executable, "-m", "benchmarks.syntheticarchive", str(number)]
        subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)
    return corpus


def cached(folder: Path) -> None:
    """Read every file of the folder once, so that it is in the operating system's cache."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass


def typed(ask: Ask) -> str:
    """The address of the page of results of a query."""
    text = {
        "all": " ".join(ask.words),
        "any": " OR ".join(ask.words),
        "phrase": f'"{" ".join(ask.words)}"',
        "prefix": f"{ask.words[0]}*",
        "text": " ".join(ask.words),
    }[ask.how]
    pairs = [("q", text), *(("outlet", f"outlet-{each}") for each in ask.outlets)]
    pairs += [("from", ask.since), ("to", ask.until)] if ask.since else []
    return "/?" + urlencode([*pairs, ("sort", "newest")] if ask.newest else pairs)


def addresses(corpus: Path) -> dict[str, list[str]]:
    """The addresses of pages, by their kind."""
    asks = questions(corpus)
    found = {f"search: {kind}": [typed(ask) for ask in each] for kind, each in asks.items()}
    words = [ask.words[0] for kind in ("1 % word", "20 % word") for ask in asks[kind]]
    searches = [f"/?{urlencode({'q': word})}" for word in words]
    return found | {
        "search: a slip": [f"/?{urlencode({'q': word[:-1] + 'x'})}" for word in words[::2]],
        "search: nothing found": [f"{search}+zzqq" for search in searches[::2]],
        "search: later page": [f"{search}&page=5" for search in searches[::2]],
        "search: as a share": [f"{search}&chart=share" for search in searches[::2]],
        "search: filters alone": [f"/?date={2000 + n % 20}" for n in range(25)],
        "article, from a search": searches[::2],
        "article": searches[1::2],
        "suggest": [f"/api/suggest?q={word[:n]}" for word in words[:13] for n in (2, 4)],
        "home": ["/"] * 10,
        "coverage": ["/coverage/"] * 10,
        "coverage of a year": [f"/coverage/?year={2000 + n}" for n in range(20)],
        "outlets": ["/outlets/"] * 10,
        "outlet": [f"/outlets/outlet-{n}/" for n in range(1, 26)],
        "archive of a year": [f"/archive/{2000 + n}/" for n in range(20)],
    }  # fmt: skip


class Server:
    """A gunicorn worker and one connection to it."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self._process, self._port = process, port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def get(self, address: str) -> str:
        """The body of a page. Raises RuntimeError unless its status is 200."""
        self._connection.request("GET", address)
        response = self._connection.getresponse()
        body = response.read().decode()
        if response.status != http.client.OK:
            raise RuntimeError(f"{response.status} for {address}")
        return body

    def cpu(self) -> float:
        """The CPU seconds of the worker so far."""
        tasks = Path(f"/proc/{self._worker()}/task").glob("*/schedstat")
        return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9

    def memory(self) -> tuple[float, float]:
        """The memory of the worker in MB: its peak, and now without the files that all workers
        share."""
        lines = Path(f"/proc/{self._worker()}/status").read_text(encoding="ascii").splitlines()
        sizes = {name: rest for name, _, rest in (line.partition(":") for line in lines)}
        peak, alone = (int(sizes[name].split()[0]) / 1024 for name in ("VmHWM", "RssAnon"))
        return peak, alone

    def _worker(self) -> int:
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        return int(children.read_text(encoding="ascii").split()[0])


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--workers", "1", "--threads", "4", "--bind", f"127.0.0.1:{port}"]
    server = [sys.executable, "-m", "gunicorn", "newsarchive.wsgi", "--log-level", "error"]
    process = subprocess.Popen([*server, *options], cwd=ROOT, env=environment(folder))
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait()


def asked_for(server: Server, kind: str, pages: Sequence[str]) -> list[str]:
    """The addresses to request. For articles, the first hits of the searches in ``pages``."""
    if not kind.startswith("article"):
        return list(pages)
    found = []
    for page in pages:
        hit = server.get(page).partition('<li class="hit">')[2]
        address = hit.partition('href="')[2].partition('"')[0].replace("&amp;", "&")
        found.append(address if kind != "article" else address.partition("?")[0])
    return [each for each in found if each]


def report(server: Server, kinds: dict[str, list[str]], only: Sequence[str], each: int) -> None:
    rng = random.Random(5)
    server.get("/")
    print("| page | by the clock, p50 / p95 ms | CPU, p50 / p95 ms | slowest CPU ms |")
    print("|---|---|---|---|")
    for kind, pages in kinds.items():
        if only and kind not in only:
            continue
        clock, cpu = [], []
        chosen = asked_for(server, kind, rng.sample(pages, min(each, len(pages))))
        for _ in range(PASSES):
            for page in rng.sample(chosen, len(chosen)):
                began, used = time.perf_counter(), server.cpu()
                server.get(page)
                clock.append(1000 * (time.perf_counter() - began))
                cpu.append(1000 * (server.cpu() - used))
        cells = (" / ".join(f"{ms:.0f}" for ms in percentiles(times)) for times in (clock, cpu))
        print(f"| {kind} | {' | '.join(cells)} | {max(cpu):.0f} |", flush=True)
    peak, alone = server.memory()
    print(f"\nThe worker held at most {peak:,.0f} MB; {alone:,.0f} MB of its own at the end.")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make it there, once")
    parser.add_argument("--only", nargs="*", default=[], metavar="KIND")
    parser.add_argument("--each", type=int, default=EACH, metavar="N", help="pages of a kind")
    parser.add_argument("--cold", action="store_true", help="files may come from the disk")
    parser.add_argument("--hostile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        corpus = made(folder, options.articles)
        if options.hostile:
            command = [sys.executable, "-m", "benchmarks.hostile", str(corpus)]
            subprocess.run(command, cwd=ROOT, env=environment(folder), check=True)
            return
        if not options.cold:
            cached(folder)
        with serving(folder) as server:
            report(server, addresses(corpus), options.only, options.each)


if __name__ == "__main__":
    main()
