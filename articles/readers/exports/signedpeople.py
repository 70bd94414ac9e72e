"""The names in a field that states who wrote an article."""

from __future__ import annotations

import re

from articles.extraction.lines.authors import is_role

_OPENING = re.compile(
    r"(?:(?:written|reported|story|text)\s+)?"
    r"(?:(?:by|von|par|por|door|byline|author|autor|auteur)(?:\s*:\s*|\s+)(?=\S)"
    r"|di\s+(?=\S+\s+\S))",  # "Di Anna Rossi", but "Di Stefano"
    re.IGNORECASE,
)
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(
    r"\s*(?:[;|•·/\n]|\s(?:and|und|et|y|e|&|with|mit|avec|con)\s)\s*", re.IGNORECASE
)
_PLACED = re.compile(
    r"\s+(?:in|aus|à|en|for|für|from|at|special to|correspondent|reporter)\s.*", re.IGNORECASE
)
_ROLE = re.compile(
    r"\b(?:editor|reporter|writer|correspondent\w*|staff|columnist|bureau|chief|desk|news|service|"
    r"agency|press|critic|photographer|producer|analyst|professor|special|contributing|freelance|"
    r"redakt\w*|korrespondent\w*|journalist\w*|rédact\w*|envoyée?|correspondante?|journaliste|"
    r"redactor\w*|corresponsal|periodista|agencia|agence|agentur)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "la", "le", "du", "da", "di"),
        *("dos", "das", "del", "della", "el", "al", "bin", "ibn", "ter", "zu"),
        *("zum", "zur", "y", "e"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_KEPT_CAPITALS = 2  # letters: initials such as "JD" stay as they are
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "phd"))


def people_in(text: str, *, surname_first: bool = False) -> tuple[str, ...]:
    """Return the names in ``text``, in the order given, without roles, places and addresses.

    ``surname_first``: the database prints "Holt, Marian". A name in capitals is capitalised.
    Where nobody is named (Staff Reporter), the text itself is returned, since it is what is
    stated.
    """
    signed = text.strip(" =<>*^")
    opening = None if surname_first and "," in signed else _OPENING.match(signed)
    plain = " ".join(_CONTACT.sub(" ", signed[opening.end() if opening else 0 :]).split())
    names: list[str] = []
    for part in _BETWEEN.split(plain):
        names += _names_in(part.strip(" ,-–—:=*"), surname_first)
    found = tuple(dict.fromkeys(_capitalised(name) for name in names if name))
    if found:
        return found
    whole = plain.strip(" .,;=")
    return (whole,) if whole else ()


def _names_in(part: str, surname_first: bool) -> list[str]:
    pieces = [piece for each in part.split(",") if (piece := _without_stop(each.strip()))]
    if not pieces:
        return []
    first, rest = pieces[0], pieces[1:]
    if rest and rest[0].lower() in _SUFFIXES:
        first, rest = f"{first}, {rest[0]}", rest[1:]
    if surname_first and rest and _is_surname(first, rest[0]):
        return [f"{rest[0]} {first}"]
    if _is_position(first):
        return []
    names = [_PLACED.sub("", first) if len(first.split()) > 2 else first]
    # "Ann Lee, Bo Ek": further names have two words; roles and places are left out.
    names += [each for each in rest if _is_whole_name(each)]
    return names


def _without_stop(name: str) -> str:
    """The name without a full stop that does not belong to an initial or "Jr."."""
    last = name.rpartition(" ")[2].lower()
    return name if len(last) <= 2 or last in _SUFFIXES else name.rstrip(" .")


def _is_surname(first: str, second: str) -> bool:
    """True for the two parts of "Holt, Marian" and "van der Berg, Anna", not of "Lee, Editor"."""
    if _is_position(second) or any(char.isdigit() for char in first + second):
        return False
    words = [word for word in first.split() if word.lower().strip(".") not in _PARTICLES]
    given = second.split()
    return len(words) <= 2 and 1 <= len(given) <= 3 and not (len(words) == 2 and len(given) > 1)


def _is_whole_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(word[0].isupper() or word.lower() in _PARTICLES for word in words)
        and not _is_position(text)
    )


def _is_position(text: str) -> bool:
    return bool(_ROLE.search(text)) or is_role(text)


def _capitalised(name: str) -> str:
    """``LORNA McPHEE`` as ``Lorna McPhee``; a name that has small letters stays as it is."""
    letters = [char for char in name if char.isalpha()]
    if not letters or sum(char.islower() for char in letters) > len(letters) / 4:
        return name
    words = name.split()
    return " ".join(
        word.lower()
        if word.lower() in _PARTICLES and index
        else _WORD.sub(lambda match: _capitalised_word(match[0], alone=len(words) == 1), word)
        for index, word in enumerate(words)
    )


def _capitalised_word(word: str, *, alone: bool) -> str:
    if alone or (len(word) <= _KEPT_CAPITALS and not set(word.lower()) & set("aeiouy")):
        return word
    if word.startswith(("Mc", "MC")) and len(word) > 3:
        return f"Mc{word[2:].capitalize()}"
    return word.capitalize()
