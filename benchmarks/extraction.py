"""How well a labelled folder of captures is read: `python benchmarks/extraction.py DIR`.

DIR has `dev/NAME.json` (the truth) and `dev/NAME.txt` (the text of the whole page). It may also
have `region/dev/NAME.txt` (the column of the article alone) and `html/NAME.html.gz`. A truth has
`headline`, `outlet`, `date`, `bylines`, `body` (null where unknown), `…_alt` with other values that
are right too, `family` (the outlet) and `visible` (what the capture shows at all).

For each field this prints the number of pages whose truth has it; the share that the capture shows
(no reader of the text can be better); the share of these that is right, with its 95 % interval (a
bootstrap over families); and the shares of all pages that are right, wrong and silent. After that
come the body's mean precision, recall and F1 in words, the speed, and the slowest pages.

With `--folds N` the same pages are read again with their families held out (see `folds.py`), and
both shares are printed side by side, for full and region captures.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.folds import held_out
from benchmarks.pagereaders import (
    newspaper_on_html,
    ours_on_html,
    ours_on_text,
    trafilatura_on_html,
)
from benchmarks.scoring import FIELDS, Reading, Truth, body_score, interval, verdicts

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
    elif spent:
        size = sum(each.size for each in readings.values())
        print(f"{'speed':10}{size / CAPTURE / spent:6.0f} captures of 5 kB a second of CPU")


def compare(
    truths: Mapping[str, Truth],
    within: Mapping[str, Reading],
    without: Mapping[str, Reading],
    capture: str,
) -> None:
    """Print the shares in sample beside those of the same pages with their families held out."""
    heads = ("in sample", "95 %", "wrong", "held out", "95 %", "wrong")
    print(f"{'':10}" + "".join(f"{head:>{16 if '%' in head else 10}}" for head in heads))
    for field in FIELDS:
        print(f"{field.name:10}", end="")
        for readings in (within, without):
            made = verdicts(field, truths, readings, capture)
            shown = [each for each in made if each.visible]
            values = [float(each.right) for each in shown]
            wrong = share(each.found and not each.right for each in made)
            print(_part(values, [each.family for each in shown]) + f"{wrong:>10}", end="")
        print()
    print(f"{'body F1':10}", end="")
    for readings in (within, without):
        bodies = _bodies(truths, readings)
        print(_part([f1 for _, (_, _, f1) in bodies], [each for each, _ in bodies]), end="")
        print(" " * 10, end="")
    print()


def _part(values: Sequence[float], families: Sequence[str]) -> str:
    """A mean and its interval, in two columns."""
    if not values:
        return f"{'-':>10}{'':16}"
    low, high = interval(values, families)
    return f"{sum(values) / len(values):10.3f}{f'{low:.3f} to {high:.3f}':>16}"


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
    parser.add_argument("folder", type=Path, metavar="DIR")
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
    options = parser.parse_args(arguments)
    folder, split = options.folder, options.split
    truths = {path.stem: json.loads(path.read_bytes()) for path in _files(folder / split, "json")}
    texts = folder / "region" / split if options.capture == "region" else folder / split
    captures = {path.stem: path for path in _files(texts, "txt") if path.stem in truths}
    if not captures:
        print(f"{texts} holds no NAME.txt with a NAME.json in {folder / split}.", file=sys.stderr)
        return 1
    truths = {name: truths[name] for name in captures}
    ours_on_text(FOREIGN.encode())  # Tables and models are loaded before time is measured.
    if options.folds:
        return _folded(folder, truths, options.folds)
    print(f"{len(captures)} pages, {options.capture} captures. This project, on text")
    readings = {name: ours_on_text(path.read_bytes()) for name, path in captures.items()}
    report(truths, readings, options.capture)
    slowest(readings)
    if not options.text_only:
        _beside(folder, truths)
    return 0


def _folded(folder: Path, truths: Mapping[str, Truth], folds: int) -> int:
    """Read both captures of the pages with all tables, and with their families held out."""
    if folds < 2:
        print("--folds takes 2 or more.", file=sys.stderr)
        return 2
    for capture, without in held_out(folder, truths, folds).items():
        place = folder / "dev" if capture == "full" else folder / "region" / "dev"
        within = {name: ours_on_text((place / f"{name}.txt").read_bytes()) for name in without}
        if within:
            print(f"\n{len(within)} pages, {capture} captures; held out: {folds} folds of outlets")
            compare({name: truths[name] for name in within}, within, without, capture)
    return 0


def _beside(folder: Path, truths: Mapping[str, Truth]) -> None:
    """Read the same pages from HTML, with this project and with others."""
    pages = {name: folder / "html" / f"{name}.html.gz" for name in truths}
    pages = {name: path for name, path in pages.items() if path.is_file()}
    if not pages:
        print(f"\nNothing to compare with: {folder / 'html'} holds no NAME.html.gz.")
        return
    print(f"\n{len(pages)} of {len(truths)} pages have HTML.")
    for title, module, reader in (
        ("This project, on HTML", "", ours_on_html),
        ("trafilatura", "trafilatura", trafilatura_on_html),
        ("newspaper4k", "newspaper", newspaper_on_html),
    ):
        print(f"\n{title}")
        if module and importlib.util.find_spec(module) is None:
            print(f"  is not installed: pip install {title}")
            continue
        readings = {name: _attempt(reader, path) for name, path in pages.items()}
        report({name: truths[name] for name in pages}, readings, "html")


def _attempt(reader: Callable[[bytes], Reading], path: Path) -> Reading:
    """A reader's values on a page. Where it fails, it counts as silent."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(gzip.decompress(path.read_bytes()))
    except Exception as error:
        print(f"  {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return Reading()


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"*.{suffix}"))


if __name__ == "__main__":
    sys.exit(main())
