"""The speed of an ingest, from files to searchable articles, with the command as users type it.

    python benchmarks/ingest.py [N…] [--processes P]

Makes N captures of 5 kB from a seed in a temporary folder (a masthead, a menu, headline, byline,
date, ten paragraphs of words that follow Zipf's law, a footer), ingests them into an archive of
their own and prints articles per second by the clock, CPU milliseconds per article of all
processes, and the peak memory of all processes together (read from Linux's /proc). Shared memory is
counted once. Mapped files (the index, the programs), which the system can reclaim, are counted
apart. Several N show whether memory grows.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = ["TASS", "Middle East Monitor", "The Moscow Times", "The Guardian", "Le Monde"]
VOCABULARY, PARAGRAPHS, SENTENCES = 20_000, 10, 4
DAYS = 4000


class Measured(NamedTuple):
    """Seconds by the clock, CPU seconds, and the peak memory of all processes together in MB:
    ``own`` is their own memory, ``mapped`` that of mapped files."""

    seconds: float
    cpu: float
    own: float
    mapped: float


def write_captures(folder: Path, number: int) -> None:
    rng = random.Random(5)
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(rng.choices(letters, k=rng.randint(3, 10))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))

    def sentence() -> str:
        chosen = rng.choices(words, cum_weights=weights, k=rng.randint(10, 24))
        return f"{' '.join(chosen).capitalize()}."

    for place in range(number):
        outlet = rng.choice(OUTLETS)
        day = dt.date(2010, 1, 1) + dt.timedelta(days=rng.randrange(DAYS))
        story = [
            " ".join(sentence() for _ in range(SENTENCES))
            for _ in range(rng.randint(8, PARAGRAPHS))
        ]
        blocks = [
            f"{outlet}\nHome\nWorld\nOpinion",
            " ".join(rng.choices(words, k=8)).title(),
            f"By Jane Doe\n{day:%B} {day.day}, {day.year}",
            *story,
            f"Subscribe to our newsletter\n© {day.year} {outlet}",
        ]
        (folder / f"{place:06}.txt").write_text("\n\n".join(blocks) + "\n")


def ingested(captures: Path, archive: Path, processes: int | None) -> Measured:
    """Measure the ingest of a folder into a new archive."""
    migrate(archive)
    return measured(captures, archive, processes)


def migrate(archive: Path) -> None:
    """Make the tables of a new archive in this folder."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "-v0"]
    subprocess.run(command, env=_environment(archive), check=True)


def measured(
    captures: Path, archive: Path, processes: int | None, messages: Path | None = None
) -> Measured:
    """Measure an ingest into an archive that has its tables.

    Its messages go to the file ``messages``, if there is one; then captures may fail as well.
    """
    environment = _environment(archive)
    if processes is not None:
        environment["INGEST_PROCESSES"] = str(processes)
    command = [sys.executable, str(ROOT / "manage.py"), "ingest", str(captures)]
    before, began, own, mapped = _cpu(), time.monotonic(), 0.0, 0.0
    with (
        messages.open("w") if messages else nullcontext() as stream,
        subprocess.Popen(
            command, env=environment, start_new_session=True, stderr=stream
        ) as process,
    ):
        while process.poll() is None:
            of_own, of_files = _memory(process.pid)
            own, mapped = max(own, of_own), max(mapped, of_files)
            time.sleep(0.2)
    if process.returncode and messages is None:
        sys.exit("The ingest failed.")
    return Measured(time.monotonic() - began, _cpu() - before, own, mapped)


def _environment(archive: Path) -> dict[str, str]:
    return os.environ | {
        "DEBUG": "off",
        "SECRET_KEY": "for a measurement only",
        "DATABASE_URL": f"sqlite:///{archive}/archive.sqlite3",
        "SEARCH_URL": f"whoosh://{archive}/index",
    }


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(session: int) -> tuple[float, float]:
    """The memory of the processes of a session in MB, with shared memory counted once: their own
    memory, and that of mapped files."""
    own = mapped = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(status[3]) != session:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # the process has just ended
        sizes = {line.split(":")[0]: line.split()[1] for line in lines[1:]}
        own += int(sizes["Pss_Anon"])
        mapped += int(sizes["Pss_File"]) + int(sizes["Pss_Shmem"])
    return own / 1000, mapped / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("numbers", nargs="*", type=int, default=[1500], metavar="N")
    parser.add_argument("--processes", type=int, metavar="P", help="as INGEST_PROCESSES says")
    options = parser.parse_args()
    for number in options.numbers:
        with tempfile.TemporaryDirectory() as folder:
            captures, archive = Path(folder) / "captures", Path(folder) / "archive"
            captures.mkdir()
            archive.mkdir()
            write_captures(captures, number)
            seconds, cpu, own, mapped = ingested(captures, archive, options.processes)
        print(
            f"{number} captures: {number / seconds:.0f}/s, {seconds:.1f} s by the clock, "
            f"{1000 * cpu / number:.1f} ms of CPU each, at most {own:.0f} MB, "
            f"and {mapped:.0f} MB of mapped files",
            flush=True,
        )


if __name__ == "__main__":
    main()
