"""Parses patterns: ``demilit*``, ``t*key``, ``wom?n``, ``Erdogen~``, and ``~8`` after a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from search.language.lexemes import Notes, shown
from search.query.clauses import Fuzzy, Near, Pattern, Prefix, Stems, Wildcard
from search.text.analysis import Token, is_lone_character, tokenize
from search.text.folding import fold
from search.text.spelling import MAX_EDITS, tolerance
from search.text.words import MAX_SURFACE

#: The least number of characters, beside the signs, in a prefix or wildcard pattern.
MIN_PREFIX: Final = 3

#: For words near each other: the default distance, the greatest distance, and the most words. The
#: last two together stay below the gap between paragraphs.
DISTANCE: Final = 10
MAX_DISTANCE: Final = 50
MAX_NEAR: Final = 20

_PUNCTUATION: Final = ".,;:!?"
_SIGN: Final = re.compile("[*?]")
_INNER: Final = re.compile(r"[^*?][*?]+[^*?]")
_FUZZY: Final = re.compile(r"(?P<word>.+)~(?P<edits>[0-9]*)", re.DOTALL)


def pattern_of(value: str, field: str | None, notes: Notes) -> Pattern | None:
    """The pattern of a word with signs (``*``, ``?``, ``~``), or of a single CJK character, which
    is read as a prefix.

    None for a word without signs. Also None, with a note, if the signs cannot be used there.
    """
    core = value.rstrip(_PUNCTUATION)
    if fuzzy := _FUZZY.fullmatch(core):
        return _fuzzy(fuzzy["word"], fuzzy["edits"], field, notes)
    if _INNER.search(core) and _is_one_word(core):
        return _wildcard(core, field, notes)
    tokens = tokenize(value)
    starred = core.endswith("*")
    if len(tokens) == 1 and is_lone_character(tokens[0].surface):
        return Prefix(tokens[0].surface, field)
    if starred and not _in_pairs(tokens):
        # Chinese, Japanese and Korean words match within longer runs anyway, so * adds nothing.
        needs = _missing(tokens)
        if needs is None:
            return Prefix(tokens[0].surface, field)
        text = value[tokens[0].start : tokens[-1].end]
        _refused(f"{text}*", "*", needs, notes)
    elif core.startswith("*") and core.strip("*"):
        _refused(core, "*", "cannot begin a word", notes)
    return None


def near_of(words: Sequence[Stems], sign: str, text: str, field: str | None, notes: Notes) -> Near:
    """The clause for words near each other; ``sign`` is ``~`` or ``~8``."""
    distance = int(sign[1:6] or DISTANCE)
    if distance > MAX_DISTANCE:
        notes.add(f"Words near each other can be at most {MAX_DISTANCE} words apart.")
        distance = MAX_DISTANCE
    if len(words) > MAX_NEAR:
        notes.add(
            f"Only the first {MAX_NEAR} words of {shown(text)} were required to be near each other."
        )
    return Near(tuple(words[:MAX_NEAR]), distance, text, field)


def _fuzzy(word: str, edits: str, field: str | None, notes: Notes) -> Fuzzy | None:
    tokens = tokenize(word)
    if not tokens:
        return None
    needs = "works only in scripts with an alphabet" if _in_pairs(tokens) else _missing(tokens)
    if needs is not None:
        _refused(f"{word}~", "~", needs, notes)
        return None
    surface = tokens[0].surface
    number = int(edits[:3]) if edits else tolerance(surface)
    if not 1 <= number <= MAX_EDITS:
        number = min(max(number, 1), MAX_EDITS)
        notes.add(f"{shown(f'{word}~{edits}')} was read as ~{number}; only ~1 and ~2 are possible.")
    return Fuzzy(surface, number, field)


def _wildcard(core: str, field: str | None, notes: Notes) -> Wildcard | None:
    shape = re.sub(r"\*{2,}", "*", fold(core)).strip("' ")
    if _SIGN.match(shape):
        needs = "cannot begin a word"
    elif len(_SIGN.sub("", shape)) < MIN_PREFIX:
        needs = f"needs at least {MIN_PREFIX} other characters"
    elif len(shape) > MAX_SURFACE:
        needs = f"needs a word of at most {MAX_SURFACE} characters"
    else:
        return Wildcard(shape, field)
    signs = " and ".join(sorted(set(_SIGN.findall(shape))))
    _refused(core, signs, needs, notes)
    return None


def _is_one_word(core: str) -> bool:
    """Whether it would be one word, from end to end, with letters instead of the signs."""
    tokens = tokenize(_SIGN.sub("x", core))
    return len(tokens) == 1 and (tokens[0].start, tokens[0].end) == (0, len(core))


def _in_pairs(tokens: Sequence[Token]) -> bool:
    return all(is_lone_character(token.surface[0]) for token in tokens)


def _missing(tokens: Sequence[Token]) -> str | None:
    """Why a sign cannot be used after these tokens, as a verb phrase; None if it can."""
    if len(tokens) > 1:
        return "works after a single word, not after several"
    if len(tokens[0].surface) < MIN_PREFIX:
        return f"needs at least {MIN_PREFIX} characters before it"
    return None


def _refused(text: str, signs: str, needs: str, notes: Notes) -> None:
    notes.add(f"{shown(text)} was read without its {signs}, which {needs}.")
