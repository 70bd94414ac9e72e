"""The names of people, as they stand in bylines."""

from __future__ import annotations

import re

from articles.extraction.words.caches import cached_by_line
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.persons import MOST_WORDS, PARTICLES, is_name, name_words
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, folded, vocabulary

_PHRASES = phrasebook("names")

__all__ = ["is_name", "is_place", "names_in"]

# Between names, and where they end
_BETWEEN = _PHRASES.pattern("between")
_CUT = _PHRASES.pattern("cut")
_BARS = frozenset((*BARS, *DASHES, "-"))
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,40}\.\w")
# The places between parts that copying has joined: "Ann DaltonPolitical Editor"
_GLUE = _PHRASES.pattern("glued")
_TWICE = re.compile(r"^(?P<name>.{5,60}?) ?(?P=name)(?=\W|$)")
# A text that ``_GLUE`` splits has one of these.
_GLUE_MARK = re.compile(r"[A-Z\d](?:(?<=[a-zà-ÿ].)|(?<=[A-Z]{3}[UPSC]))")
# If ``_TWICE`` matches a text, so many of its first characters are repeated before this index.
_TWICE_FROM, _TWICE_TO = 5, 66
# "Ann Leeann.lee@": many addresses begin with the first name.
_GLUED_ADDRESS = re.compile(
    r"^([^\W\d_]{3,15})((?: [\w.'’-]{1,20}){0,2} [\w.'’-]{1,20}?)(?=\1[\w.]{0,30}@)", re.IGNORECASE
)
# What may follow a name that no "By" announces
_REST = _PHRASES.pattern("rest")
# "Ann "Bob" Lee"
_NICKNAME = re.compile(r"([^\W\d_][\w.'’-]*) ([\"“][^\"“”\d]{2,24}[\"”]) ([^\W\d_][\w'’-]*)")
_SUFFIX = _PHRASES.expression("suffix")
_DEGREE = _PHRASES.pattern("degree")
_TITLE = _PHRASES.pattern("title")
_LONGEST_LINE = 160  # characters: Longer lines are prose, and only their beginning is searched.
_LONGEST_LIST = 400  # characters of a list of names that are read
_MOST_TITLE_WORDS = 8  # Longer titles are prose.
_MOST_ROLE_WORDS = 4  # before a name: "Senior Foreign Policy Correspondent Ann Lee"
_MOST_WORDS_BESIDE = 12  # Of what stands beside a name, so many words are read.


@cached_by_line
def names_in(text: str, *, signed: bool = False) -> tuple[str, ...]:
    """The names in a list such as ``Ann Lee, Bo Ek and Cy Vance, Staff Writers``.

    Only a role, an outlet, a place or a date may follow the names; for any other text the result is
    empty. ``signed``: a word such as "By" announces the names.
    """
    found: list[str] = []
    if not text or text.islower() or not (signed or _may_begin(text)):
        return ()
    if "@" in text:
        text = _GLUED_ADDRESS.sub(r"\1\2 ", text[:_LONGEST_LINE])
    text = text[:_LONGEST_LIST]
    nickname = _NICKNAME.search(text) if '"' in text or "“" in text else None
    if nickname is not None:
        bare = names_in(text[: nickname.start(2)] + text[nickname.end(2) + 1 :], signed=signed)
        pair = f"{nickname[1]} {nickname[3]}"
        return tuple(name.replace(pair, nickname[0]) for name in bare)
    if _may_be_twice(text):
        text = _TWICE.sub(r"\1", text)  # The label of a portrait has run into the name.
    if _GLUE_MARK.search(text):
        text = _GLUE.sub(" | ", text)
    plain = _DEGREE.sub("", text)
    if _SUFFIX.may_match(plain.casefold()):
        plain = _SUFFIX.pattern.sub(r" \1", plain)
    pieces = _BETWEEN.split(plain.strip(" .-–—|,;&/"))
    for joint, part in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        if not part.strip(" .…"):
            continue
        name, rest = _name_at_start(part)
        is_new = not found or not ((joint.strip() in _BARS and rest) or is_place(name))
        is_clear = signed or not rest or _REST.match(rest) or _is_beside_name(rest)
        if is_clear and is_new and is_name(name, signed=signed) and not _is_outlet(name):
            found.append(name if not name.isupper() else _capitalised(name))
        elif not found:
            return ()
        elif " " not in part and not rest:
            continue  # It is the second word of a place: "in Austin, Texas and Bo Ek".
        elif signed or rest or _REST.match(part) or _is_beside_names(part):
            break
        else:
            return ()
    return tuple(dict.fromkeys(found))


def _may_be_twice(text: str) -> bool:
    """False if ``_TWICE`` cannot match, because the first characters are not repeated."""
    return text.find(text[:_TWICE_FROM], _TWICE_FROM, _TWICE_TO) > 0


def _may_begin(text: str) -> bool:
    """False if the first two words show that the text begins with no name. This only saves time."""
    first, _, more = text.lstrip(" .-–—|,;&/'’•·").partition(" ")
    second = more.partition(" ")[0]
    if not first[:1].isupper() or not second[:1].islower():
        return first[:1].isupper()
    return (
        second in PARTICLES
        or not name_words().roles.isdisjoint((folded(first), folded(second)))
        or any(mark in second for mark in "@'’-")
    )


def _is_beside_name(rest: str) -> bool:
    return _is_title(rest.strip(" :").split()) or known_outlets().leading(rest) is not None


def _is_outlet(text: str) -> bool:
    return known_outlets().named(text) is not None


def _name_at_start(part: str) -> tuple[str, str]:
    """The beginning of ``part`` that may be a name, and the rest."""
    part = _without_role(_TITLE.sub("", part.strip(" .-–—,'’")))
    cut = _CUT.search(part, 0, _LONGEST_LINE)
    end = cut.start() if cut else len(part)
    address = _ADDRESS.search(part) if "@" in part else None
    end = min(end, address.start()) if address else end
    name, rest = part[:end], part[end:]
    pieces = name.split()
    for start in range(2, min(len(pieces), MOST_WORDS)):
        after = pieces[start:]
        # "Ann Lee Fox News", "Ann Lee Senior Political Editor"
        if _is_outlet(" ".join(after)) or _is_title(after) or _is_place_in_capitals(pieces, start):
            return " ".join(pieces[:start]), " ".join(after) + rest
    return name.strip(" .-–—,'’"), rest


def _without_role(part: str) -> str:
    """``part`` without the role before a name: "Political Correspondent Ann Lee"."""
    pieces = part.split(maxsplit=_MOST_ROLE_WORDS + 1)
    if name_words().roles.isdisjoint(map(folded, pieces)):
        return part
    for end in range(min(len(pieces) - 2, _MOST_ROLE_WORDS), 0, -1):
        role = pieces[:end]
        is_lower = all(word.islower() for word in role)
        if folded(role[-1]) in name_words().roles and (is_lower or _is_title(role)):
            return " ".join(pieces[end:])
    return part


def _is_place_in_capitals(pieces: list[str], start: int) -> bool:
    """True for "NEW DELHI" after "Ann Lee". The list of places tells it from a surname."""
    after = pieces[start:]
    return (
        all(word.isupper() for word in after)
        and not " ".join(pieces[:start]).isupper()
        and is_place(" ".join(after))
    )


def _is_title(after: list[str]) -> bool:
    """True for "Senior Political Editor": words that are no part of names, and then a role."""
    listed = name_words()
    folds = [folded(word) for word in after]
    roles = [at for at, word in enumerate(folds) if word in listed.roles]
    known = (listed.never, listed.alone, vocabulary().sections)
    return (
        bool(roles)
        and len(after) <= _MOST_TITLE_WORDS
        and all(any(word in some for some in known) for word in folds[: roles[0]])
    )


def is_place(name: str) -> bool:
    """True if a word of ``name`` is in the list of words in names of places."""
    return any(folded(word) in name_words().places for word in name.split()[:MOST_WORDS])


def _is_beside_names(text: str) -> bool:
    """True for what follows the names in a byline: a role, an outlet, an organisation, a place."""
    listed = name_words()
    folds = [folded(word) for word in text.split()[:_MOST_WORDS_BESIDE]]
    return (
        _is_outlet(text)
        or not listed.never.isdisjoint(folds)
        or not listed.roles.isdisjoint(folds)
        or not listed.places.isdisjoint(folds)
    )


def _capitalised(name: str) -> str:
    plain = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), plain)
