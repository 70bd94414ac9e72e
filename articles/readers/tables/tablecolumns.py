"""The columns of a table, and which of them states which fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.extraction.words.explanations import listed, quoted
from articles.facttable import FACTS
from articles.readers.base import Unreadable
from articles.readers.tables.keys import CAPTURED, ID, keys_of, open_outlet_keys, squeezed

#: What a column may be.
MEANINGS = (*FACTS, ID, CAPTURED)
#: Rows at the beginning of a table among which its header is looked for.
MOST_BEFORE_HEADER = 10
#: What to do about a table whose columns have unknown names, from the command line.
MAP_HINT = "Say which columns they are: --map headline=…,body=…"
_LONGEST_NAME = 60  # characters; a longer cell is no name of a column

#: Which column states which fact, by the key of a header (``header_key``). Under "" is what a user
#: has said of all tables.
ColumnMaps = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns, and by fact the name of the column that states it."""

    names: tuple[str, ...]
    of: Mapping[str, str]

    @property
    def sentence(self) -> str:
        """``headline=Title, published=Date; kept as they are: Page.``"""
        used = ", ".join(f"{fact}={name}" for fact, name in self.of.items())
        others = [name for name in self.names if name not in self.of.values()]
        return f"{used}; kept as they are: {', '.join(others)}." if others else f"{used}."


def header_key(names: Sequence[str]) -> str:
    """Return what tables with the same columns have in common."""
    return "\t".join(map(squeezed, names))


def header_in(row: Sequence[str], maps: ColumnMaps) -> Columns | None:
    """Return the columns that a row names; None if it is no header."""
    cells = [" ".join(cell.split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    if not cells or any(len(cell) > _LONGEST_NAME for cell in cells):
        return None
    names = _distinct(cells)
    said = maps.get("") or maps.get(header_key(names))
    if said:
        own = {squeezed(name): name for name in reversed(names)}
        found = {fact: own.get(squeezed(name), "") for fact, name in said.items()}
        return Columns(names, found) if all(found.values()) else None
    guessed = keys_of(names)
    if "outlet" not in guessed and (outlets := open_outlet_keys(names)):
        guessed["outlet"] = outlets[0]
    return Columns(names, guessed) if {"headline", "body"} & guessed.keys() else None


def header_among(rows: Sequence[Sequence[str]], maps: ColumnMaps) -> tuple[int, Columns]:
    """Return the index of the header among the first rows of a table, and its columns.

    Raises Unreadable, with what to do, if there is none.
    """
    for index, row in enumerate(rows):
        columns = header_in(row, maps)
        if columns is not None:
            return index, columns
    names = [quoted(name) for name in unknown_header(rows)[1].names]
    if said := maps.get(""):
        missing = listed([quoted(name) for name in said.values()])
        raise Unreadable(f"No row names the columns {missing}. The first row has {listed(names)}.")
    raise Unreadable(
        f"No column is known to hold headlines or texts; the first row has {listed(names)}. "
        + MAP_HINT
    )


def unknown_header(rows: Sequence[Sequence[str]]) -> tuple[int, Columns]:
    """Return the index of the first row with several cells, and their names as columns.

    Raises Unreadable for a table without any.
    """
    several = (n for n, row in enumerate(rows) if sum(map(bool, map(str.strip, row))) > 1)
    at = next(several, 0)
    cells = [" ".join(cell.split()) for cell in rows[at]] if rows else []
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise Unreadable("The table is empty. Its first row should name its columns.")
    return at, Columns(_distinct(cells), {})


def parsed_map(text: str) -> dict[str, str]:
    """Read ``headline=Title,published=Date``. Raises ValueError with a sentence."""
    found: dict[str, str] = {}
    for part in text.split(","):
        fact, equals, name = (each.strip() for each in part.partition("="))
        if not equals or not name:
            raise ValueError(f"“{part.strip()}” is not of the form headline=Title.")
        if fact not in MEANINGS:
            raise ValueError(f"there is no fact “{fact}”. The facts are {', '.join(MEANINGS)}.")
        found[fact] = name
    return found


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Give columns without a name, or with that of another one, a name with their number."""
    found: list[str] = []
    for number, name in enumerate(names, start=1):
        is_new = name and name not in found
        found.append(name if is_new else f"{name or 'column'} {number}")
    return tuple(found)
