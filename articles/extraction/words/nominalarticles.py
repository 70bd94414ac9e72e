"""Names of outlets with and without their articles: The Gazette, Gazette; Die Rheinpost."""

from __future__ import annotations

import re
from typing import Final

_ARTICLES: Final = ("the", "der", "die", "das", "le", "la", "les", "el", "il", "lo", "de", "het")
# "LA Times" has no article; in "THE GAZETTE" all is in capitals.
_WITH: Final = re.compile(
    rf"(?:{'|'.join(f'[{each[0].upper()}{each[0]}]{each[1:]}' for each in _ARTICLES)}|THE)\s+"
    r"(?P<rest>\S.*)"
)
#: A name of fewer characters without its article is an abbreviation.
_SHORTEST: Final = 3


def other_articles(name: str) -> list[str]:
    """The name without its article or, if it has none, with each; none for an abbreviation."""
    name = " ".join(name.split())
    match = _WITH.fullmatch(name)
    rest = match["rest"] if match else name
    if len(rest) < _SHORTEST:
        return []
    if match:
        return [rest, rest.title()] if rest.isupper() else [rest]
    return [f"{form} {name}" for each in _ARTICLES for form in (each, each.capitalize())] + [
        f"THE {name}"
    ]
