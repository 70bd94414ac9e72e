"""The progress of a command, on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from newsarchive.operations.backupfile import Progress


@contextmanager
def progress_of(task: str, total: int, unit: str) -> Iterator[Progress]:
    """Show a bar if standard error is a terminal. ``B`` as the unit counts bytes."""
    with tqdm(
        total=total,
        desc=task,
        unit=unit,
        unit_scale=True,
        file=sys.stderr,
        disable=None,
        leave=False,
    ) as bar:
        yield bar.update
