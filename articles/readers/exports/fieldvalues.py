"""Lines of an exported text become paragraphs: blank lines and wrapped lines are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Programs wrap lines at 72 to 100 characters. Longer lines are whole paragraphs.
_NARROWEST_WRAP, _WIDEST_WRAP = 72, 100
_NARROWEST = 60  # where many lines are as long
_RAGGED, _FEWEST_FULL = 12, 4  # characters that a broken line lacks at most; such lines
_MOST_BLANKS = 9  # in a long line that is no prose, such as an address


class Value(NamedTuple):
    """A text of a document, and the 1-based numbers of its lines. ``label`` is printed before."""

    text: str
    lines: tuple[int, ...]
    label: str = ""


def blocks(lines: Sequence[str], start: int, stop: int) -> Iterator[range]:
    """Yield the runs of lines without a blank one among ``lines[start:stop]``, as indices."""
    first = None
    for index in range(start, stop):
        if lines[index].strip():
            first = index if first is None else first
        elif first is not None:
            yield range(first, index)
            first = None
    if first is not None:
        yield range(first, stop)


def joined(lines: Sequence[str], indices: Sequence[int], label: str = "") -> Value:
    """Return lines as one text with single blanks."""
    words = [word for index in indices for word in lines[index].split()]
    return Value(" ".join(words), tuple([index + 1 for index in indices]), label)


def may_go_on(lines: Sequence[str], index: int, following: int) -> bool:
    """True if the text of a line may go on in the one below it, whose first word had no room.

    Nothing goes on where a whole paragraph stands in one line.
    """
    text, word = lines[index].strip(), lines[following].split(maxsplit=1)[:1]
    if following != index + 1 or not word or len(text) > _WIDEST_WRAP:
        return False
    needed = len(text) + 1 + len(word[0])
    if needed <= _NARROWEST:
        return False
    if " " in lines[following].strip() and text.isupper() != lines[following].isupper():
        return False  # names in capitals below a headline
    if any(len(line) > _WIDEST_WRAP and line.count(" ") > _MOST_BLANKS for line in lines):
        return False
    return needed > _NARROWEST_WRAP or needed > _width(lines)


def _width(lines: Sequence[str]) -> int:
    """The width at which many lines are broken, in characters; without such a one, any width."""
    lengths = [len(line.strip()) for line in lines]
    widest = max(lengths)
    full = sum(length > widest - _RAGGED for length in lengths)
    return widest if full >= _FEWEST_FULL else _WIDEST_WRAP


def paragraphs(lines: Sequence[str], start: int, stop: int) -> list[Value]:
    """Return the paragraphs of ``lines[start:stop]``.

    Lines that a program wrapped are joined. Where no line is long and blank lines separate
    paragraphs, each block is one; where none do, a line goes on in the next one if that line's
    first word had no more room in it.
    """
    found = list(blocks(lines, start, stop))
    widest = max((len(lines[index].strip()) for block in found for index in block), default=0)
    result: list[Value] = []
    for block in found:
        if widest > _WIDEST_WRAP:
            result += (joined(lines, [index]) for index in block)
        elif len(found) > 1:
            result.append(joined(lines, block))
        else:
            result += _unwrapped(lines, block, widest)
    return result


def _unwrapped(lines: Sequence[str], block: range, widest: int) -> Iterator[Value]:
    first = block[0]
    for index in block:
        following = lines[index + 1].split(maxsplit=1) if index + 1 in block else []
        if following and len(lines[index].strip()) + 1 + len(following[0]) > widest:
            continue
        yield joined(lines, range(first, index + 1))
        first = index + 1
