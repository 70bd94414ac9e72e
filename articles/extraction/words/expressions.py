"""Regular expressions that are tried only on texts which contain what every match contains.

Looking for a few literals in a text is many times faster than searching it with a long
expression, and most texts contain none of them. The literals are derived from the expression
itself, so that the two always agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]  # typeshed leaves both out
from typing import Any

from articles.extraction.words.vocabulary import COMBINING, MARKS, caseless

# In a string, this stands for a word boundary: a blank, a mark, ``\b``, the end of a text.
_BOUNDARY = "\0"
# A part that can match more strings than this is described by its own parts instead: looking for
# many literals would take longer than searching with the expression. Alternatives may be more.
_MOST_STRINGS = 8
_MOST_ALTERNATIVES = 16
# Literals of this length are rare enough: beyond it, fewer literals are better, longer ones not.
_RARE = 6
_NON_WORD = re.compile(r"\W")
_WHOLE_WORD = re.compile(rf"(?<=[^\w{COMBINING}])[\w{COMBINING}]+(?=[^\w{COMBINING}])")
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_ZERO_WIDTH = (_constants.ASSERT, _constants.ASSERT_NOT)
_WITH_PARTS = {*_REPEATS, *_ZERO_WIDTH, _constants.BRANCH, _constants.SUBPATTERN}
_NON_WORD_CATEGORIES = {_constants.CATEGORY_SPACE, _constants.CATEGORY_NOT_WORD}

Item = tuple[Any, Any]  # a parsed part of an expression: an operation and its argument
Strings = frozenset[str]  # alternatives: a match contains at least one of them
_NOTHING: Strings = frozenset([""])  # for a part that requires nothing


class Expression:
    """A compiled ``pattern``, and what every text with a match contains.

    Such a text, folded (see ``vocabulary.folded``), contains one of the ``literals``. It also has
    one of the ``words``, or contains one of the ``marks``, which need not be whole words.
    """

    __slots__ = ("literals", "marks", "pattern", "words")

    def __init__(self, source: str, flags: int = 0) -> None:
        """Raises ValueError if no literal is in every match of the expression ``source``."""
        self.pattern = re.compile(source, flags)
        strings, runs = _sequence(_parser.parse(source, flags))
        required = [run for run in ([strings] if strings else runs) if all(map(_piece, run))]
        if not required:
            raise ValueError(f"No literal is in every match of {source}")
        rarest = max(required, key=_rarity_of_pieces)
        self.literals = _shortest(map(_piece, rarest))
        best = max(required, key=_rarity_of_words)
        self.words = frozenset(word for string in best if (word := _word(string)))
        self.marks = _shortest(_piece(string) for string in best if not _word(string))

    def may_match(self, plain: str) -> bool:
        """False if the folded text ``plain`` shows that there is no match."""
        return any(map(plain.__contains__, self.literals))


def _rarity_of_pieces(run: Strings) -> tuple[int, int]:
    """A sort key: the longer and the fewer the literals of a run, the rarer they are in texts."""
    pieces = _shortest(map(_piece, run))
    return min(_RARE, *map(len, pieces)), -len(pieces)


def _rarity_of_words(run: Strings) -> tuple[bool, bool, int, int]:
    """The same for the words of a run. Runs with literals that are not words come before those
    with words only, and runs with an empty literal come first of all."""
    pieces, words = set(map(_piece, run)), {_word(string) or "" for string in run}
    return all(pieces), all(words), min(map(len, words)), -len(words)


def _shortest(strings: Iterable[str]) -> tuple[str, ...]:
    """``strings`` without those that contain another of them."""
    kept: list[str] = []
    for string in sorted(set(strings), key=lambda each: (len(each), each)):
        if not any(other in string for other in kept):
            kept.append(string)
    return tuple(kept)


def _piece(string: str) -> str:
    """The longest literal in ``string``; marks at its ends are left out, as folding does."""
    return max((piece.strip(MARKS) for piece in string.split(_BOUNDARY)), key=len)


def _word(string: str) -> str | None:
    """The longest whole word in ``string``."""
    return max(_WHOLE_WORD.findall(string), key=len, default=None)


def _sequence(
    items: Sequence[Item], before: bool = False, after: bool = False
) -> tuple[Strings | None, list[Strings]]:
    """What the matches of a sequence of parts contain, as ``(strings, runs)``.

    If the strings that it can match are known and few, ``strings`` are all of them and ``runs`` is
    empty. Otherwise ``strings`` is None, and every match contains at least one string of each run;
    a run covers some consecutive parts. ``before`` and ``after`` say whether there is a word
    boundary on either side of the sequence.
    """
    runs: list[Strings] = []
    run = _NOTHING
    for place, item in enumerate(items):
        opens = _is_boundary(items, place - 1, -1, before)
        strings, found = _part(item, opens, _is_boundary(items, place + 1, 1, after))
        if strings is not None and len(run) * len(strings) <= _MOST_STRINGS:
            run = frozenset(first + second for first in run for second in strings)
            continue
        begins = before and not runs
        closes = opens or _is_boundary(items, place, 1, after)
        runs += [_bounded(run, begins, closes), *found]
        if strings is None:
            run = _bounded(_NOTHING, _is_boundary(items, place, -1, before), False)
        else:
            run = _bounded(strings, opens, False)
    return (None, [*runs, _bounded(run, False, after)]) if runs else (run, [])


def _bounded(strings: Strings, before: bool, after: bool) -> Strings:
    """The strings with a boundary added on either side where there is one."""
    first, last = _BOUNDARY * before, _BOUNDARY * after
    return frozenset(f"{first}{string}{last}" for string in strings)


def _part(item: Item, before: bool, after: bool) -> tuple[Strings | None, list[Strings]]:
    """What the matches of one part contain; see ``_sequence``."""
    operation, argument = item
    if operation is _constants.LITERAL:
        return frozenset([caseless(chr(argument))]), []
    if operation is _constants.AT:
        is_boundary = argument is not _constants.AT_NON_BOUNDARY
        return frozenset([_BOUNDARY if is_boundary else ""]), []
    if operation in _ZERO_WIDTH:
        return _NOTHING, []
    if operation is _constants.IN:
        return _class(argument), []
    if operation is _constants.SUBPATTERN:
        return _sequence(argument[-1], before, after)
    if operation is _constants.BRANCH:
        return _branches(argument[1], before, after)
    if operation in _REPEATS:
        least, most, part = argument
        return _repeated(least, most, part, before, after)
    return None, []


def _class(members: Sequence[Item]) -> Strings | None:
    """The strings that a set of characters can match; None if they are unknown.

    Literal characters stand for themselves. A set with other members is a boundary if none of them
    can be part of a word.
    """
    if all(kind is _constants.LITERAL for kind, _ in members):
        return frozenset(caseless(chr(code)) for _, code in members)
    return frozenset([_BOUNDARY]) if all(map(_is_no_word, members)) else None


def _branches(
    branches: Sequence[Any], before: bool, after: bool
) -> tuple[Strings | None, list[Strings]]:
    read = [_sequence(branch, before, after) for branch in branches]
    known = [strings for strings, _ in read if strings is not None]
    if len(known) == len(read):
        together = frozenset[str]().union(*known)
        if len(together) <= _MOST_ALTERNATIVES:
            return together, []
    choices = [
        runs if strings is None else [_bounded(strings, before, after)] for strings, runs in read
    ]
    return None, [
        frozenset[str]().union(*(max(runs, key=rarity) for runs in choices))
        for rarity in (_rarity_of_words, _rarity_of_pieces)
    ]


def _repeated(
    least: int, most: int, part: Sequence[Item], before: bool, after: bool
) -> tuple[Strings | None, list[Strings]]:
    once = most == 1
    strings, runs = _sequence(part, before, after)
    if strings is not None and (once or strings == {_BOUNDARY}):
        return strings if least else strings | _NOTHING, []
    if not least:
        return None, []
    return None, runs if strings is None else [_bounded(strings, before, False)]


def _is_boundary(items: Sequence[Item], place: int, step: int, outside: bool) -> bool:
    """True if no word can continue into the part at ``place``.

    The part is entered from its left if ``step`` is 1, from its right if ``step`` is -1.
    ``outside`` is the answer beyond the ends of the sequence.
    """
    if not 0 <= place < len(items):
        return outside
    operation, argument = items[place]
    if operation is _constants.AT:
        return argument is not _constants.AT_NON_BOUNDARY
    if operation is _constants.IN:
        return all(map(_is_no_word, argument))
    if operation not in _WITH_PARTS:
        return _is_no_word(items[place])
    beyond = _is_boundary(items, place + step, step, outside)
    if operation in _ZERO_WIDTH:
        return beyond
    if operation is _constants.BRANCH:
        parts = argument[1]
    elif operation is _constants.SUBPATTERN:
        parts = [argument[-1]]
    else:
        least, _, part = argument
        if least == 0 and not beyond:
            return False
        parts, beyond = [part], False
    return all(_is_boundary(part, 0 if step > 0 else len(part) - 1, step, beyond) for part in parts)


def _is_no_word(item: Item) -> bool:
    kind, argument = item
    if kind is _constants.LITERAL:
        return _NON_WORD.match(chr(argument)) is not None
    return kind is _constants.CATEGORY and argument in _NON_WORD_CATEGORIES
