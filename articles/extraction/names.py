"""Names of people as bylines give them."""

from __future__ import annotations

import re
from functools import lru_cache

from articles.extraction.outlets import known_outlets
from articles.extraction.persons import MOST_WORDS, PARTICLES, has_given_name, is_name, name_words
from articles.extraction.vocabulary import folded, vocabulary, words

__all__ = [
    "byline_in",
    "is_name",
    "is_place",
    "is_signed_by_house",
    "names_in",
    "opening_by",
    "presented_in",
    "reporters_in",
    "signed_by",
]

_LABEL_WORDS = (
    r"story|written|words|text|posted|reported|report|analysis|opinion|commentary|column|review|"
    r"reviewed|compiled|authored|interview|submitted|contributed|published|reporting|"
    r"essay|perspective|feature|exclusive|updated|op-ed|blog post|recap|dispatch|profile|"
    r"guest (?:post|column|essay)|special report|"
    r"(?:photos?|photographs|pictures|video) (?:and|&) (?:story|words|text)"
)
_OPENING = re.compile(
    rf"^[^\w\"“‘'(]{{0,3}}(?:"
    rf"(?:(?:{_LABEL_WORDS})(?:(?: and| &|,) (?:photos?|photographs|photography|pictures|images|"
    rf"video|illustrations?))? )?by(?: ?:| [-–—])? (?P<names>\S.*)"
    r"|(?-i:(?:By|BY)(?=[^\W\d_a-z][a-zà-ÿ.’']))(?P<glued>\S.*)"
    r"|(?:text|texte|words|story|authors?|autor|auteur|byline|writers?|reporters?|by) ?: ?"
    r"(?P<labelled>\S.*)"
    r"|(?-i:Von|VON|Par|PAR|Por|POR|Di|Door|DOOR|Av|Af) (?P<foreign>\S.*))$",
    re.IGNORECASE,
)
# Quick looks: what begins so has "by" or a colon near its beginning, or is in another language.
_FOREIGN = re.compile(r"\W{0,3}(?:Von|VON|Par|PAR|Por|POR|Di|Door|DOOR|Av|Af) ")
_LABEL_REACH, _COLON_REACH = 60, 16  # characters
_BY_CAPITAL = re.compile(r"[bB][yY]:? [A-Z]")
# "SPORTS | By Ann Lee", "4 March 2020 by Ann Lee", "Posted in News by Ann Lee"
_INSIDE = re.compile(
    r"^(?P<before>.{1,90}?)(?:\b|(?<=[a-z\d]))by:? (?P<names>(?-i:[A-Z])\S.*)$", re.I
)
_NOT_WRITTEN = re.compile(
    r"\b(?:photo|photograph|picture|image|video|illustrat|edited|directed|produced|translat|reviewed|"
    r"present|sponsor|power|check|comment|design|follow|own|found|creat|caption|repl|art|graphic|"
    r"updated|said|was|were|is|are|be|been|being|the|a|an|to)(?:ed|s|graphy|ions?|ing|ies|er|or|"
    r"ographs?|os?)?\b",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"^\W{0,2}(?:(?:additional )?reporting|report) by:? (?P<names>.+?)"
    r"(?=[;)(\]|/]|\.? *(?:additional |\w+ )?(?:edit(?:ing|ed)|writing|written|produc|reporting)\b"
    r"|\.? *$)",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    r"^(?:By|BY|Written by) (?P<name>(?:[^\W\d_][\w.'’-]* ){1,3}[^\W\d_][\w.'’-]*),"
    r" (?:an?|the|who|is|[A-Z][\w-]*) "
)
_BETWEEN = re.compile(
    r"(\s*(?:[,;]? (?:with |and )?additional reporting (?:by|from) |"
    r",? (?:and|AND) (?=\S)|,? with (?=[^\W\d_a-z])|[,;|•·/&+])\s*|\s+(?:and|und|et) ?$"
    r"| (?:und|et|y|e) (?=[^\W\d_a-z])| [–—-] )",
)
_BARS = words("| • · / – — -")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# From here on a line speaks of something else than names.
_CUT = re.compile(
    r"[@#\[(<{\"“:\d]|\b(?:https?:"
    rf"|{_MONTH}\.? \d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
    r"|(?:mon|tue|wed|thu|fri|sat|sun), |(?<=[a-z] )(?:yesterday|today)\b"
    r"|(?-i:The [A-Z]|(?<=[A-Z] )THE [A-Z])"
    r"|(?:in|at|for|from|on|via|reports?|is|was|of|special to|read more) (?-i:(?=[A-Z\d]|the ))"
    r"|(?:follow(?:ing)?|view|updated|published|posted|last|first|additional|email|contact|see|"
    r"more|bio|share|save|leave|reading|listen|opens|comments?|subscribe|special|edited|editing|photos?|"
    r"photographs?|pictures?|illustrations?|video|images?)\b)|(?<=[a-z]{3})\.\s|\.{2}|…",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,40}\.\w")
# Copying often glues what stood apart on the page.
_GLUE = re.compile(
    r"(?<=[a-zà-ÿ])(?=(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d"
    r"|The [A-Z]|View |Follow|Published|Updated|Posted|Contributor|Reporter|Staff |Editor|Senior )"
    r"|(?<=[a-zà-ÿ]{2})(?=\d|[A-Z]{3})"
    # "Ann DaltonPolitical Editor", but neither "McDonald" nor "FitzGerald"
    r"|(?<=[a-zà-ÿ]{3})(?<!\bFitz)(?=[A-Z][a-z]{3}|[A-Z][a-z]{1,2} [A-Z])"
    r"|(?<=[A-Z]{3})(?=Updated|Published|Posted|(?:STAFF|SENIOR|CONTRIBUTING) [A-Z]|CONTRIBUTOR\b"
    r"|SPECIAL TO)"
)
_TWICE = re.compile(r"^(?P<name>.{5,60}?) ?(?P=name)(?=\W|$)")
_GLUE_MARK = re.compile(r"[A-Z\d](?:(?<=[a-zà-ÿ].)|(?<=[A-Z]{3}[UPSC]))")  # a quick look
_TWICE_FROM, _TWICE_TO = 5, 66  # where on a line its beginning is said again
_GLUED_ADDRESS = re.compile(  # "Ann Leeann.lee@": an address often begins with the first name
    r"^([^\W\d_]{3,15})((?: [\w.'’-]{1,20}){0,2} [\w.'’-]{1,20}?)(?=\1[\w.]{0,30}@)", re.IGNORECASE
)
# What may follow a name that no "By" announces.
_REST = re.compile(
    rf"[@#]|\d{{1,2}}$|\d{{1,4}}[-/.:]\d|\d{{1,2}}(?:st|nd|rd|th)?,? {_MONTH}"
    r"|\d+ (?:sec|min|hour|day|week|month)|[\[(](?:email|@|[A-Z])|[\w.+-]{1,64}@|https?:"
    r"|(?-i:(?:in|at|for|from|via|reports? from) (?:the )?(?:[A-Z][\w.&’'-]*,? ?){1,5}$)"
    rf"|(?-i:The [A-Z])|(?:at|on) \d|(?:on )?{_MONTH}\b"
    r"|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?(?: |$)|for mail ?online$"
    r"|(?:view (?:more|all|profile|bio|author)|follow(?:ing)?|updated|published|posted|last|first|"
    r"email|contact|staff|senior|contributor|contributing|special to|yesterday|today)\b"
    r"|\.\s+(?:updated|published|posted|last)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r",? (Jr|Sr|II|III|IV)\b\.?")
_DEGREE = re.compile(r",? (?:M\.?D|Ph\.? ?D|M\.?B\.?A|Esq|J\.D|R\.D|R\.N)\b\.?(?=$|[\s,|])")
_TITLE = re.compile(
    r"^(?:dr|prof|professor|sir|dame|rep|sen|gov|gen|col|capt|maj|lord|lady|rabbi|fr|mr|mrs|ms|"
    r"miss|rev)\b\.? ",
    re.IGNORECASE,
)
_LABEL_WORDS_MOST = 3
_BARS_AFTER_LABELS = ("|", "•", "·", "/")
_LONGEST_LINE = 160  # characters; a longer line that begins with "By" is prose
_MOST_CHARACTERS = 400  # in a list of names
_MOST_TITLE = 8  # words
_MOST_BEFORE = 4  # words of a role before a name
_MOST_LOWER = 9  # words in lower case in a byline; more are prose


@lru_cache(maxsize=1024)  # several rules look at the same lines of one page
def names_in(text: str, *, signed: bool = False) -> tuple[str, ...]:
    """The names in a list such as ``Ann Lee, Bo Ek and Cy Vance, Staff Writers``.

    Empty if ``text`` is anything but names, with a role, an outlet, a place or a date after them.
    """
    found: list[str] = []
    if not text or text.islower() or not (signed or _may_begin(text)):
        return ()
    if "@" in text:
        text = _GLUED_ADDRESS.sub(r"\1\2 ", text[:_LONGEST_LINE])
    text = text[:_MOST_CHARACTERS]
    if text.find(text[:_TWICE_FROM], _TWICE_FROM, _TWICE_TO) > 0:
        text = _TWICE.sub(r"\1", text)  # a portrait's label and the name
    if _GLUE_MARK.search(text):
        text = _GLUE.sub(" | ", text)
    plain = _SUFFIX.sub(r" \1", _DEGREE.sub("", text))
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
            continue  # the second word of a place: "in Austin, Texas and Bo Ek"
        elif signed or rest or _REST.match(part) or _is_beside_names(part):
            break
        else:
            return ()
    return tuple(dict.fromkeys(found))


def _may_begin(text: str) -> bool:
    """False where the first two words show at once that no name begins: for speed alone."""
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
    """What of ``part`` may be a name, and what stands after it."""
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
    pieces = part.split(maxsplit=_MOST_BEFORE + 1)
    if name_words().roles.isdisjoint(map(folded, pieces)):
        return part
    for end in range(min(len(pieces) - 2, _MOST_BEFORE), 0, -1):
        role = pieces[:end]
        is_lower = all(word.islower() for word in role)
        if folded(role[-1]) in name_words().roles and (is_lower or _is_title(role)):
            return " ".join(pieces[end:])
    return part


def _is_place_in_capitals(pieces: list[str], start: int) -> bool:
    """True for "NEW DELHI" after "Ann Lee": the list of places tells it from a surname."""
    after = pieces[start:]
    return (
        all(word.isupper() for word in after)
        and not " ".join(pieces[:start]).isupper()
        and is_place(" ".join(after))
    )


def _is_title(after: list[str]) -> bool:
    """True for "Senior Political Editor": words that are no part of names, a role the last."""
    listed = name_words()
    folds = [folded(word) for word in after]
    roles = [at for at, word in enumerate(folds) if word in listed.roles]
    known = (listed.never, listed.alone, vocabulary().sections)
    return (
        bool(roles)
        and len(after) <= _MOST_TITLE
        and all(any(word in some for some in known) for word in folds[: roles[0]])
    )


def is_place(name: str) -> bool:
    """True if a word of ``name`` stands in the names of places."""
    return any(folded(word) in name_words().places for word in name.split()[:MOST_WORDS])


def _is_beside_names(text: str) -> bool:
    """True for what follows the names in a byline: a role, an outlet, an organisation, a place."""
    listed = name_words()
    folds = [folded(word) for word in text.split()[:12]]
    return (
        _is_outlet(text)
        or not listed.never.isdisjoint(folds)
        or not listed.roles.isdisjoint(folds)
        or not listed.places.isdisjoint(folds)
    )


def byline_in(text: str) -> tuple[str, ...]:
    """The names in a line that begins with "By" or "Written by"; empty if it is no byline."""
    if len(text) > _LONGEST_LINE:
        return ()
    signed = signed_by(text) or opening_by(text)
    if not signed or sum(word[0].islower() for word in signed.split()) > _MOST_LOWER:
        return ()  # "By Ann Lee's account, it all began when"
    return names_in(signed, signed=True)


def presented_in(text: str) -> tuple[str, ...]:
    """The name in a byline that goes on to present it: "By Ann Lee, a writer who lives in …"."""
    match = _PRESENTED.match(text)
    name = match["name"] if match else ""
    return (name,) if name and is_name(name, signed=True) and has_given_name(name) else ()


def is_signed_by_house(text: str) -> bool:
    """True for "By Reuters", "By Staff", "By our correspondent": a byline that names nobody."""
    signed = signed_by(text)
    if not signed or len(signed.split()) > MOST_WORDS or byline_in(text):
        return False
    return known_outlets().leading(signed) is not None or any(
        folded(word) in name_words().never for word in signed.split()
    )


def reporters_in(text: str) -> tuple[str, ...]:
    """The names in an agency's closing credit, ``(Reporting by Ann Lee; editing by Bo Ek)``."""
    match = _REPORTING.match(text[:400]) if "report" in text[:24].lower() else None
    return names_in(match["names"], signed=True) if match else ()


def signed_by(text: str) -> str:
    """What stands after "By" in a line that begins so; "" if none does."""
    match = _OPENING.match(text) if len(text) <= _LONGEST_LINE and _may_open(text) else None
    if match is None:
        return ""
    if match["foreign"]:  # "Di", "Von" and "Por" begin headlines too
        return match["foreign"] if names_in(match["foreign"]) else ""
    return next(group for group in match.groups() if group)


def _may_open(text: str) -> bool:
    """False where a quick look shows that a line does not begin so: most lines do not."""
    return (
        "by" in text[:_LABEL_REACH].lower()
        or ":" in text[:_COLON_REACH]
        or _FOREIGN.match(text) is not None
    )


def opening_by(text: str) -> str:
    """What follows a "by" after a label or a date; "" if the line reads as prose."""
    match = _INSIDE.match(text) if _BY_CAPITAL.search(text, 1) else None
    if match is None or _NOT_WRITTEN.search(match["before"]):
        return ""
    before = match["before"].rstrip()
    if match["names"].startswith(before) and is_name(before):
        return match["names"]  # a portrait's label, and the byline
    most = _LABEL_WORDS_MOST * (2 if before.endswith(_BARS_AFTER_LABELS) else 1)
    is_label = len(before.split()) <= most and (
        before.endswith((*_BARS_AFTER_LABELS, "-", "–", "—", ":", ",", "]")) or before.isupper()
    )
    starts = re.match(r"\W*(?:posted|published|exclusive|guest|opinion|special)\b", before, re.I)
    is_dated = (
        bool(re.search(r"\d", before))
        and sum(word[0].islower() for word in before.split()) <= _LABEL_WORDS_MOST
    )
    return match["names"] if is_label or starts or is_dated else ""


def _capitalised(name: str) -> str:
    plain = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return re.sub(r"\bMc([a-z])", lambda found: "Mc" + found[1].upper(), plain)
