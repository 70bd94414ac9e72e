"""Decides whether operators and signs in a search are commands or part of a running text.

People paste headlines in capitals, in which AND, OR and NOT are words, and whole paragraphs, in
which signs such as ``*`` and ``-`` are the author's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from search.text.analysis import Token
from search.text.folding import fold
from search.text.words import is_stop

#: A text of more content words was pasted; its signs and quotation marks are the author's. In
#: sentences, function words count too.
MAX_TYPED: Final = 16
#: A text of more words may be a sentence. It is one if so large a share are function words: in
#: English prose two in five are, in searches made of operators hardly any.
_SENTENCE: Final = 8
_PROSE: Final = 1 / 3
#: A search in capitals has at most this many words, unless parentheses group them.
_MOST_SHOUTED: Final = 6

#: The operators, with the letters that stand for them in the shape of a text.
OPERATORS: Final = {"AND": "a", "&&": "a", "OR": "o", "||": "o", "NOT": "n"}
#: Any of these begins a phrase, and any of them ends it.
QUOTES: Final = '"“”„‟«»＂'

_ENDS: Final = rf"\s()—{QUOTES}"
_OPERATOR: Final = re.compile(rf"(?<![^{_ENDS}])(?:AND|OR|NOT)(?![^{_ENDS}])|&&|\|\|")
_EDGES: Final = re.compile(r"\A[\W_]+|[\W_]+\Z")
_ITEM: Final = re.compile(
    rf"(?P<quoted>[{QUOTES}][^{QUOTES}]*+[{QUOTES}])|[()]|&&|\|\||(?:(?!&&|\|\|)[^\s(){QUOTES}])+"
)
#: In the shape of a text (see ``_shape``), parentheses around any words joined by operators.
_GROUP: Final = re.compile(r"\([^()aon]++(?:(?:[ao]n?|n)[^()aon]++)+\)")
#: One or two words, quotations or groups between operators; a list of these; and such a list, or
#: one run, in parentheses.
_RUN: Final = "[wqg]{1,2}"
_LIST: Final = re.compile(rf"{_RUN}(?:(?:[ao]n?|n){_RUN})+")
_SMALL_GROUP: Final = re.compile(rf"\({_RUN}(?:(?:[ao]n?|n){_RUN})*\)")
_AFTER_NOT: Final = """
able alive alone anymore available bad clear coming dead done easy enough fair fit free good
happy here home likely lost needed new over quite ready real right safe so sorry sure there true
well wrong yet guilty
"""
#: After NOT, such words end a headline: "minister not guilty", "talks not cancelled".
_PREDICATES: Final = frozenset(_AFTER_NOT.split())
#: Before NOT, they make it a word of a sentence. The list of function words leaves them out,
#: because they are also names, a month and nouns.
_AUXILIARIES: Final = frozenset({"will", "may", "need", "dare"})
_PARTICIPLE: Final = re.compile(r"\w{3,}(?:ed|ing|able|ible|ful|ous)")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text is to be read.

    ``operators``: AND, OR, NOT and parentheses are commands. ``signs``: so are ``*``, ``-``, ``=``,
    ``~`` and the like. ``shouted``: the text is in capitals. ``sentence``: it is prose.
    """

    operators: bool
    signs: bool
    shouted: bool
    sentence: bool = False


@lru_cache(maxsize=256)
def manner_of(text: str, language: str = "") -> Manner:
    """How to read a text of at most MAX_CHARACTERS characters in a language."""
    shouted = is_shouted(text)
    plain = not _OPERATOR.search(text) and not text.endswith("*")
    if plain and len(text.split()) <= MAX_TYPED:
        return Manner(operators=True, signs=True, shouted=shouted)
    shape = _shape(text, language)
    has_operators = any(sign in shape for sign in "aon")
    content, function = sum(map(shape.count, "wp")), shape.count("f")
    words = content + function + shape.count("q")
    sentence = words > _SENTENCE and function >= _PROSE * words
    if shouted:
        operators = not has_operators or _is_plainly_boolean(shape)
    else:
        operators = not (has_operators and sentence) or _GROUP.search(shape) is not None
    length = words if sentence else content
    typed = length <= MAX_TYPED or (operators and has_operators)
    return Manner(operators and typed, typed, shouted, sentence)


def is_pasted(text: str, language: str = "") -> bool:
    """Whether quotation marks and signs in a text are the author's."""
    return not manner_of(text, language).signs


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals, besides its operators. Of its words none begins with a small
    letter, and of its letters at most one in ten is small: "McDONALD'S", "3rd"."""
    words = [word for word in text.split() if word not in OPERATORS]
    if any(word[0].islower() for word in words):
        return False
    letters = "".join(words)
    capitals = sum(map(str.isupper, letters))
    return capitals > 0 and 9 * sum(map(str.islower, letters)) <= capitals


def is_function_word(text: str, tokens: Sequence[Token], shouted: bool, language: str = "") -> bool:
    """Whether a word of a search in a language, with its tokens, is a function word. WHO and U.S.
    are names, unless the whole search is in capitals."""
    if not tokens or not all(is_stop(token.surface, language) for token in tokens):
        return False
    capitals = len(text) > 1 and text.isupper() and not shouted
    return len(tokens) > 1 or not ("." in text or capitals)


def other_reading(text: str, language: str = "") -> str | None:
    """The search that reads the operators of a text as commands if they are words in it, or as
    words if they are commands in a text in capitals. None if there is nothing to choose."""
    manner = manner_of(text, language)
    if not any(sign in _shape(text, language) for sign in "aon"):
        return None
    if manner.operators:
        return text.lower() if manner.shouted else None
    if manner.shouted:
        text = _ITEM.sub(lambda item: item[0] if item[0] in OPERATORS else item[0].lower(), text)
    for other in (text, f"({re.sub('[()]', '', text)})"):
        if manner_of(other, language).operators:
            return other
    return None


def _shape(text: str, language: str) -> str:
    """A letter for each piece of a text: ``a``, ``o`` and ``n`` for operators, ``f`` for a function
    word, ``p`` for a predicate after NOT, ``w`` for another word, ``q`` for a quotation, and
    parentheses."""
    letters: list[str] = []
    surface = ""
    for item in _ITEM.finditer(text):
        piece = item[0]
        if item["quoted"]:
            letters.append("q")
        elif piece in OPERATORS:
            if piece == "NOT" and letters[-1:] == ["w"] and surface in _AUXILIARIES:
                letters[-1] = "f"
            letters.append(OPERATORS[piece])
        elif piece in "()":
            letters.append(piece)
        elif surface := _EDGES.sub("", fold(piece)):
            if is_stop(surface, language):
                letters.append("f")
            elif letters[-1:] == ["n"] and _is_predicate(surface):
                letters.append("p")
            else:
                letters.append("w")
    return "".join(letters)


def _is_predicate(surface: str) -> bool:
    return surface in _PREDICATES or _PARTICIPLE.fullmatch(surface) is not None


def _is_plainly_boolean(shape: str) -> bool:
    """Whether a text in capitals is a list of words joined by operators rather than a headline."""
    words = shape.count("w")
    grouped = False
    while True:
        shape, groups = _SMALL_GROUP.subn("g", shape)
        if not groups:
            break
        grouped = True
    return (grouped or words <= _MOST_SHOUTED) and _LIST.fullmatch(shape) is not None
