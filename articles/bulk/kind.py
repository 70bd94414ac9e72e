"""What each kind of bulk change has to say and do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from articles.extraction.words import explanations
from articles.models import BulkChange
from articles.reextraction import BATCH


class Refused(Exception):
    """The change cannot be done any more. The message says why."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of undoing one row: whether anything went back, and the names of what stayed
    because it has changed since."""

    is_done: bool = False
    kept: list[str] = field(default_factory=list)


class Kind(ABC):
    """One kind of bulk change.

    ``title`` is its name for people, ``size`` how many objects a part has. A part is done in one
    transaction unless ``is_atomic`` is False: then doing a part twice must lead to the same state
    as doing it once. ``has_undo``: it stores what it did as rows (``BulkRow``), by which it can be
    undone.
    """

    title: str
    size: ClassVar[int] = BATCH
    is_atomic: ClassVar[bool] = True
    has_undo: ClassVar[bool] = False

    @abstractmethod
    def do(self, change: BulkChange, keys: Sequence[int]) -> dict[str, int]:
        """Change these objects; returns counts to be added to ``change.tally``.

        Adds to ``change.problems`` what could not be changed. Raises Refused.
        """

    def end(self, change: BulkChange) -> None:  # noqa: B027 - most have nothing to do
        """Do what comes after the last part, in the transaction that ends the change."""

    @abstractmethod
    def sentence(self, change: BulkChange) -> str:
        """Say what has been done so far."""


def counted(number: int) -> str:
    return explanations.counted(number, "article")
