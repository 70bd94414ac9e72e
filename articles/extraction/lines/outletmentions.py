"""The outlets that a line names by its words alone, wherever on a page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.extraction.lines.outletnames import trimmed
from articles.extraction.lines.selfnaming import namings
from articles.extraction.words.caches import LineCache
from articles.extraction.words.knownoutlets import KnownOutlet, known_outlets
from articles.extraction.words.persons import has_given_name
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import BARS, DASHES, folded

_PHRASES = phrasebook("outletmentions")

LINE = 90  # characters: Mastheads, bylines and menus are no longer.
_LONGEST_BEGINNING = 50  # characters: A longer line is no name with a few words after it.
_SHORTEST_BRAND = 4  # Fewer letters in capitals are an abbreviation.
_DOT = re.compile(r"\.[A-Za-z]")
_ADDRESS = _PHRASES.pattern("address")
_SPLIT = re.compile(
    rf"\s*[{BARS}{DASHES},>»]\s*|\s+-\s+|\s+for\s+|(?<=[a-z])(?=The [A-Z]|[A-Z]{{2,}})|\s{{2,}}"
)
_BAR = re.compile(f"[{BARS}{DASHES},>»]")
_RUN_ON = re.compile(r"[A-Z](?<=[a-z].)(?:[A-Z]|(?<=T)he [A-Z])")
_CREDIT = _PHRASES.pattern("credit")
# A short paragraph with one of these words speaks to readers, also in the middle of a story.
_TO_READERS = _PHRASES.words("addressing")
_LONGEST_NOTICE = 300  # characters: A longer paragraph with such a word is prose.
_FEWEST_WORDS = 3  # in a line in which a name is looked for everywhere
_LONGEST_LISTED = 60  # characters of a name in a list
# A word with which a name may begin ("Harbour", "Ámbito", "iMore"), and the next word.
_BEGINNING = re.compile(r"(?<![\w’'.@/-])(?:[^\Wa-z_]|[a-z]{1,3}(?= ?[A-Z]))[\w’'&+-]*(?= ?(\S*))")
_CAPITALS = re.compile(rf"\b[A-Z]{{{_SHORTEST_BRAND},}}\b")
_OF_PAPERS = _PHRASES.pattern("of_papers")
_NO_PLACE = _PHRASES.words("no_place")
_SOURCES = ("SOURCE", "Source")
_SOURCE = _PHRASES.pattern("source")

#: A kind of evidence for an outlet (see ``fields.outlet.rules``), and the name or address in it.
Mention = tuple[str, str]


@dataclass(frozen=True, slots=True)
class OutletLine:
    """The outlets in one line that is no prose.

    ``mentions`` are phrases, addresses and slogans. ``outlet`` is a known outlet whose name is the
    whole line. ``parts`` are the pieces of the line between bars, and ``known`` those of them that
    begin with the name of a known outlet. ``begins``: the whole line does.
    """

    mentions: tuple[Mention, ...] = ()
    outlet: KnownOutlet | None = None
    parts: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    begins: bool = False


#: A line that names no outlet.
NO_OUTLET = OutletLine()


def outlet_line(text: str, plain: str, triggers: frozenset[str]) -> OutletLine:
    """The outlets in a line, whose wording is given; ``NO_OUTLET`` for most lines."""
    if len(text) > LINE:
        return _of(tuple(_mentions(text, plain, triggers)))
    return _CACHE.get(text) or _CACHE.store(text, _read(text, plain, triggers))


_CACHE: LineCache[OutletLine] = LineCache()


def _read(text: str, plain: str, triggers: frozenset[str]) -> OutletLine:
    outlets = known_outlets()
    mentions = tuple(_mentions(text, plain, triggers))
    if outlets.with_slogan(plain):
        mentions = (*mentions, ("slogan", text))
    outlet = outlets.named(text.lstrip("@")) if text[0] == "@" else outlets.named(text, plain)
    if outlet is not None:
        return OutletLine(mentions, outlet)
    parts = pieces(text)
    known = tuple([part for part in parts if _is_known(part)])
    if len(parts) == 1:
        begins = bool(known) and len(text) <= _LONGEST_BEGINNING
    else:
        begins = len(text) <= _LONGEST_BEGINNING and _is_known(text)
    if not known and not begins:
        return _of(mentions)
    return OutletLine(mentions, None, parts, known, begins)


def _of(mentions: tuple[Mention, ...]) -> OutletLine:
    return OutletLine(mentions) if mentions else NO_OUTLET


def mentions_in_prose(text: str, plain: str, triggers: frozenset[str]) -> Iterator[Mention]:
    """The phrases and addresses in a paragraph of a story, whose wording is given."""
    is_prose = len(text) > _LONGEST_NOTICE or triggers.isdisjoint(_TO_READERS)
    yield from namings(text, plain, triggers, prose=is_prose)
    for evidence, host in _addresses(text):
        yield "link" if evidence == "domain" else evidence, host


def _mentions(text: str, plain: str, triggers: frozenset[str]) -> Iterator[Mention]:
    yield from namings(text, plain, triggers, prose=False)
    yield from _addresses(text)
    end = text[-LINE:]
    if "or " in end or "/ " in end or ": " in end:
        credit = _CREDIT.search(text, max(0, len(text) - LINE))
        if credit:
            yield "made-for" if credit["made"] else "credit", credit["name"]
    source = _SOURCE.match(text) if text.startswith(_SOURCES) else None
    if source:
        yield "owned", source["name"]


def _addresses(text: str) -> Iterator[Mention]:
    if "." in text and _DOT.search(text):
        for word in text.split():  # To search all of the text would try every letter of it.
            for match in _ADDRESS.finditer(word) if "." in word else ():
                path = word[match.end() :]
                is_cited = path[:1] == "/" and (len(path) > 1 or not text.endswith(word))
                yield "e-mail" if match["mail"] else "link" if is_cited else "domain", match["host"]


def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a line between bars, or where copying has run two together."""
    return tuple([part for part in _SPLIT.split(text) if part]) if _may_split(text) else (text,)


def _may_split(text: str) -> bool:
    """False where ``_SPLIT`` cannot match, because it needs one of these."""
    return bool(
        _BAR.search(text)
        or " - " in text
        or " for " in text
        or "  " in text
        or _RUN_ON.search(text)
    )


def _is_known(part: str) -> bool:
    return known_in(part, has_phrase=False) is not None


def known_in(text: str, *, has_phrase: bool) -> KnownOutlet | None:
    """The known outlet that ``text`` begins with, with or without the name's article.

    ``has_phrase``: a phrase stands before the name, and the article may be part of it.
    """
    bare = text[len("the ") :] if text[:4].casefold() == "the " else text
    outlet = _leading(text) if text[:1] != "t" else None
    if outlet is None and has_phrase:
        outlet = _leading(f"The {bare}")
        if outlet is not None and outlet.ordinary and bare is text:
            return None  # "the daily National newsletter" is not one of The National.
    return outlet if outlet is not None or bare is text else _leading(bare)


def listed_in(text: str, words: Sequence[str]) -> list[tuple[KnownOutlet, int]]:
    """The known outlets whose names are anywhere in a text, each once, and where they begin.

    ``words`` are those of the text, folded.

    Names that are also common words do not count here, and labels of one or two words are left to
    ``outlet_line``.
    """
    known = known_outlets()
    if len(words) < _FEWEST_WORDS:
        return []
    if not known.may_be_in(words) and (
        known.common_words.isdisjoint(words)
        or known.common_words.isdisjoint(map(str.casefold, _CAPITALS.findall(text)))
    ):
        return []
    may_begin, first_words = known.may_begin, known.first_words
    found: dict[str, tuple[KnownOutlet, int]] = {}
    longer = ""
    for word in _BEGINNING.finditer(text):
        first = word.group()
        if first.isalnum() and first.casefold() not in first_words:
            continue  # Most words are seen to begin no name without a call.
        if may_begin(first, word[1]):
            start = word.start()
            outlet = known.leading(text[start : start + _LONGEST_LISTED])
            if outlet is None or (first.islower() and not outlet.name.startswith(first)):
                continue
            rest = text[start : start + len(outlet.name)]
            if longer.endswith(rest) and text.endswith(longer, 0, start + len(rest)):
                continue  # The Post in "The Harbour Post"
            if first != "The" and _ends_longer_name(text, start):
                continue
            longer = rest
            if not outlet.ordinary or (
                len(first) >= _SHORTEST_BRAND and _is_in_capitals(first, text)
            ):
                found.setdefault(outlet.key, (outlet, start))
    return list(found.values())


def _ends_longer_name(text: str, start: int) -> bool:
    """True for a name that is only the end of another paper's: "Daily Mail" in "Quay Daily Mail".

    It consists of words that are in many papers' names, and a word that may be a place stands
    before it.
    """
    if text[start - 1 : start] != " " or not _OF_PAPERS.match(text, start):
        return False
    before = text[:start].split()
    word = before[-1]
    if not word[0].isupper() or not word.isalpha() or word.casefold() in _NO_PLACE:
        return False
    # "Ann Lee Daily Mail"
    return not (len(before) > 1 and before[-2].isalpha() and has_given_name(before[-2]))


def _is_in_capitals(word: str, text: str) -> bool:
    """True for a word in capitals in a text that is not: "exclusive to HARBOUR readers"."""
    return word.isupper() and not text.isupper()


def is_branded(text: str, outlet: KnownOutlet) -> bool:
    """True where the name is set off from other words.

    Capitals do so ("More Great HARBOUR Stories"), and so does a longer name of the same outlet
    ("Vox Sentences").
    """
    first, _, rest = text.partition(" ")
    if len(first) >= _SHORTEST_BRAND and first == outlet.name.upper() and not rest.isupper():
        return True
    plain = folded(text)
    return any(
        " " in alias.removeprefix("The ") and plain.startswith(folded(alias))
        for alias in outlet.aliases
    )


def _leading(text: str) -> KnownOutlet | None:
    """The known outlet that ``text`` begins with. If its name is ordinary, it must be all of it."""
    known = known_outlets()
    outlet = known.leading(text) or (known.named(text) if " " not in text else None)
    if outlet is None or not text or (text[0].islower() and not text.startswith(outlet.name[:2])):
        return None
    if outlet.ordinary and known.named(trimmed(text)) is not outlet:
        return outlet if is_branded(text, outlet) else None  # "Independent Harbour Trust"
    return outlet
