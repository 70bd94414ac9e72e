"""The names in a field that states who wrote an article."""

from __future__ import annotations

import re

from articles.extraction.lines.authors import is_role
from articles.extraction.lines.organisations import is_organisation_alone
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.persons import has_given_name, is_name

_OPENING = re.compile(
    r"(?:(?:written|reported|story|text)\s+)?"
    r"(?:(?:by|von|par|por|door|byline|author|autor|auteur)(?:\s*:\s*|\s+)(?=\S)"
    r"|(?:di|da|av|af)\s+(?=\S+\s+\S))",  # "Di Anna Rossi", but "Di Stefano"
    re.IGNORECASE,
)
_SHORT_OPENINGS = ("di", "da", "av", "af")
_CONTACT = re.compile(r"\S+@\S+|https?://\S+|(?<!\w)@\w+|\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(
    r"\s*(?:[;|•·/\n]|\s(?:and|und|et|&|with|mit|avec|con|och|og|oraz)\s"
    # "José Ortega y Gasset" is one person.
    r"|\s[ye]\s(?=[^\s,;]+\s+\S))\s*",
    re.IGNORECASE,
)
# Between names, but also before a place ("en Roma") and within a name ("Puig i Cadafalch").
_PERHAPS_BETWEEN = re.compile(r"\s(?:en|i|y|e)\s(?=(?P<next>[^\W\d_][\w.'’-]+))")
# Before a place: "in Northfield", "en Roma", "at the Hague".
_AT = r"(?:in|aus|à|a|en|em|für|for|from|at|bei|desde|depuis|te|uit|från|fra|på|w|da|de)"
_CAPITAL = r"(?:the |der |den |la |le |el |l['’])?[^\W\d_a-z]"
_PLACED = re.compile(
    r"\s+(?:(?i:in|aus|à|en|for|für|from|at|desde|depuis)|a|em|te|uit|från|fra|på|w)\s"
    rf"(?={_CAPITAL}).*|\s+(?i:special to|correspondent|reporter)\s.*"
)
_PLACE = re.compile(rf"{_AT}\s+{_CAPITAL}")
_ROLE = re.compile(
    r"\b(?:editor|\w*reporter\w*|writer|\w*correspondent\w*|staff|columnist|bureau|chief|desk|news|"
    r"service|agency|press|critic|photographer|producer|analyst|professor|special|contributing|"
    r"freelance|\w*redakt\w*|\w*korrespondent\w*|journalist\w*|rédact\w*|envoyée?|correspondante?|"
    r"journaliste|redactor\w*|corresponsal\w*|enviad[oa]s?|periodista|agencias?|agences?|agentur|"
    r"agenzia|agências?|redazione|redacción|redação|redacção|inviat[oai]|corrispondent[ei]|"
    r"giornalista|correspondentes?|repórter\w*|jornalista\w*|colunista|columnista|verslaggever\w*|"
    r"redacti?e\w*|medewerk\w*|medarbet\w*|medarbejder\w*|reportern?|dziennikar\w*|korespondent\w*|"
    r"reporterka|mitarbeiter\w*|kolumnist\w*|chroniqueu\w*|chefreport\w*)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "la", "le", "du", "da", "di", "do"),
        *("dos", "das", "del", "della", "el", "al", "bin", "ibn", "ter", "zu"),
        *("zum", "zur", "y", "e", "af", "av"),
    )
)
_WORD = re.compile(r"[^\W\d_]+")
_KEPT_CAPITALS = 2  # letters: initials such as "JD" stay as they are
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "phd"))
_LONGEST_SIGNATURE = 140  # characters
_LONGEST_NAME = 3  # words of a name after which a role may follow without a comma
_FEWEST_OF_HEADLINE = 4  # words; fewer may be a section
_MOST_AFTER_BY = 8  # words of "By a staff reporter in Northfield"


def people_in(text: str, *, surname_first: bool = False) -> tuple[str, ...]:
    """Return the names in ``text``, in the order given, without roles, places and addresses.

    ``surname_first``: the database prints "Holt, Marian". A name in capitals is capitalised.
    Where nobody is named (Staff Reporter), the text itself is returned, since it is what is
    stated.
    """
    signed = text.strip(" =<>*^")
    begins = _opening_end(signed)
    if surname_first and "," in signed and signed[:3].lower() != "by ":
        begins = 0  # "Von der Heide, Käthe"
    plain = " ".join(_CONTACT.sub(" ", signed[begins:]).split())
    names: list[str] = []
    for part in _parted(plain):
        names += _names_in(part, surname_first)
    found = tuple(dict.fromkeys(_capitalised(name) for name in names if name))
    if found:
        return found
    whole = plain.strip(" .,;=")
    return (whole,) if whole else ()


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
    signed = " ".join(_CONTACT.sub(" ", text[opening:]).split())
    pieces = [
        each for part in _parted(signed) for piece in part.split(",") if (each := piece.strip())
    ]
    names = []
    for piece in pieces:
        name = _without_role(_PLACED.sub("", _without_stop(piece)))
        if is_name(name, signed=True) and not _is_position(name):
            names.append(name)
        elif not (_is_position(piece) or _PLACE.match(piece) or piece.lower() in _SUFFIXES):
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


def is_agency(text: str) -> bool:
    """True for the name of a wire service, or what it signs with: "Reuters", "dpa"."""
    outlets = known_outlets()
    found = outlets.named(text) or outlets.with_slug(text)
    return found is not None and found.agency


def _parted(text: str) -> list[str]:
    """The parts of a byline, each with one name or more that commas separate."""
    split = _PERHAPS_BETWEEN.sub(
        lambda match: " ; " if has_given_name(match["next"]) else match[0], text
    )
    return [part.strip(" ,-–—:=*") for part in _BETWEEN.split(split)]


def _names_in(part: str, surname_first: bool) -> list[str]:
    pieces = [piece for each in part.split(",") if (piece := _without_stop(each.strip()))]
    if not pieces:
        return []
    first, rest = pieces[0], pieces[1:]
    if rest and rest[0].lower() in _SUFFIXES:
        first, rest = f"{first}, {rest[0]}", rest[1:]
    if rest and _is_surname(first, rest[0], surname_first):
        return [f"{rest[0]} {first}"]
    first = _without_role(first)
    if _is_position(first):
        return []
    names = [_PLACED.sub("", first) if len(first.split()) > 2 else first]
    # "Ann Lee, Bo Ek": further names have two words; roles and places are left out.
    names += [name for each in rest if _is_whole_name(name := _without_role(each))]
    return names


def _without_stop(name: str) -> str:
    """The name without a full stop that does not belong to an initial or "Jr."."""
    last = name.rpartition(" ")[2].lower()
    return name if len(last) <= 2 or last in _SUFFIXES else name.rstrip(" .")


def _without_role(text: str) -> str:
    """The name in "LORNA PETTIFER Associated Press Writer", with no comma before the role."""
    words = text.split()
    for count in range(2, min(len(words) - 1, _LONGEST_NAME) + 1):
        name, role = " ".join(words[:count]), " ".join(words[count:])
        if _is_position(role) and not _is_position(name) and is_name(name, signed=True):
            return name
    return text


def _is_surname(first: str, second: str, surname_first: bool) -> bool:
    """True for the two parts of "Holt, Marian" and "van der Berg, Anna", not of "Lee, Editor".

    Where the database does not print surnames first, the second part must be a known given name.
    """
    if _is_position(second) or any(char.isdigit() for char in first + second):
        return False
    if not second[:1].isupper():
        return False
    words = [word for word in first.split() if word.lower().strip(".") not in _PARTICLES]
    given = second.split()
    if not surname_first:
        is_given = has_given_name(second) and not any(map(has_given_name, words))
        return len(words) == len(given) == 1 and is_given
    if has_given_name(first) and len(words) > 1:
        return len(given) == 1 and has_given_name(second)
    return len(words) <= 2 and 1 <= len(given) <= 3 and not (len(words) == 2 and len(given) > 1)


def _is_whole_name(text: str) -> bool:
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(_is_capitalised(word) or word.lower() in _PARTICLES for word in words)
        and not _is_position(text)
        and not _PLACE.match(text)
    )


def _is_capitalised(word: str) -> bool:
    """True for "Arcy" and "d'Arcy"."""
    return word[0].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())


def _is_position(text: str) -> bool:
    return bool(_ROLE.search(text)) or is_role(text) or is_agency(text)


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
