"""The parts of what was typed, each of which can be taken out of the search again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.parsing import parse
from search.query import Clause, Everything, Not
from search.wording import describe

#: A longer text is a question or a pasted sentence, which nobody takes apart.
MOST_PARTS: Final = 12

_QUOTES: Final = frozenset('"“”„‟«»＂')
#: These belong to what follows them.
_PREFIXES: Final = frozenset({"AND", "NOT"})


@dataclass(frozen=True, slots=True)
class Part:
    """A word, phrase or group with what belongs to it: how it was typed, what it means, and the
    search without it."""

    text: str
    clause: Clause
    rest: str

    @property
    def words(self) -> str:
        said = describe(self.clause)
        return said.removeprefix("articles with ").removeprefix("all articles, ")

    @property
    def excludes(self) -> bool:
        return isinstance(self.clause, Not)


def parts_of(q: str) -> list[Part]:
    """The parts in order. What is joined by OR is one part; what is not searched, such as "the"
    among other words, is none. Nothing for a search of more than MOST_PARTS."""
    texts = list(_units(q))
    if len(texts) > MOST_PARTS:
        return []
    whole = parse(q).clause
    parts = []
    for place, text in enumerate(texts):
        rest = " ".join([*texts[:place], *texts[place + 1 :]]).removeprefix("AND ")
        clause = parse(text.removeprefix("AND ")).clause
        if clause != Everything() and (not rest or parse(rest).clause != whole):
            parts.append(Part(text.removeprefix("AND "), clause, rest))
    return parts


def _units(q: str) -> Iterator[str]:
    """Runs between blanks outside of quotes and parentheses, joined to what they work on."""
    runs = list(_runs(q))
    if "OR" in runs:
        yield " ".join(runs)
        return
    waiting: list[str] = []
    for run in runs:
        waiting.append(run)
        if run not in _PREFIXES and run != "-":
            yield " ".join(waiting)
            waiting = []
    if waiting:
        yield " ".join(waiting)


def _runs(q: str) -> Iterator[str]:
    run, depth, quoted = "", 0, False
    for char in q:
        if char.isspace() and not depth and not quoted:
            if run:
                yield run
            run = ""
            continue
        if char in _QUOTES:
            quoted = not quoted
        elif not quoted:
            depth = max(0, depth + (char == "(") - (char == ")"))
        run += char
    if run:
        yield run
