"""Names of persons as newspapers print them, with roles and places beside them."""

from __future__ import annotations

import re

from articles.extraction.lines.authors import is_role
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.persons import is_name
from articles.readers.exports.agencies import is_agency
from articles.readers.exports.givennames import has_given_name

# Before a place: "in Northfield", "en Roma", "at the Hague".
_AT = r"(?:in|aus|à|a|en|em|für|for|from|at|bei|desde|depuis|te|uit|från|fra|på|w|da|de)"
_CAPITAL = r"(?:the |der |den |la |le |el |l['’])?[^\W\d_a-z]"
_PLACED = re.compile(
    r"\s+(?:(?i:in|aus|à|en|for|für|from|at|desde|depuis)|a|em|i|te|uit|från|fra|på|w)\s"
    rf"(?={_CAPITAL}).*|\s+(?i:special to|correspondent|reporter)\s.*"
)
#: A place that stands beside a name: "in Northfield".
PLACE = re.compile(rf"{_AT}\s+{_CAPITAL}")
# Words of roles, and parts of such words.
_ROLE = re.compile(
    r"reporter|correspondent|korrespondent|korespondent|corrispondent|redakt|journalist|"
    r"\b(?:editor|writer|staff|columnist|bureau|chief|desk|news|service|agency|press|critic|"
    r"photographer|producer|analyst|professor|special|contributing|freelance|rédact\w*|envoyée?|"
    r"correspondante?|journaliste|redactor\w*|corresponsal\w*|enviad[oa]s?|periodista|agencias?|"
    r"agences?|agentur|agenzia|agências?|redazione|redacción|redação|redacção|inviat[oai]|"
    r"giornalista|correspondentes?|repórter\w*|jornalista\w*|colunista|columnista|verslaggever\w*|"
    r"redacti?e\w*|medewerk\w*|medarbet\w*|medarbejder\w*|dziennikar\w*|mitarbeiter\w*|"
    r"kolumnist\w*|chroniqueu\w*)\b",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    (
        *("van", "von", "der", "den", "de", "la", "le", "du", "da", "di", "do"),
        *("dos", "das", "del", "della", "el", "al", "bin", "ibn", "ter", "zu"),
        *("zum", "zur", "y", "e", "af", "av", "ten", "op", "'t", "’t", "'s", "’s"),
    )
)
# As "de" in a name.
_PARTICLE = re.compile(
    r"(?<!\w)(?:['’][ts]|af|ten|ter|op|till|zu|vom|zum|zur)\s(?=\w)", re.IGNORECASE
)
_CATALAN = frozenset(
    (
        *("antoni", "artur", "carles", "enric", "francesc", "jaume", "joan", "jordi", "josep"),
        *("lluís", "mercè", "miquel", "montserrat", "núria", "oriol", "pau", "pere", "xavier"),
    )
)
_SURNAME_IN_CAPITALS = re.compile(
    r"(?P<surname>(?:(?:de|du|la|le|von|van|der|di|da|d['’])\s?)*(?:[^\W\d_a-z]{2}[^\W\d_a-z'’-]*\s)+)"
    r"(?P<given>[^\W\d_a-z][a-zß-ÿœ]+(?:[ -][^\W\d_a-z][a-zß-ÿœ]+)?)"
)
_INITIAL = re.compile(r"[^\W\d_]\.?")
_WORD = re.compile(r"[^\W\d_]+")
_KEPT_CAPITALS = 2  # letters: initials such as "JD" stay as they are
#: What follows a name after a comma and belongs to it.
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "phd"))
_LONGEST_NAME = 3  # words of a name after which a role may follow without a comma
_LONGEST = 140  # characters of a name with what stands beside it


def given_first(name: str) -> str:
    """``LEFÈVRE Jean-Pierre`` as ``Jean-Pierre Lefèvre``: a surname in capitals may come first."""
    match = _SURNAME_IN_CAPITALS.fullmatch(name) if len(name) <= _LONGEST else None
    if match is None or not has_given_name(match["given"]):
        return name
    surname = _WORD.sub(lambda word: _capitalised_word(word[0], alone=False), match["surname"])
    return f"{match['given']} {surname.strip()}"


def is_person(text: str) -> bool:
    """True for the name of one person, with particles of any language."""
    return is_name(_PARTICLE.sub("DE " if text.isupper() else "de ", text), signed=True)


def is_position(text: str) -> bool:
    """True for a role or an agency: "Staff Writer", "Reuters"."""
    return bool(_ROLE.search(text)) or is_role(text) or is_agency(text)


def is_surname(first: str, second: str, surname_first: bool) -> bool:
    """True for the two parts of "Holt, Marian" and "van der Berg, Anna", not of "Lee, Editor".

    Where the database does not print surnames first, the second part must be a known given name.
    """
    if is_position(second) or any(char.isdigit() for char in first + second):
        return False
    if not second[:1].isupper():
        return False
    words = [word for word in first.split() if word.lower().strip(".") not in _PARTICLES]
    given = [word for word in second.split() if not _INITIAL.fullmatch(word)]
    given = [word for word in given if word.lower() not in _PARTICLES] or second.split()
    if not surname_first:
        is_given = len(given) == 1 and has_given_name(given[0])
        return len(words) == 1 and is_given and not is_agency(first)
    if has_given_name(first) and len(words) > 1:
        return len(given) == 1 and has_given_name(second)
    if len(words) == 2 and len(given) > 1:  # "Ibáñez Roldán, José María", or two people
        return len(given) == 2 and all(map(has_given_name, given))
    return len(words) <= 2 and 1 <= len(given) <= 3


def is_whole_name(text: str) -> bool:
    """True for two to four capitalised words that are no role, place or known outlet.

    Particles do not count: "José María de la Fuente".
    """
    words = text.split()
    return (
        len(words) >= 2
        and sum(word.lower() not in _PARTICLES for word in words) <= 4
        and all(_is_capitalised(word) or word.lower() in _PARTICLES for word in words)
        and not is_position(text)
        and not PLACE.match(text)
        and not text.startswith("The ")
        and known_outlets().named(text) is None
    )


def without_place(name: str) -> str:
    """The name without "in Northfield" or "i Stockholm"; "Josep Puig i Cadafalch" stays whole."""
    is_catalan = name.partition(" ")[0].casefold() in _CATALAN
    return name if is_catalan and " i " in name else _PLACED.sub("", name)


def without_role(text: str) -> str:
    """The name in "LORNA PETTIFER Associated Press Writer", with no comma before the role."""
    words = text.split()
    for count in range(2, min(len(words) - 1, _LONGEST_NAME) + 1):
        name, role = " ".join(words[:count]), " ".join(words[count:])
        if is_position(role) and not is_position(name) and is_person(name):
            return name
    return text


def without_stop(name: str) -> str:
    """The name without a full stop that does not belong to an initial or "Jr."."""
    last = name.rpartition(" ")[2].lower()
    return name if len(last) <= 2 or last in SUFFIXES else name.rstrip(" .")


def capitalised(name: str) -> str:
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


def _is_capitalised(word: str) -> bool:
    """True for "Arcy" and "d'Arcy"."""
    return word[0].isupper() or (word[1:2] in ("'", "’") and word[2:3].isupper())
