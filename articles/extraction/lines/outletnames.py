"""What the names of outlets look like: their last words, and what is too common to be one."""

from __future__ import annotations

import re

from articles.extraction.words.knownoutlets import known_outlets, squeezed
from articles.extraction.words.vocabulary import folded, vocabulary, words

# The last word of many papers' names.
PAPER = re.compile(
    r"\b(?:News|Times|Post|Herald|Gazette|Tribune|Journal|Chronicle|Star|Echo|Courier|Mail|"
    r"Express|Telegraph|"
    r"Observer|Guardian|Weekly|Record|Standard|Review|Magazine|Press|Reporter|Advertiser|"
    r"Mercury|Argus|"
    r"Examiner|Inquirer|Enquirer|Bulletin|Sentinel|Register|Dispatch|Globe|Sun|Mirror|Monitor|"
    r"Insider|"
    r"Daily|Today|Wire|TV|Radio|Leader|Citizen|Democrat|Republican|Independent|Beacon|Eagle|"
    r"Bee|Ledger)$",
    re.IGNORECASE,
)
# Of these, the last words of papers and of little else: not "Republican", "Press" or "Today".
NEWSPAPER = re.compile(
    r" (?:News|Times|Post|Herald|Gazette|Tribune|Journal|Chronicle|Echo|Courier|Telegraph|"
    r"Observer|Guardian|Weekly|Magazine|Reporter|Advertiser|Argus|Examiner|Inquirer|Enquirer|"
    r"Bulletin|Sentinel|Register|Dispatch|Ledger)$"
)
# Words that are no part of a name. It ends before them.
_STOPS = words(
    """
    inc llc ltd limited plc co. company corp corporation pty gmbh l.p all rights reserved
    newsletter newsletters app apps staff team reporter on via email facebook twitter
    instagram is are and or by to from for in daily's tv+ contributors sans ™ copyright
    reporters writers stories recommends videos
    """
)
_IN_NAMES = frozenset({"Reporter"})  # These are part of a name if they have a capital.
_LONGEST_ABBREVIATION = 5  # characters, as in "Bros."; a longer word with a full stop is the last
_SMALL = frozenset({"and", "for", "on", "in"})  # These are stops only at the end of a name.
_NEVER_LAST = _SMALL | {"of", "the", "&", "de", "la"}
_MOST_WORDS = 6
_SHORTEST = 3  # letters and digits
# Common words. A name has at least one other.
_COMMON = words(
    """
    a about account ad ads alerts all also app apps april article articles at august
    author be best black by christmas click comment contact contributors cookie cookies
    date day december development download email emails events exclusive facebook february
    first for free friday from full get go google guide help here how i in inbox it
    january join july june latest legal login mail march me mobile monday more most my
    newsletter november now october of on online or our page paper photo photos post posts
    print privacy read report reporter rights sales saturday search section september
    service services share shop shopping sign site sites social stories story subscribe
    subscriber subscribers subscription sunday support survey talk terms the these this
    thursday times to today top trump tuesday tv twitter up updates us use via view watch
    good morning evening weekend daily weekly breaking local previous next
    senior staff expert experts
    we wednesday week weekly what who why with women you your authors reporting contents
    content information president biden state washington london house senate congress
    court university police mr ms dr mrs
    """
)
# The last words of companies that own outlets.
COMPANY = re.compile(
    r"\b(?:Holdings?|Media|Communications|Publishing|Publications|Publishers|Group|Ventures|"
    r"Broadcasting|Enterprises|"
    r"Networks?|Interactive|Foundation|Institute|Partners|Limited|Society|Association|Digital|"
    r"Newspapers|International|"
    r"Brands|Technologies|Technology|Industries|Entertainment|Television|Productions|Services|"
    r"Systems)$",
    re.IGNORECASE,
)


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
        if word.casefold().strip(",.") in _STOPS and word.casefold() not in _SMALL:
            break
        kept.append(word)
        if len(word) > _LONGEST_ABBREVIATION and word.endswith(".") and word.count(".") == 1:
            break  # "© 2023 Harbour Courier. Proudly powered by"
    while kept and kept[-1].casefold() in _NEVER_LAST:
        kept.pop()
    return " ".join(kept).rstrip(" .,;:&’'").removesuffix("’s").removesuffix("'s")


_YEARS = re.compile(r"^(?:(?:Copyright|COPYRIGHT|Contents|\d{4}[-–,.]?)\s*)+")
_TOP_LEVEL = re.compile(r"\.(?:com|org|net|co\.\w\w|com\.\w\w|org\.\w\w|\w\w)$", re.IGNORECASE)


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
