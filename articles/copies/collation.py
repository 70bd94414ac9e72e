"""Several texts beside the first of them: what each has added, left out and changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from articles.copies.comparison import LONGEST, MOST, matches, opcodes

#: Texts that are set side by side.
MOST_TEXTS: Final = 4


class Run(NamedTuple):
    """Successive words: both texts have them ("same"), only the first text has them ("dropped"),
    or only this one has them ("added")."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph of one text. ``kind``: "same", "changed", "added" or "dropped", compared with
    the first text; "" where this text has nothing and the first text has nothing either.
    ``is_moved``: it stands elsewhere in the first text."""

    kind: str
    runs: tuple[Run, ...] = ()
    is_moved: bool = False


class Collation(NamedTuple):
    """``lines`` have a cell for each text, and ``counts`` the kinds of each text's cells."""

    lines: list[tuple[Cell, ...]]
    counts: list[Counter[str]]


def collated(texts: Sequence[Sequence[str]]) -> Collation:
    """The texts, each given as its paragraphs, set side by side in the order of the first one.

    What another text has added stands below the paragraph that it follows there.
    """
    first, *others = (text[:MOST] for text in texts)
    columns = [_Column(first, other) for other in others]
    lines: list[tuple[Cell, ...]] = []
    for number in range(-1, len(first)):
        if number >= 0:
            own = Cell("same", (Run(first[number], "same"),))
            lines.append((own, *(column.beside(number) for column in columns)))
        for added in _beside_each_other([column.added[number] for column in columns]):
            cells = (Cell("added", (Run(each, "added"),)) if each else Cell("") for each in added)
            lines.append((Cell(""), *cells))
    counts = [Counter(line[at].kind for line in lines if line[at].kind) for at in range(len(texts))]
    return Collation(lines, counts)


class _Column:
    """A text compared with the first one. ``added`` has its own paragraphs, by the number of the
    paragraph of the first text after which they stand; -1: before all."""

    def __init__(self, first: Sequence[str], text: Sequence[str]) -> None:
        self._first, self._text = first, text
        self._number: dict[int, int] = {}  # by that of the first text
        self._moved = set()
        self.added: dict[int, list[str]] = defaultdict(list)
        found = matches(first, text)
        last = furthest = -1
        for number, paragraph in enumerate(text):
            partner = found.get(number)
            if partner is None:
                self.added[last].append(paragraph)
                continue
            self._number[partner] = number
            if partner < furthest:
                self._moved.add(partner)
            last, furthest = partner, max(furthest, partner)

    def beside(self, number: int) -> Cell:
        if number not in self._number:
            return Cell("dropped")
        runs = tuple(_runs(self._first[number], self._text[self._number[number]]))
        is_same = all(run.kind == "same" for run in runs)
        return Cell("same" if is_same else "changed", runs, number in self._moved)


def _beside_each_other(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    """Paragraphs that texts have added in one place, those that match in one row; "" is none."""
    rows: list[list[str]] = []
    for at, paragraphs in enumerate(columns):
        standing = [next(filter(None, row)) for row in rows]
        found = matches(standing, paragraphs)
        for number, paragraph in enumerate(paragraphs):
            if number not in found:
                rows.append([""] * len(columns))
            rows[found.get(number, -1)][at] = paragraph
    return rows


def _runs(first: str, second: str) -> Iterator[Run]:
    ones, twos = first.split(), second.split()
    if ones == twos:
        yield Run(second, "same")
    elif max(len(ones), len(twos)) > LONGEST:
        yield from (Run(first, "dropped"), Run(second, "added"))
    else:
        yield from _word_by_word(ones, twos)


def _word_by_word(ones: Sequence[str], twos: Sequence[str]) -> Iterator[Run]:
    """What the first text has instead stands before what the second one has."""
    differing: dict[str, list[str]] = {"dropped": [], "added": []}
    for each in (*opcodes(ones, twos), None):
        if each is None or each.tag == "equal":
            for kind, words in differing.items():
                if words:
                    yield Run(" ".join(words), kind)
                words.clear()
            if each is not None:
                yield Run(" ".join(twos[each.dest_start : each.dest_end]), "same")
        else:
            differing["dropped"] += ones[each.src_start : each.src_end]
            differing["added"] += twos[each.dest_start : each.dest_end]
