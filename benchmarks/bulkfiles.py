"""The speed and memory of an ingest of one file that holds many articles.

    python benchmarks/bulkfiles.py [N…] [--kinds KIND…] [--processes P]

Writes N invented articles of about 5 kB into one file of each kind: exports of databases
(benchmarks/exportsets/first), a table (CSV) and JSON Lines. Ingests each file into an archive of
its own with the command as users type it, and prints articles per second by the clock, CPU
milliseconds per article of all processes, and their peak memory together. Several N show whether
memory grows.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.exportsets.first.exports import LAYOUTS, written
from benchmarks.exportsets.first.stories import Stories, Story
from benchmarks.exportsets.scores import stored
from benchmarks.ingest import ingested

SEED = 5
#: Stories whose paragraphs make one article of about 5 kB.
TOGETHER = 3


def long_stories(count: int) -> list[Story]:
    stories = Stories(SEED, hard=False, languages=("en",)).taken(count)
    return [
        replace(
            story,
            paragraphs=tuple(
                paragraph
                for by in range(TOGETHER)
                for paragraph in stories[(at + by * by) % count].paragraphs
            ),
        )
        for at, story in enumerate(stories)
    ]


def _record(story: Story) -> dict[str, str]:
    return {
        "headline": story.headline,
        "outlet": story.outlet,
        "published": story.date.isoformat(),
        "byline": story.credit,
        "section": story.section,
        "body": "\n\n".join(story.paragraphs),
    }


def as_csv(stories: Sequence[Story]) -> str:
    file = io.StringIO()
    rows = list(map(_record, stories))
    writer = csv.DictWriter(file, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def as_jsonl(stories: Sequence[Story]) -> str:
    return "".join(f"{json.dumps(_record(story), ensure_ascii=False)}\n" for story in stories)


TABLES: dict[str, Callable[[Sequence[Story]], str]] = {"csv": as_csv, "jsonl": as_jsonl}
USUAL = ("lexisnexis", "nexisuni", "factiva", *TABLES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("numbers", nargs="*", type=int, default=[1_000, 10_000], metavar="N")
    parser.add_argument(
        "--kinds", nargs="+", choices=(*LAYOUTS, *TABLES), default=USUAL, metavar="KIND"
    )
    parser.add_argument("--processes", type=int, metavar="P", help="as INGEST_PROCESSES says")
    options = parser.parse_args()
    for number in options.numbers:
        stories = long_stories(number)
        for kind in options.kinds:
            print(_row(kind, stories, options.processes), flush=True)


def _row(kind: str, stories: Sequence[Story], processes: int | None) -> str:
    table = TABLES.get(kind)
    text = table(stories) if table else written(kind, stories, SEED, hard=False)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        archive.mkdir()
        file = Path(folder) / (f"articles.{kind}" if table else "export.txt")
        file.write_text(text, encoding="utf-8")
        seconds, cpu, own, _ = ingested(file, archive, processes)
        found, size = len(stored(archive)), file.stat().st_size / 1e6
    return (
        f"{kind:<12} {found:,} of {len(stories):,} articles, {size:.0f} MB: "
        f"{found / seconds:.0f}/s, {seconds:.1f} s by the clock, "
        f"{1000 * cpu / found:.1f} ms of CPU each, at most {own:.0f} MB"
    )


if __name__ == "__main__":
    main()
