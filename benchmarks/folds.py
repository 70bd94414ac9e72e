"""Pages read without anything that was learnt from their own outlets.

The families of outlets are divided into folds. For each fold, a copy of the ``articles`` package is
made with weights that are trained on the pages of the other families, and, unless ``listed``,
without the entries of the held-out families in ``outlets.toml``. It reads the held-out pages in a
process of its own, so that no table and no cache of the whole has any influence.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.words.knownoutlets import known_outlets
from benchmarks import train_body, train_headline, train_outlet
from benchmarks.labelled import FULL, REGION, Labelled, dealt, labelled, with_capture
from benchmarks.pagereaders import ours_on_text
from benchmarks.scoring import Reading
from benchmarks.strangers import entries_of, without_entries

Readings = dict[str, dict[str, Reading]]

OUTLETS = Path("articles") / "extraction" / "data" / "outlets.toml"


def held_out(
    folders: Sequence[Path], pages: Sequence[Labelled], folds: int, *, listed: bool = False
) -> Readings:
    """What is read of each page with its family held out, by capture (``full``, ``region``).

    Only open families are trained on, so with closed ``pages`` all folds have the same weights.
    """
    pooled: Readings = {FULL: {}, REGION: {}}
    for families in dealt((page.family for page in pages), folds):
        held = [page for page in pages if page.family in families]
        for capture, readings in _read_apart(folders, held, families, listed=listed).items():
            pooled[capture].update(readings)
    return pooled


def _read_apart(
    folders: Sequence[Path],
    held: Sequence[Labelled],
    families: Collection[str],
    *,
    listed: bool,
) -> Readings:
    """Read the held-out pages in a copy of this project that does not know their families."""
    keys = set() if listed else entries_of((page.truth for page in held), known_outlets())
    with TemporaryDirectory() as place:
        copy = Path(place)
        for package in ("articles", "benchmarks", "tests/captures"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / package, copy / package, ignore=ignored)
        table = (copy / OUTLETS).read_text(encoding="utf-8")
        (copy / OUTLETS).write_text(without_entries(table, keys), encoding="utf-8")
        texts = {
            capture: {
                page.name: str(page.text(capture).resolve()) for page in with_capture(held, capture)
            }
            for capture in (FULL, REGION)
        }
        done = subprocess.run(
            [
                sys.executable,
                str(copy / "benchmarks" / "folds.py"),
                *(str(each.resolve()) for each in folders),
            ],
            input=json.dumps({"texts": texts, "families": sorted(families)}),
            capture_output=True,
            text=True,
            cwd=copy,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"A fold could not be read:\n{done.stderr}")
    return {
        capture: {name: Reading(**each) for name, each in readings.items()}
        for capture, readings in json.loads(done.stdout).items()
    }


def _main() -> None:
    """Train on the other families, and read the held-out pages. It writes weights: in a copy."""
    task = json.load(sys.stdin)
    held = set(task["families"])
    others = [page for page in labelled(map(Path, sys.argv[1:])) if page.family not in held]
    if others:
        train_headline.train(*train_headline.read(others), "the other outlets")
        train_outlet.train(*train_outlet.read(others), "the other outlets")
        train_body.train(train_body.read(others), "the other outlets")
    found = {
        capture: {
            name: asdict(ours_on_text(Path(path).read_bytes())) for name, path in texts.items()
        }
        for capture, texts in task["texts"].items()
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    _main()
