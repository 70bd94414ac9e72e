"""Pages read without anything that was learnt from their own outlets.

The families of outlets are divided into folds. For each fold, a copy of the ``articles`` package is
made without the entries of the held-out families in ``outlets.toml``, with headline weights that
are trained on the pages of the other families. It reads the held-out pages in a process of its
own, so that no table and no cache of the whole has any influence.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.words.knownoutlets import KnownOutlets, known_outlets
from benchmarks import train_headline
from benchmarks.pagereaders import ours_on_text
from benchmarks.scoring import Reading, Truth

Readings = dict[str, dict[str, Reading]]

OUTLETS = Path("articles") / "extraction" / "data" / "outlets.toml"
_ENTRY = re.compile(r"^(?=\[\[outlet\]\]$)", re.MULTILINE)
_KEY = re.compile(r'^key = "([^"]+)"', re.MULTILINE)


def held_out(folder: Path, truths: Mapping[str, Truth], folds: int) -> Readings:
    """What is read of each page with its family held out, by capture (``full``, ``region``)."""
    known = known_outlets()
    pooled: Readings = {}
    for families in dealt({family_of(name, truth) for name, truth in truths.items()}, folds):
        names = [name for name, truth in truths.items() if family_of(name, truth) in families]
        keys = entries_of((truths[name] for name in names), known)
        with TemporaryDirectory() as place:
            copy = Path(place)
            for package in ("articles", "benchmarks"):
                ignored = shutil.ignore_patterns("__pycache__")
                shutil.copytree(ROOT / package, copy / package, ignore=ignored)
            table = (copy / OUTLETS).read_text(encoding="utf-8")
            (copy / OUTLETS).write_text(without_entries(table, keys), encoding="utf-8")
            done = subprocess.run(
                [sys.executable, str(copy / "benchmarks" / "folds.py"), str(folder.resolve())],
                input=json.dumps({"names": names, "families": sorted(families)}),
                capture_output=True,
                text=True,
                cwd=copy,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"A fold could not be read:\n{done.stderr}")
        for capture, readings in json.loads(done.stdout).items():
            of_capture = pooled.setdefault(capture, {})
            of_capture.update((name, Reading(**each)) for name, each in readings.items())
    return pooled


def family_of(name: str, truth: Truth) -> str:
    return str(truth.get("family") or name)


def dealt(families: Iterable[str], folds: int) -> list[set[str]]:
    """The families in ``folds`` sets of nearly equal size, which are always the same."""
    order = sorted(families, key=lambda family: hashlib.sha1(family.encode()).hexdigest())
    return [set(order[start::folds]) for start in range(folds) if order[start::folds]]


def entries_of(truths: Iterable[Truth], known: KnownOutlets) -> set[str]:
    """The keys of the known outlets of these pages, by any of their names and addresses."""
    found: set[str] = set()
    for truth in truths:
        names = [truth.get("outlet"), *(truth.get("outlet_alt") or ())]
        hosts = [truth.get("outlet_domain"), truth.get("outlet_host")]
        outlets = [known.named(name) for name in names if name]
        outlets += [known.at_host(host) for host in hosts if host]
        found.update(outlet.key for outlet in outlets if outlet is not None)
    return found


def without_entries(table: str, keys: Collection[str]) -> str:
    """The text of ``outlets.toml`` without the entries of these keys."""
    head, *entries = _ENTRY.split(table)
    kept = (each for each in entries if not set(_KEY.findall(each)).intersection(keys))
    return head + "".join(kept)


def _read_fold(folder: Path, names: Collection[str], families: Collection[str]) -> Readings:
    """Train on the other families, and read these pages. It writes weights, so only in a copy."""
    features, samples = train_headline.read(folder)
    others = [sample for sample in samples if sample.family not in families]
    train_headline.write(features, train_headline.fit(others), "the other outlets", [])
    places = {"full": folder / "dev", "region": folder / "region" / "dev"}
    return {
        capture: {
            name: ours_on_text((place / f"{name}.txt").read_bytes())
            for name in names
            if (place / f"{name}.txt").is_file()
        }
        for capture, place in places.items()
    }


if __name__ == "__main__":
    task = json.load(sys.stdin)
    found = _read_fold(Path(sys.argv[1]), task["names"], task["families"])
    shown = {
        capture: {name: asdict(each) for name, each in readings.items()}
        for capture, readings in found.items()
    }
    json.dump(shown, sys.stdout)
