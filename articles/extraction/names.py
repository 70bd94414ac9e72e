"""Names of people as bylines give them."""

from __future__ import annotations

import re

from articles.extraction.outlets import known_outlets
from articles.extraction.vocabulary import folded, vocabulary, words

_PARTICLES = words("al ben bin da de del della den der di dos du el ibn la le ten ter van von y zu")
# What follows a name after a comma or a bar and is not another name.
_ROLE = re.compile(
    r"\b(?:staff|writer|reporter|correspondent|editor|editors|analyst|bureau|columnist|fellow|"
    r"contributor|journalist|producer|author|chief|professor|team|desk|service|news|"
    r"updated|published)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:story|written|words|text|posted|reported|published|report|analysis|opinion) )?"
    r"by:? (?P<names>\S.*)",
    re.IGNORECASE,
)
_REPORTING = re.compile(r"^\W?(?:reporting|additional reporting) by (?P<names>[^;.()]+)", re.I)
_BETWEEN = re.compile(r"\s*(?:,|;|\||•|·|/|&|\band\b| [–—-] )\s*")
_PLACE = re.compile(r"\s+in\s+[A-Z].*$")
_LONGEST_LINE = 160  # characters; a longer line that begins with "By" is prose


def is_name(text: str) -> bool:
    """True if ``text`` is written as the name of one person: two to five capitalised words."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or not parts[0][:1].isupper() or not parts[-1][:1].isupper():
        return False
    if any(char.isdigit() or char in '?!:@#/\\"“”()[]{}$%&*+=<>' for char in text):
        return False
    if any(folded(word) in vocabulary().sections for word in parts):
        return False
    return all(word[0].isupper() or folded(word) in _PARTICLES for word in parts)


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list such as ``Ann Lee, Bo Ek and Cy Vance, Staff Writers``.

    Empty if ``text`` is anything but names, with a role, an outlet or a place after them.
    """
    found: list[str] = []
    for part in _BETWEEN.split(_PLACE.sub("", text.strip(" .-–—|,"))):
        name = part.strip(" .")
        if not name:
            continue
        if is_name(name) and not _ROLE.search(name) and known_outlets().named(name) is None:
            found.append(name if not name.isupper() else _capitalised(name))
        elif not found or not (_ROLE.search(name) or known_outlets().named(name)):
            return ()
        else:
            break
    return tuple(dict.fromkeys(found))


def byline_in(text: str) -> tuple[str, ...]:
    """The names in a line that begins with "By" or "Written by"; empty if it is no byline."""
    match = _OPENING.match(text) if len(text) <= _LONGEST_LINE else None
    return names_in(match["names"]) if match else ()


def reporters_in(text: str) -> tuple[str, ...]:
    """The names in an agency's closing credit, ``(Reporting by Ann Lee; editing by Bo Ek)``."""
    match = _REPORTING.match(text[:400])
    return names_in(match["names"]) if match else ()


def signed_by(text: str) -> str:
    """What stands after "By" in a line that begins so, for lines signed by an agency."""
    match = _OPENING.match(text) if len(text) <= _LONGEST_LINE else None
    return match["names"] if match else ""


def _capitalised(name: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
