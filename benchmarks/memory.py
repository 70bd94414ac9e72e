"""The memory of one worker process while eight threads search, for ``search.py``."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed_engines import Ask, Bench, Ours

THREADS = 8


class Memory(NamedTuple):
    """Megabytes: ``peak`` includes mapped files that were read; ``alone`` is the memory at the end
    without mapped files, which all workers share."""

    peak: float
    alone: float


def measured(folder: Path, asks: list[Ask]) -> Memory:
    """The memory of a new process with the whole program, in which each thread runs all queries."""
    command = [sys.executable, "-m", "benchmarks.memory", str(folder)]
    done = subprocess.run(
        command,
        input=json.dumps(asks),
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, "DEBUG": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Memory(*json.loads(done.stdout))


def _ask(bench: Bench, asks: list[Ask]) -> None:
    for ask in asks:
        bench.answer(ask)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    import django

    django.setup()
    import_module("newsarchive.urls")  # loads the pages and all that they import

    asks = [_read(*each) for each in json.load(sys.stdin)]
    bench = Ours(Path(sys.argv[1]))
    bench.open()
    with ThreadPoolExecutor(THREADS) as threads:
        for thread in range(THREADS):
            # Each thread begins at another query, so that different kinds run at the same time.
            start = thread * len(asks) // THREADS
            threads.submit(_ask, bench, asks[start:] + asks[:start])
    status = Path("/proc/self/status").read_text(encoding="ascii").split()
    alone = int(status[status.index("RssAnon:") + 1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([peak, alone]))


def _read(words: list[str], how: str, newest: bool, outlets: list[int], *days: str) -> Ask:
    return Ask(tuple(words), how, newest, tuple(outlets), *days)


if __name__ == "__main__":
    main()
