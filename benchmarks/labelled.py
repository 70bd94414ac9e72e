"""Labelled captures: folders of pages whose truth is known, cut by the families of outlets.

A folder has ``dev/NAME.json`` (the truth) and ``dev/NAME.txt`` (the text of the whole page). It may
also have ``region/dev/NAME.txt`` (the column of the article alone) and ``html/NAME.html.gz``.

A fifth of the families is closed: their pages are left out of everything that trains or measures,
unless they are asked for by name. What is chosen on the open families can be measured on the closed
ones once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scoring import Truth

FULL, REGION = "full", "region"
CLOSED = 5  # One family of so many is closed.


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page: its truth and its files."""

    name: str
    truth: Truth
    folder: Path
    split: str = "dev"

    @property
    def family(self) -> str:
        """The outlet, or the publisher whose outlets look alike."""
        return str(self.truth.get("family") or self.name)

    @property
    def html(self) -> Path:
        return self.folder / "html" / f"{self.name}.html.gz"

    def text(self, capture: str) -> Path:
        """The file of its full or region capture, which need not exist."""
        place = self.folder / "region" if capture == REGION else self.folder
        return place / self.split / f"{self.name}.txt"


def labelled(
    folders: Iterable[Path], split: str = "dev", *, closed: bool = False
) -> list[Labelled]:
    """The pages of the open families of all folders, or with ``closed`` those of the closed ones.

    Raises ValueError if two folders have a page of the same name.
    """
    found: dict[str, Labelled] = {}
    for folder in folders:
        for path in sorted((folder / split).glob("*.json")):
            truth = json.loads(path.read_bytes())
            page = Labelled(path.stem, truth, folder, split)
            if not page.text(FULL).is_file() or is_closed(page.family) is not closed:
                continue
            if page.name in found:
                raise ValueError(f"{folder} and {found[page.name].folder} both have {page.name}")
            found[page.name] = page
    return list(found.values())


def is_closed(family: str) -> bool:
    return int(hashlib.sha256(family.encode()).hexdigest(), 16) % CLOSED == 0


def dealt(families: Iterable[str], folds: int) -> list[set[str]]:
    """The families in ``folds`` sets of nearly equal size, which are always the same."""
    order = sorted(set(families), key=lambda each: hashlib.sha1(each.encode()).hexdigest())
    return [set(order[start::folds]) for start in range(folds) if order[start::folds]]


def with_capture(pages: Sequence[Labelled], capture: str) -> list[Labelled]:
    """The pages that have a capture of this kind."""
    return [page for page in pages if page.text(capture).is_file()]
