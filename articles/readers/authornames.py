"""The names of authors as records and markup state them: one by one, in a list, or as a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from articles.extraction.lines.authors import is_role
from articles.extraction.lines.bylines import signed_by
from articles.extraction.lines.names import names_in
from articles.extraction.lines.organisations import is_organisation
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.persons import PARTICLES, is_name
from articles.extraction.words.vocabulary import folded

_LISTED = re.compile(r"\s*[;|\n]\s*")
_AND = re.compile(r",?\s+(?:and|und|et|y|e|og|och|en|&)\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_ADDRESS = re.compile(r"[<(]?\b(?:mailto:)?[\w.+-]{1,64}@[\w.-]{3,80}\w\b[>)]?|(?<!\w)@\w+")
_SUFFIX = re.compile(r"(?:jr|sr)\.?|i{2,3}|iv", re.IGNORECASE)
_MOST_WORDS = 5  # More words are no name.
_MOST_GIVEN = 3  # words of a given name after the family name
_NOBODY = frozenset(("by", "staff", "unknown", "anonymous", "none", "n/a", "null", "-"))


def author_names(values: Iterable[str]) -> tuple[str, ...]:
    """Return the names in values such as ``By Ann Lee, Staff Writer`` or ``Lee, Ann``, each once.

    Roles and addresses beside a name are left out. What is not understood is kept as it is.
    """
    parts = (part.strip() for value in values for part in _LISTED.split(value))
    found = dict.fromkeys(chain.from_iterable(_names_in_part(part) for part in parts if part))
    # Programs that cut bylines at commas make a name of each role.
    named = tuple(name for name in found if not is_role(name) or known_outlets().leading(name))
    return named or tuple(found)


def straightened(name: str) -> str:
    """Return ``Lee, Ann`` or ``Lee, Ann, Jr.`` in spoken order, and any other name as it is."""
    pieces = [piece for piece in _COMMA.split(name.strip(" ,")) if piece]
    suffixes = [piece for piece in pieces[1:] if _SUFFIX.fullmatch(piece)]
    parts = [piece for piece in pieces if piece not in suffixes]
    if len(parts) != 2 or not _is_inverted(*parts):
        return name
    family, given = parts[0], parts[1].split()
    if len(given) > 1 and _SUFFIX.fullmatch(given[-1]):  # "O'Neil, Pat Jr."
        suffixes.append(given.pop())
    return " ".join([*given, family, *suffixes])


def _names_in_part(part: str) -> Iterator[str]:
    if straightened(part) != part:
        yield straightened(part)
        return
    text = _ADDRESS.sub(" ", signed_by(part) or part)
    text = " ".join(text.split()).strip(" ,")
    if folded(text) in _NOBODY or not any(map(str.isalpha, text)):  # "7" is the number of somebody
        return
    if is_organisation(text):
        yield text
        return
    pieces = [piece for each in _AND.split(text) for piece in _pieces(each) if piece]
    found: list[str] = []
    for piece in pieces:
        names = names_in(piece, signed=True)
        if len(names) == 1 and piece == f"{names[0]}." and _SUFFIX.fullmatch(piece.split()[-1]):
            found.append(piece)  # "Pat O'Neil Jr."
        elif names:
            found += names
        elif is_organisation(piece) and not is_role(piece):
            found.append(piece)
        elif is_role(piece):
            continue
        elif len(pieces) > 1 and not _may_be_name(piece):
            # It is something else than a list of names: nothing is torn apart.
            yield text
            return
        else:
            found.append(piece)
    yield from found or [text]


def _pieces(text: str) -> list[str]:
    return [straightened(text)] if straightened(text) != text else _COMMA.split(text)


def _is_inverted(family: str, given: str) -> bool:
    """True for the parts of ``Lee, Ann`` or ``van der Berg, Jo``, not of ``Ann Lee, Bo Ek``."""
    first, *more = family.split() or [""]
    words = given.split()
    return (
        (not more or first.lower() in PARTICLES)
        and 1 <= len(words) <= _MOST_GIVEN
        and not is_role(given)
        and not is_organisation(family)
        and not is_organisation(given)
        and is_name(f"{given} {family}", signed=True)
    )


def _may_be_name(piece: str) -> bool:
    words = piece.split()
    return (
        2 <= len(words) <= _MOST_WORDS
        and not any(char.isdigit() for char in piece)
        and not any(word.islower() and word not in PARTICLES for word in words)
    )
