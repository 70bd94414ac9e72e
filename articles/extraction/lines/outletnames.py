"""What the names of outlets look like: their last words, and what is too common to be one."""

from __future__ import annotations

from articles.extraction.words.knownoutlets import known_outlets, squeezed
from articles.extraction.words.phrasebook import phrasebook
from articles.extraction.words.vocabulary import folded, vocabulary

_PHRASES = phrasebook("outletnames")

#: The last word of many papers' names.
PAPER = _PHRASES.pattern("paper")
#: Of these, the last words of papers and of little else: not "Republican", "Press" or "Today".
NEWSPAPER = _PHRASES.pattern("named_as_newspaper")
# Words that are no part of a name. It ends before them.
_STOPS = _PHRASES.words("stops")
_IN_NAMES = frozenset({"Reporter"})  # These are part of a name if they have a capital.
_LONGEST_ABBREVIATION = 5
_ABBREVIATIONS = _PHRASES.words("abbreviations")
_SMALL = _PHRASES.words("small")
_NEVER_LAST = _SMALL | _PHRASES.words("never_last")
_MOST_WORDS = 6
_SHORTEST = 3  # letters and digits
# Common words. A name has at least one other.
_COMMON = _PHRASES.words("common")
#: The last words of companies that own outlets.
COMPANY = _PHRASES.pattern("company")
#: What follows the name of a company in a notice.
COMPANY_FORM = _PHRASES.pattern("company_form")


def trimmed(name: str) -> str:
    """``name`` up to a word that belongs to the phrase: "The Paradigm Newsletter"."""
    kept: list[str] = []
    printed = _YEARS.sub("", name).split()
    for place, word in enumerate(printed):
        # "The Hollywood Reporter", but "a Harbour Courier reporter"
        is_inner = word.rstrip(".,:;") in _IN_NAMES or (
            # "Boats By Night"
            word == "By" and kept and place + 1 < len(printed) and printed[place + 1] != "Email"
        )
        if is_inner:
            kept.append(word)
            continue
        if word == "+" and kept:
            break  # "© 2021 Harbour Post + Quay Publishing"
        if word.casefold().strip(",.") in _STOPS and word.casefold() not in _SMALL:
            break
        kept.append(word)
        is_short = (
            len(word) <= _LONGEST_ABBREVIATION
            and word.casefold().removesuffix(".") in _ABBREVIATIONS
        )
        if word.endswith(".") and word.count(".") == 1 and not is_short and len(word) > 2:
            break  # "© 2023 Harbour Courier. Proudly powered by"
    while kept and kept[-1].casefold() in _NEVER_LAST:
        kept.pop()
    return " ".join(kept).rstrip(" .,;:&’'").removesuffix("’s").removesuffix("'s")


_YEARS = _PHRASES.pattern("years")
_TOP_LEVEL = _PHRASES.pattern("top_level")


def stem(name: str) -> str:
    """``name`` without the top-level domain of a web address, for comparing."""
    name = name.strip(" @.")
    return _TOP_LEVEL.sub("", name) if "." in name else name


def is_site(host: str) -> bool:
    """True for a host that can be the site of an outlet, and not of a network or a service."""
    labels = host.casefold().split(".")
    if len(labels[0]) <= len("www"):
        return False
    return not any(known_outlets().is_never_outlet(label) for label in labels[:-1])


def looks_like_name(name: str) -> bool:
    """True for a name that is not all common words, sections or labels."""
    parts = [word.strip("’'.,&").casefold() for word in name.split()]
    plain = folded(name)
    if (
        not 1 <= len(parts) <= _MOST_WORDS
        or plain in vocabulary().labels
        or plain in vocabulary().lists
    ):
        return False
    if len(parts) == 1 and PAPER.match(name):
        return False  # "The Journal" may be one of any town.
    if len(squeezed(name)) < _SHORTEST or not any(char.isalpha() for char in name):
        return False
    return not all(
        word in _COMMON or word in vocabulary().sections or word.isdigit() for word in parts
    )
