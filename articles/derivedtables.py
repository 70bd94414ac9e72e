"""The tables that are made of the articles' texts, and how far they are in step with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from articles.copies import detection
from articles.mentions import storage
from articles.models import ArticleQuerySet


class Keeper(Protocol):
    """A module that keeps such tables."""

    def due(self) -> ArticleQuerySet:
        """The articles that changed since they were done."""

    def differing(self) -> list[str]:
        """The public ids of those of a sample for which something else is stored."""

    def forget(self) -> None:
        """Let all articles be due."""

    def bring_up_to_date(self) -> int:
        """Do all articles that are due; returns how many they were."""


@dataclass(frozen=True, slots=True)
class DerivedTables:
    """``contents`` is what the tables have, in the plural, ``verb`` what is done with an article,
    as a participle: compared, read. ``command`` brings them up to date."""

    keeper: Keeper
    command: str
    contents: str
    verb: str

    def out_of_step(self) -> Iterator[str]:
        """Sentences about what waits, and about what differs in a sample, each with the command
        that mends it."""
        if waiting := self.keeper.due().count():
            yield f"{waiting:,} articles wait to be {self.verb}: run `manage.py {self.command}`."
        for public_id in self.keeper.differing():
            yield (
                f"Article {public_id}: what is stored of its {self.contents} differs from its "
                f"text. Run `manage.py {self.command} --rebuild`."
            )


COPIES: Final = DerivedTables(detection, "copies", "copies", "compared")
MENTIONS: Final = DerivedTables(storage, "mentions", "names and quotations", "read")
#: All of them.
DERIVED: Final = (COPIES, MENTIONS)
