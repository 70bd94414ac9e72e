"""How well labelled captures are read: `python benchmarks/extraction.py DIR…`.

Each DIR has `dev/NAME.json` (the truth) and `dev/NAME.txt` (the text of the whole page). It may
also have `region/dev/NAME.txt` (the column of the article alone) and `html/NAME.html.gz`. A truth
has `headline`, `outlet`, `date`, `bylines`, `standfirst`, `body` (null where unknown), `…_alt` with
other values that are right too, `family` (the outlet) and `visible` (what the capture shows).

For each field this prints the number of pages whose truth has it; the share that the capture shows
(no reader of the text can be better); the share of these that is right, with its 95 % interval (a
bootstrap over families); and the shares of all pages that are right, wrong and silent. After that
come the body's mean precision, recall and F1 in words, the speed, and the slowest pages.

A fifth of the families is left out (see `labelled.py`). With `--closed` only this fifth is read.

With `--folds N` both captures of all pages are read as they are and again with their families held
out (see `folds.py`), and the shares are printed side by side in one table. A family that is held
out is in no list of outlets either; with `--listed`, it keeps its entry, as an outlet has that was
added to the list without a look at these pages.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.folds import held_out
from benchmarks.labelled import FULL, REGION, Labelled, labelled, with_capture
from benchmarks.pagereaders import (
    newspaper_on_html,
    ours_on_html,
    ours_on_text,
    trafilatura_on_html,
)
from benchmarks.scoring import FIELDS, GOLD, Reading, Truth, body_score, interval, verdicts

SLOWEST = 5  # pages that are named
FOREIGN = "Der Stadtrat hat beschlossen, zwei Büchereien in der Altstadt zu schließen."
CAPTURE = 5000  # bytes: The speed is given in captures of this size.


def share(values: Iterable[bool]) -> str:
    listed = list(values)
    return f"{sum(listed) / len(listed):.3f}" if listed else "    -"


def report(truths: Mapping[str, Truth], readings: Mapping[str, Reading], capture: str) -> None:
    """Print the scores of every field, of the body, and the speed."""
    print(f"{'':10}{'pages':>6}{'ceiling':>9}{'of shown':>10}{'95 %':>16}", end="")
    print(f"{'right':>8}{'wrong':>8}{'silent':>8}")
    for field in FIELDS:
        made = verdicts(field, truths, readings, capture)
        shown = [each for each in made if each.visible]
        bounds = ""
        if shown:
            values = [float(each.right) for each in shown]
            low, high = interval(values, [each.family for each in shown])
            bounds = f"{low:.3f} to {high:.3f}"
        print(
            f"{field.name:10}{len(made):6}{share(each.visible for each in made):>9}"
            f"{share(each.right for each in shown):>10}{bounds:>16}"
            f"{share(each.right for each in made):>8}"
            f"{share(each.found and not each.right for each in made):>8}"
            f"{share(not each.found for each in made):>8}"
        )
    bodies = _bodies(truths, readings)
    if bodies:
        precision, recall, f1 = np.mean([score for _, score in bodies], axis=0)
        low, high = interval([score[2] for _, score in bodies], [family for family, _ in bodies])
        print(
            f"{'body':10}{len(bodies):6}  precision {precision:.3f}  recall {recall:.3f}"
            f"  F1 {f1:.3f} ({low:.3f} to {high:.3f})"
        )
    spent = sum(each.seconds for each in readings.values())
    if spent and capture == "html":
        print(f"{'speed':10}{len(readings) / spent:6.0f} pages a second of CPU")
    else:
        _print_speed(readings.values(), "speed")


def _print_speed(readings: Iterable[Reading], title: str) -> None:
    read = [each for each in readings if each.seconds]
    if read:
        speed = sum(each.size for each in read) / CAPTURE / sum(each.seconds for each in read)
        print(f"{title:16}{speed:6.0f} captures of 5 kB a second of CPU")


def compare(
    truths: Mapping[str, Truth],
    within: Mapping[str, Mapping[str, Reading]],
    without: Mapping[str, Mapping[str, Reading]],
) -> None:
    """Print one table: for each field and capture, the share of the visible values that is right
    and the share of all that is wrong, in sample and with the families held out."""
    print(f"{'':23}{'pages':>6}{'shown':>6}", end="")
    for head in ("in sample", "held out"):
        print(f"{head:>11}{'95 %':>17}{'wrong':>7}", end="")
    print()
    for field in FIELDS:
        for capture in within:
            print(f"{field.name:16}{capture:7}", end="")
            for number, readings in enumerate((within[capture], without[capture])):
                shared = {name: truth for name, truth in truths.items() if name in within[capture]}
                made = verdicts(field, shared, readings, capture)
                shown = [each for each in made if each.visible]
                if not number:
                    print(f"{len(made):6}{len(shown):6}", end="")
                values = [float(each.right) for each in shown]
                wrong = share(each.found and not each.right for each in made)
                print(_part(values, [each.family for each in shown]) + f"{wrong:>7}", end="")
            print()
    for title, gold in (("body F1", False), ("body F1, gold", True)):
        for capture in within:
            shared = {
                name: truth
                for name, truth in truths.items()
                if name in within[capture] and (not gold or truth.get("body_source") in GOLD)
            }
            print(f"{title:16}{capture:7}", end="")
            for number, readings in enumerate((within[capture], without[capture])):
                bodies = _bodies(shared, readings)
                if not number:
                    print(f"{len(bodies):6}{len(bodies):6}", end="")
                print(_part([f1 for _, (_, _, f1) in bodies], [each for each, _ in bodies]), end="")
                print(" " * 7, end="")
            print()
    for capture, readings in within.items():
        _print_speed(readings.values(), f"speed, {capture}")


def _part(values: Sequence[float], families: Sequence[str]) -> str:
    """A mean and its interval, in two columns."""
    if not values:
        return f"{'-':>11}{'':17}"
    low, high = interval(values, families)
    return f"{sum(values) / len(values):11.3f}{f'{low:.3f} to {high:.3f}':>17}"


def _bodies(
    truths: Mapping[str, Truth], readings: Mapping[str, Reading]
) -> list[tuple[str, tuple[float, float, float]]]:
    """Family and scores of each page whose body is known."""
    return [
        (truth.get("family") or name, body_score(readings.get(name, Reading()).body, truth["body"]))
        for name, truth in truths.items()
        if truth.get("body") and not truth.get("body_doubtful")
    ]


def slowest(readings: Mapping[str, Reading]) -> None:
    print("\nSlowest pages")
    order = sorted(readings.items(), key=lambda item: -item[1].seconds)
    for name, reading in order[:SLOWEST]:
        print(f"  {reading.seconds * 1000:8.1f} ms  {name}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    parser.add_argument("--capture", choices=["full", "region"], default="full")
    parser.add_argument("--split", default="dev", help="the folder of the truths (default: dev)")
    parser.add_argument("--text-only", action="store_true", help="leave HTML and its readers out")
    parser.add_argument(
        "--folds",
        type=int,
        default=0,
        metavar="N",
        help="compare with pages whose outlets are held out, in N folds (minutes)",
    )
    parser.add_argument(
        "--listed", action="store_true", help="outlets held out stay in the list of known ones"
    )
    parser.add_argument("--closed", action="store_true", help="read the closed fifth, once")
    options = parser.parse_args(arguments)
    if options.folds == 1:
        print("--folds takes 2 or more.", file=sys.stderr)
        return 2
    pages = labelled(options.folders, options.split, closed=options.closed)
    read = with_capture(pages, options.capture)
    if not read:
        places = ", ".join(str(folder) for folder in options.folders)
        print(
            f"{places} holds no NAME.txt with a NAME.json in {options.split}.",
            file=sys.stderr,
        )
        return 1
    ours_on_text(FOREIGN.encode())  # Tables and models are loaded before time is measured.
    if options.folds:
        _folded(options.folders, pages, options.folds, listed=options.listed)
        return 0
    print(f"{len(read)} pages, {options.capture} captures. This project, on text")
    readings = _read(read, options.capture)
    report({page.name: page.truth for page in read}, readings, options.capture)
    slowest(readings)
    if not options.text_only:
        _beside(read)
    return 0


def _read(pages: Iterable[Labelled], capture: str) -> dict[str, Reading]:
    return {page.name: ours_on_text(page.text(capture).read_bytes()) for page in pages}


def _folded(
    folders: Sequence[Path], pages: Sequence[Labelled], folds: int, *, listed: bool
) -> None:
    """Read both captures of the pages with all tables, and with their families held out."""
    captures = {capture: with_capture(pages, capture) for capture in (REGION, FULL)}
    within = {capture: _read(each, capture) for capture, each in captures.items() if each}
    without = held_out(folders, pages, folds, listed=listed)
    families = len({page.family for page in pages})
    print(f"{len(pages)} pages of {families} families; held out in {folds} folds of families")
    compare({page.name: page.truth for page in pages}, within, without)


def _beside(pages: Sequence[Labelled]) -> None:
    """Read the same pages from HTML, with this project and with others."""
    marked = [page for page in pages if page.html.is_file()]
    if not marked:
        print("\nNothing to compare with: there is no html/NAME.html.gz of these pages.")
        return
    print(f"\n{len(marked)} of {len(pages)} pages have HTML.")
    for title, module, reader in (
        ("This project, on HTML", "", ours_on_html),
        ("trafilatura", "trafilatura", trafilatura_on_html),
        ("newspaper4k", "newspaper", newspaper_on_html),
    ):
        print(f"\n{title}")
        if module and importlib.util.find_spec(module) is None:
            print(f"  is not installed: pip install {title}")
            continue
        readings = {page.name: _attempt(reader, page.html) for page in marked}
        report({page.name: page.truth for page in marked}, readings, "html")


def _attempt(reader: Callable[[bytes], Reading], path: Path) -> Reading:
    """A reader's values on a page. Where it fails, it counts as silent."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(gzip.decompress(path.read_bytes()))
    except Exception as error:
        print(f"  {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return Reading()


if __name__ == "__main__":
    sys.exit(main())
