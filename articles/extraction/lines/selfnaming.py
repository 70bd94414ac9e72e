"""The phrases in which a page names itself: ``© 2020 X``, ``Subscribe to X``, ``told X``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from articles.extraction.words.months import CAPITALISED
from articles.extraction.words.vocabulary import words

Cue = Literal[
    "copyright",
    "newsletter",
    "appeal",
    "more",
    "follow",
    "about",
    "told",
    "heard",
    "work",
    "bio",
    "owned",
    "product",
    "staff",
    "staffer",
    "thanks",
    "app",
]


class Naming(NamedTuple):
    """A phrase that names the page's outlet: the words from where the name begins (or alone)."""

    cue: Cue
    name: str


# A name as pages print it; bounded, so that matching stays linear.
_WORD = r"[A-Z0-9+][\w’'.&+-]*"
_JOINT = r"(?:of|and|the|for|on|in|de|la|le|y|&)"
_NAME = re.compile(rf"(?:[Tt]he )?{_WORD}(?: (?:{_JOINT} ){{0,2}}{_WORD}){{0,5}}")
_NAME_BEFORE = re.compile(rf"(?<![\w’'])({_NAME.pattern})[\s.,|:–—-]*$")
_REACH = 60  # characters: how far before a phrase its name may begin

_YEARS = r"(?:\s*(?:©|\(c\)|copyright|by|[-–,:]|present|\d{4}\b|(?:all )?contents))*"
_BEFORE: dict[Cue, str] = {
    "copyright": rf"(?:©|\(c\)|\bcopyright\b){_YEARS}\s*",
    "newsletter": r"\b(?:subscribe (?:now )?to|subscription to|sign(?:ing)? up (?:for|to)|"
    r"newsletters? from|keep up with|delivered by|"
    r"e?mails? (?:alerts )?from|news from|updates from|stories from)"
    r"(?: (?:our|a|(?-i:the)|free|daily|weekly))*\s+",
    "appeal": r"(?:^(?:please )?support|\b(?:by|for) supporting|\bmessage from|contribution "
    r"to|donate to|analysis from|"
    r"whitelist|written permission of|"
    r"permission from|issue of|journalism from|(?:reflect|represent)(?: [a-z]+){1,6} of|"
    r"^add(?= [A-Z0-9][\w’'. ]{1,40} (?:as|to) (?:an?|your) (?:preferred|trusted) source))\s+",
    "thanks": r"\bthank(?:s| you) for (?:visiting|reading|joining|choosing|supporting)\s+",
    "more": r"\b(?:(?:more|latest|trending|popular|stories|headlines|now|most (?:read|popular|"
    r"viewed)|must-reads|"
    r"(?:news|reviews|articles|posts)|appeared first)(?: now)? (?:from|on|at|by)|"
    r"^more (?:great|top|must-read|of)|^browse)\s+",
    "product": r"\bsign up for (?:the|our) newsletter\s+",
    "follow": r"\bfollow(?: us)?(?: on)?[\s:“\"@]*",
    "told": r"\b(?:told|tells|spoke (?:exclusively )?(?:to|with)|explained to|shared with|"
    r"issued to|e-?mailed to|confirmed to|contacted by|(?:requests?|questions?) (?:for comment )?"
    r"(?:from|by)|(?:for )?comment from)\s+",
    "heard": r"\b(?:interview with|speaking (?:to|with)|statement to|"
    r"(?:obtained|seen|reviewed|viewed|investigation|analysis) by)\s+",
    "work": r"\b(?:(?:compiled|gathered|analy[sz]ed|interviewed|surveyed|approached) by|"
    r"\b(?:declined to speak|did not speak) (?:to|with))\s+",
    "bio": r"\b(?:writer|reporter|correspondent|editor|columnist|contributor|producer|"
    r"journalist|fellow|critic|"
    r"blogger|intern|staff|works?|writes?|written|members?|covers(?: [\w-]+){1,4})(?: "
    r"[a-z]+){0,5} (?:for|at|with|of)(?-i: the)?\s+",
}
# A phrase is looked for only in a text that has one of its words: most texts have none.
_WORDS: dict[Cue, str] = {
    "copyright": "© c copyright",
    "newsletter": "subscribe subscription sign signing newsletter newsletters email emails mail "
    "mails alerts news updates stories keep delivered",
    "appeal": "support supporting message contribution donate analysis whitelist "
    "permission issue reflect represent preferred trusted journalism",
    "more": "more latest trending popular stories headlines now read viewed reads news reviews "
    "articles posts appeared browse",
    "thanks": "thank thanks",
    "product": "newsletter",
    "follow": "follow",
    "told": "told tells spoke explained shared issued mailed emailed confirmed contacted question "
    "questions request requests comment",
    "heard": "interview speaking statement obtained seen reviewed viewed investigation analysis",
    "work": "compiled gathered analyzed analysed interviewed surveyed approached speak",
    "bio": "writer reporter correspondent editor columnist contributor producer journalist fellow "
    "critic blogger intern staff work works write writes written member members covers",
}
# The words are common, the phrases rare: in folded text one of these is in every one of them.
_PARTS: dict[str, tuple[str, ...]] = {
    cue: tuple(line.split("|"))
    for cue, line in {
        "newsletter": " to| up | from|keep up with|delivered by",
        "appeal": "support|message from|contribution to|donate to|analysis from|whitelist|"
        "permission of|permission from|issue of|journalism from|reflect|represent|add ",
        "more": " from| on| at| by|more |browse",
        "told": "told |tells |spoke |explained to|shared with|issued to|mailed to|confirmed to|"
        "contacted by|request|question|comment from",
        "heard": "interview with|speaking |statement to|obtained by|seen by|viewed by|"
        "investigation by|analysis by",
        "work": " by|to speak|not speak",
    }.items()
}
_AFTER_WORDS = words(
    "© c reserved newsletter newsletters app cookies earn receive learned help responsible "
    "registered trademark subsidiary part committed owned published funded staff staffer staffers "
    "team reporter media store shop podcast podcasts limited inc llc ltd terms privacy preferred "
    "video videos archive recap"
)
_CUES = {cue: re.compile(form, re.IGNORECASE) for cue, form in _BEFORE.items()}
_CUES_OF: dict[str, list[Cue]] = {}
for _name, _line in _WORDS.items():
    for _word in _line.split():
        _CUES_OF.setdefault(_word, []).append(_name)
_GLUED = ("©", "follow")
_BIO = re.compile(
    r"[A-Z][\w.’-]+(?: (?:& )?[A-Z][\w.’-]+){0,4}(?: and [A-Z][\w.’-]+){0,3},? "
    r"(?:is|are|was|currently|works?|writes?|covers?)\b"
)
# Those by which a page names itself in the middle of prose.
_IN_PROSE = frozenset({"thanks", "told", "heard", "work", "bio", "copyright", "appeal"})
# At the beginning of a short line only.
_OPENERS = re.compile(
    r"(?:about|contact|advertise (?:with|in|on)|work (?:for|at)|careers at|search|shop|get|"
    r"get the|download|"
    r"download the|visit|meet|read|inside|more|want more|ask|welcome to|why|how do i "
    r"whitelist|stay connected with|"
    r"join(?! the conversation)|powered by|click here to get the|click to get the|source:?)"
    r"(?-i: the)?\s+",
    re.IGNORECASE,
)
_OPENING_WORDS = words(
    "about contact advertise work careers search shop get download visit meet read inside more "
    "want ask welcome why how stay join powered click source"
)
# No phrase is in a text without one of these words, "©" or "follow".
_WORK_WORDS = words("understands reached reveal tracker review tally database analysis found")
NAMING_WORDS = _OPENING_WORDS | _CUES_OF.keys() | _AFTER_WORDS | _WORK_WORDS
_OPENED = 70  # characters of such a line
# What stands after the outlet's own name.
_AFTER = re.compile(
    r"(?P<copyright>©|\(c\)\s|all rights reserved)|"
    r"(?P<newsletter>\b(?:daily |weekly )?newsletters?\b)|(?P<app>\bapp\b)|"
    r"(?P<product>\b(?:videos?|archive|(?:weekly|daily) recap)\b)|"
    r"(?P<staff>\bstaff(?:ers?)?\b)|"
    r"(?P<owned>\b(?:uses? cookies|may (?:earn|receive)|has learned|needs your help|is not "
    r"responsible|terms (?:and|&|of)|privacy policy|as a preferred source|"
    r"is a (?:registered|trademark|subsidiary)|(?:are|is) registered|is part of the|is "
    r"(?:committed|owned|published|funded)|"
    r"team\b|reporter\b|media\b|store\b|shop\b|podcasts?\b|limited\b|inc\b|llc\b|ltd\b))",
    re.IGNORECASE,
)
_DEEDS = (
    r"(?P<copyright>©|(?i:all rights reserved))|"
    r"(?P<owned>\b(?:has learned|may earn|may receive|is funded by)\b)|"
    r"(?P<work>\b(?:spoke (?:to|with)|(?:has |have )?(?:reached out|contacted|approached)\b|"
    r"understands\b|can (?:exclusively )?reveal|investigation (?:found|has)|"
    r"(?:analysis|review) found))"
)
_AFTER_IN_PROSE = re.compile(_DEEDS)
# What a house keeps is dear to look for: an expression that begins with any word.
_AFTER_WITH_KEPT = re.compile(
    rf"{_DEEDS}|(?P<heard>\b(?:[a-z]+ )?(?:tracker|review of|analysis of|tally of|database of)\b)"
)
_KEPT = ("tracker", "review of", "analysis of", "tally of", "database of")
_PHRASES_AFTER_IN_PROSE = (
    *_KEPT,
    "rights reserved",
    "has learned",
    "may earn",
    "may receive",
    "is funded by",
    "spoke ",
    "reached out",
    "contacted",
    "approached",
    "understands",
    " reveal",
    " found",
    "investigation has",
)
# A writer who is more than of the staff may write for another house.
_GUEST = re.compile(r"\bfreelance|\band (?:an?|the) (?:writer|author|contribut|professor|fellow)")
_STAFFER = re.compile(
    r"(?:[Ww]riter|[Rr]eporter|[Cc]orrespondent|[Ee]ditor) (?:at|for|with) (?:the )?$"
)
# Others' words are dated: "told X last year", "told X's Ann Lee", "had told X".
_POSSESSIVE = re.compile(r"['’]s\b")
_LATER = re.compile(
    r"\s+(?:last|earlier|at the time|back in|in (?:\d{4}|an? [a-z ]*interview|"
    rf"(?:{CAPITALISED})\b))"
)
_HAD = "had "
# After these a biography tells of other houses.
_FORMER = (
    "reviously",
    "ormerly",
    "efore ",
    "rior to",
    "started ",
    "began ",
    "has ",
    "have ",
    "author of",
)
_ELSEWHERE = re.compile(
    r"\b(?:previously|formerly|before (?:that|joining|coming)|prior to|(?:started|began) (?:out )?"
    r"(?:his|her|their)|(?:has|have) (?:also )?(?:appeared|been (?:published|featured)|written|"
    r"worked|reported|published)|author of)\b",
    re.IGNORECASE,
)


def before_former(text: str) -> str:
    """A biography up to where it tells of the houses for which a writer worked before."""
    if not any(map(text.__contains__, _FORMER)):
        return text
    former = _ELSEWHERE.search(text)
    return text[: former.start()] if former else text


def namings(text: str, plain: str, cues: frozenset[str], *, prose: bool) -> Iterator[Naming]:
    """Every phrase in ``text`` after or before which a page's own name would stand.

    ``plain`` is the text folded; ``cues`` has, at the least, those words of it that are in
    ``NAMING_WORDS``. In prose, only the phrases that a story itself uses.
    """
    told = cues & NAMING_WORDS
    glued = [word for word in _GLUED if word in plain]
    if glued:
        told = told.union(glued)
    if not told:
        return
    if prose:
        after = _AFTER_WITH_KEPT if any(map(plain.__contains__, _KEPT)) else _AFTER_IN_PROSE
        is_followed = any(map(plain.__contains__, _PHRASES_AFTER_IN_PROSE))
    else:
        after = _AFTER
        is_followed = not _AFTER_WORDS.isdisjoint(told)
    for cue in sorted({cue for word in told for cue in _CUES_OF.get(word, ())}):
        if prose and (cue not in _IN_PROSE or (cue == "bio" and not _BIO.match(text))):
            continue
        parts = _PARTS.get(cue)
        if parts is not None and not any(map(plain.__contains__, parts)):
            continue
        end = len(before_former(text)) if prose and cue == "bio" else len(text)
        is_one = cue == "bio" and len(_CUES[cue].findall(text, 0, end)) == 1
        for match in _CUES[cue].finditer(text, 0, end):
            name = _NAME.match(text, match.end())
            if name is None:
                continue
            if (cue == "told" and _is_quoted(text, match, name)) or (
                cue == "bio" and _GUEST.search(text)
            ):
                yield Naming("heard", name.group())
            elif is_one and _STAFFER.search(match.group()):
                yield Naming("staffer", name.group())
            else:
                yield Naming(cue, name.group())
    if len(text) <= _OPENED and plain.partition(" ")[0].rstrip(":") in _OPENING_WORDS:
        opener = _OPENERS.match(text)
        name = _NAME.match(text, opener.end()) if opener else None
        if name:
            yield Naming("about", name.group())
    if (is_followed or "©" in told) and " " in text:
        for match in after.finditer(text):
            start = max(0, match.start() - _REACH)
            before = _NAME_BEFORE.search(text[start : match.start()])
            if before:
                yield Naming(_cue(match), before.group(1))


def _is_quoted(text: str, phrase: re.Match[str], name: re.Match[str]) -> bool:
    """True for words that were said to another house, before: "had told X", "told X in 2018"."""
    return (
        text.endswith(_HAD, 0, phrase.start())
        or _POSSESSIVE.search(name.group()) is not None
        or _LATER.search(name.group()) is not None
        or _LATER.match(text, name.end()) is not None
    )


_AFTER_CUES: tuple[Cue, ...] = (
    "copyright",
    "newsletter",
    "owned",
    "product",
    "staff",
    "app",
    "work",
    "heard",
)


def _cue(match: re.Match[str]) -> Cue:
    return next(cue for cue in _AFTER_CUES if cue == match.lastgroup)
