"""The names in a field that states who wrote an article."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.extraction.lines.organisations import is_organisation_alone
from articles.extraction.words.persons import is_name
from articles.readers.exports.agencies import is_agency
from articles.readers.exports.givennames import has_given_name
from articles.readers.exports.personnames import (
    PLACE,
    SUFFIXES,
    capitalised,
    given_first,
    is_person,
    is_position,
    is_surname,
    is_whole_name,
    without_place,
    without_role,
    without_stop,
)

_OPENING = re.compile(
    r"(?:(?:written|reported|story|text|propos recueillis|recueillie?s?|entretien|interview)\s+)?"
    r"(?:(?:by|von|par|por|door|byline|author|autor|auteur)(?:\s*:\s*|\s+)(?=\S)"
    r"|interview\s*:\s*(?=\S)"
    r"|(?:di|da|av|af)\s+(?=\S+\s+\S))",  # "Di Anna Rossi", but "Di Stefano"
    re.IGNORECASE,
)
_SHORT_OPENINGS = ("di", "da", "av", "af")
_NOBILIARY = ("von", *_SHORT_OPENINGS)  # with which surnames begin too
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
_CONTACT = re.compile(r"(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]")
# "Holt, Marian; Bakker, Jan": in such a list every surname comes first.
_LIST = re.compile(r"[^,;]+,[^,;]+(?:;[^,;]+,[^,;]+)+")
# Who helped is no author: "Bo Ek contributed reporting from Northfield."
_HELPED = re.compile(
    r"[;,.]?\s*(?<!\w)[^;,.]{1,60}\b(?:contributed|also reported|reported from|assisted|"
    r"(?:a|ont) (?:collaboré|contribué))\b[^;]*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?:[;|•·/\n]|\s(?:and|und|et|&|with|mit|avec|con|och|og|oraz)\s"
    # "José Ortega y Gasset" is one person.
    r"|\s(?-i:[ye])\s(?=[^\s,;]+\s+\S))\s*",
    re.IGNORECASE,
)
# Between names, but also before a place ("en Roma") and within a name ("Puig i Cadafalch").
_PERHAPS_BETWEEN = re.compile(r"\s(?:en|i|y|e)\s(?=(?P<next>[^\W\d_][\w.'’-]+))")
_IN_CAPITALS = re.compile(r"\s(?:EN|I|Y|E)\s(?=(?P<next>[^\W\d_][\w.'’-]+))")
# What stands before the next name of a list: "and reported by Ann Lee".
_JOINED = re.compile(
    r"^(?:and|und|et|with|mit|avec)\s+(?=\S+\s+\S)(?:(?:reported|written|photographs?)\s+by\s+)?",
    re.IGNORECASE,
)
# What databases write where nobody has signed.
_NOBODY = re.compile(
    r"(?:anonymous|anon\.?|anonyme?|anonymus|an[oó]nimo|anoniem|unattributed|"
    r"(?:no|none|unknown) (?:author|byline)s?|not available|none available|n/a)\.?",
    re.IGNORECASE,
)
_MOST_CACHED = 4096  # fields: the same people sign many articles of an export
_LONGEST_SIGNATURE = 140  # characters
_LONGEST_FIELD = 2000  # characters of a field of names that are read
_FEWEST_OF_HEADLINE = 4  # words; fewer may be a section
_MOST_LOWER = 6  # words in lower case beside names; more are a headline
_OPENED = 2  # words of a surname with "von", such as "Von Holt"
_MOST_AFTER_BY = 8  # words of "By a staff reporter in Northfield"


@lru_cache(_MOST_CACHED)
def people_in(text: str, *, surname_first: bool = False) -> tuple[str, ...]:
    """Return the names in ``text``, in the order given, without roles, places and addresses.

    ``surname_first``: the database prints "Holt, Marian". A name in capitals is capitalised.
    Where nobody is named (Staff Reporter), the text itself is returned, since it is what is
    stated. () if the text says that nobody has signed (Anonymous).
    """
    signed = text[:_LONGEST_FIELD].strip(" =<>*^")
    surname_first = surname_first or bool(_LIST.fullmatch(signed))
    if _NOBODY.fullmatch(signed):
        return ()
    begins = _opening_end(signed)
    if (
        surname_first
        and "," in signed
        and signed.split()[0].lower() in _NOBILIARY
        and not _is_opened_name(signed, begins)
    ):
        begins = 0  # "Von der Heide, Käthe"
    plain = " ".join(_CONTACT.sub(" ", _ADDRESS.sub(", ", signed[begins:])).split())
    plain = _HELPED.sub("", plain) or plain
    names: list[str] = []
    for part in _parted(plain):
        names += _names_in(part, surname_first)
    found = tuple(dict.fromkeys(capitalised(name) for name in names if name))
    if found:
        return found
    whole = plain.strip(" .,;=")
    return (whole,) if whole else ()


@lru_cache(_MOST_CACHED)
def is_signature(line: str, *, headline: str = "") -> bool:
    """True for a line that says only who wrote an article, with "By" before the names or without.

    Beside the names may stand roles, places and agencies; an agency may sign alone. ``headline`` is
    what stands directly above: below a whole headline, any names sign, and elsewhere only known
    given names do, or what can be nothing but names.
    """
    text = line.strip(" =<>*^")
    if not text or len(text) > _LONGEST_SIGNATURE or text.endswith(("?", "!", ":")):
        return False
    opening = _opening_end(text)
    if not opening and sum(word[:1].islower() for word in text.split()) > _MOST_LOWER:
        return False
    without = _CONTACT.sub(" ", _ADDRESS.sub(", ", text[opening:]))
    signed = _HELPED.sub("", " ".join(without.split()))
    pieces = [
        each for part in _parted(signed) for piece in part.split(",") if (each := piece.strip())
    ]
    names = []
    for piece in pieces:
        name = without_role(without_place(without_stop(piece)))
        if is_person(name) and not is_position(name):
            names.append(name)
        elif not (is_position(piece) or PLACE.match(piece) or piece.lower() in SUFFIXES):
            return False
    if opening:
        return bool(names) or (bool(pieces) and len(signed.split()) <= _MOST_AFTER_BY)
    if not names:
        return is_agency(text) or is_organisation_alone(text)
    is_sure = len(names) < len(pieces) or any(map(has_given_name, names))  # a role stands beside it
    if is_sure or len(headline.split()) >= _FEWEST_OF_HEADLINE:
        return True
    # "Haushalt der Feuerwehr" is written like a name.
    is_plain = not text.isupper() and all(word[0].isupper() for n in names for word in n.split())
    return is_plain and all(map(is_name, names))


def is_opened(line: str) -> bool:
    """True for a line that begins with a word such as "By"."""
    return _opening_end(line.strip(" =<>*^")) > 0


def _opening_end(text: str) -> int:
    """Where the names begin after a word such as "By"; 0 if there is none."""
    match = _OPENING.match(text)
    if match is not None:
        return match.end()
    first, _, rest = text.partition(" ")
    return len(first) + 1 if first.lower() in _SHORT_OPENINGS and is_agency(rest) else 0


def _is_opened_name(text: str, begins: int) -> bool:
    """True for "Von Käthe Holt, Jan Bakker", where "Von" belongs to no surname."""
    return len(text.partition(",")[0].split()) > _OPENED and has_given_name(text[begins:])


def _parted(text: str) -> list[str]:
    """The parts of a byline, each with one name or more that commas separate."""
    # Elsewhere a capital is an initial: "Holt, E Marian".
    between = _IN_CAPITALS if text.isupper() else _PERHAPS_BETWEEN
    split = between.sub(lambda match: " ; " if has_given_name(match["next"]) else match[0], text)
    parts = (_JOINED.sub("", part.strip(" ,-–—:=*")) for part in _BETWEEN.split(split))
    return [given_first(part) for part in parts]


def _names_in(part: str, surname_first: bool) -> list[str]:
    pieces = [piece for each in part.split(",") if (piece := without_stop(each.strip()))]
    if not pieces:
        return []
    first, rest = pieces[0], pieces[1:]
    if rest and rest[0].lower() in SUFFIXES:
        first, rest = f"{first}, {rest[0]}", rest[1:]
    if rest and is_surname(first, rest[0], surname_first):
        return [f"{rest[0]} {first}"]
    first = without_role(first)
    if is_position(first):
        return []
    names = [without_place(first) if len(first.split()) > 2 else first]
    # "Ann Lee, Bo Ek": further names have two words; roles and places are left out.
    names += [name for each in rest if is_whole_name(name := without_role(each))]
    return names
