"""How exports of news databases are split into articles, with the command as users type it.

    python benchmarks/exports.py [--layouts NAME…] [--count N] [--seed S] [--easy] [--show N]
                                 [--generator first|second]

Writes an invented export for each layout (benchmarks/exportsets/first or, independent of it,
benchmarks/exportsets/second; in a hard run one for each version of its export), ingests it into a
new archive and prints, for each, the number of articles and documents; of the documents, the
shares with the right headline, outlet, date and byline, and with a body that holds its first and
last sentence and no other document; articles per second and peak memory. Then it ingests an
export with half of these documents in another order and as many new ones, and prints how many
articles were added; and, in another archive, an export that is cut in the middle of a document:
how many whole documents before the cut arrived, and whether a message names the broken one.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.exportsets.first.exports import (
    LAYOUTS,
    Truth,
    interface_of,
    languages_of,
    truth_of,
    written,
)
from benchmarks.exportsets.first.stories import Stories
from benchmarks.exportsets.scores import FACTS, plain, scores, stored, wrong
from benchmarks.exportsets.second import exports as second_exports
from benchmarks.ingest import measured, migrate


class Row(NamedTuple):
    """What is printed for an export; ``shares`` are of documents, in the order of FACTS."""

    label: str
    articles: int
    documents: int
    shares: tuple[float, ...]
    rate: float
    memory: float
    added: int
    new: int
    arrived: int
    whole: int
    named: str
    wrong: list[str]


def place_of(sentence: str, text: str) -> int:
    """Where a sentence, perhaps broken into lines, begins in a text. Raises ValueError."""
    match = re.search(r"\s+".join(map(re.escape, sentence.split())), text)
    if match is None:
        raise ValueError(f"“{sentence}” is not in the text.")
    return match.start()


def cut(text: str, truth: Truth) -> str:
    """The text up to the middle of the body of this document."""
    return text[: (place_of(truth.first, text) + place_of(truth.last, text)) // 2]


def naming(messages: str, truth: Truth, number: int) -> str:
    """The first message that names a document by its headline or number, or nothing."""
    for line in messages.splitlines():
        if plain(truth.headline)[:40] in plain(line) or re.search(rf"document {number}\b", line):
            return line
    return ""


def overlapping(layout: str, count: int, seed: int, *, hard: bool) -> second_exports.Overlap:
    """Two exports of the first generator that share half of the documents of the one."""
    interface = interface_of(layout, seed, hard=hard)
    source = Stories(seed, hard=hard, languages=languages_of(interface))
    stories = source.taken(count)
    again = stories[::2] + source.taken(count // 2)
    random.Random(seed).shuffle(again)
    first, second = (written(layout, some, seed, hard=hard) for some in (stories, again))
    return second_exports.Overlap(interface, first, list(map(truth_of, stories)), second)


# The layouts of each generator, and what makes two exports that overlap.
GENERATORS: dict[str, tuple[Mapping[str, Any], Callable[..., second_exports.Overlap]]] = {
    "first": (LAYOUTS, overlapping),
    "second": (second_exports.LAYOUTS, second_exports.overlapping),
}


def row(
    layout: str, count: int, seed: int, *, generator: str, hard: bool, empty: Path, folder: Path
) -> Row:
    """Measure an export. ``empty`` is an archive without articles; ``folder`` is empty."""
    make = GENERATORS[generator][1]
    interface, text, truths, more = make(layout, count, seed, hard=hard)
    archive = folder / "archive"
    shutil.copytree(empty, archive)
    run = measured(_file(folder, "first", text), archive, None, folder / "first.log")
    articles = stored(archive)
    measured(_file(folder, "second", more), archive, None, folder / "second.log")
    added = len(stored(archive)) - len(articles)
    broken = max(1, count * 3 // 5)
    other = folder / "other"
    shutil.copytree(empty, other)
    half = _file(folder, "third", cut(text, truths[broken - 1]))
    measured(half, other, None, folder / "third.log")
    whole = truths[: broken - 1]
    arrived = round(scores(stored(other), whole)[FACTS.index("body")] * len(whole))
    return Row(
        f"{layout} {interface}",
        len(articles),
        count,
        scores(articles, truths),
        len(articles) / run.seconds,
        run.own,
        added,
        count // 2,
        arrived,
        len(whole),
        naming((folder / "third.log").read_text(), truths[broken - 1], broken).removeprefix(
            f"{half}/"
        ),
        wrong(articles, truths),
    )


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name / "export.txt"
    path.parent.mkdir()
    path.write_text(text)
    return path.parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--layouts", nargs="+", choices=LAYOUTS, default=list(LAYOUTS))
    parser.add_argument("--count", type=int, default=500, help="documents for each layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--generator", choices=GENERATORS, default="first")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--hard", action="store_true", default=True)
    kind.add_argument("--easy", dest="hard", action="store_false")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="wrong facts to print")
    options = parser.parse_args()
    print(
        f"{'layout':<44} {'articles':>9} {'':8}{' '.join(f'{fact:>8}' for fact in FACTS)} "
        f"{'per s':>6} {'MB':>5} {'added':>9} {'cut':>9}  broken one named by"
    )
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "empty"
        empty.mkdir()
        migrate(empty)
        layouts = GENERATORS[options.generator][0]
        for layout in options.layouts:
            number = len(layouts[layout].interfaces) if options.hard else 1
            for turn in range(number):
                seed = options.seed * number + turn
                folder = Path(name) / f"{layout}{turn}"
                folder.mkdir()
                line = row(
                    layout,
                    max(options.count // number, 2),
                    seed,
                    generator=options.generator,
                    hard=options.hard,
                    empty=empty,
                    folder=folder,
                )
                shutil.rmtree(folder)
                _print(line)
                for mistake in line.wrong[: options.show]:
                    print(f"    {mistake}")


def _print(line: Row) -> None:
    articles = f"{line.articles}/{line.documents}"
    shares = " ".join(f"{share:8.3f}" for share in line.shares)
    added, arrived = f"{line.added}/{line.new}", f"{line.arrived}/{line.whole}"
    print(
        f"{line.label:<44} {articles:>9} {'':8}{shares} {line.rate:6.0f} {line.memory:5.0f} "
        f"{added:>9} {arrived:>9}  {line.named or '–'}",
        flush=True,
    )


if __name__ == "__main__":
    main()
