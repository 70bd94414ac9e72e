"""Words that ask, and are not asked for: "articles by …", "what did … say about …".

They need not stand in an article. One that has them ranks higher, since the search may be a
headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from search.language.lexemes import Kind, Lexeme
from search.text.folding import fold
from search.text.words import is_stop

#: A longer text was copied from somewhere.
_MOST_WORDS: Final = 16

_REQUEST: Final = r"""(?: (?:(?:please|can|could|you)\ )*+
    (?: (?:show|give|get|find|send|fetch|list) (?:\ (?:me|us))?+
      | search(?:\ for)?+ | (?:(?:i\ am|i'm|we\ are)\ )?+ (?:look|looking|searching)\ for
      | (?:i|we)\ (?:need|want|would\ like|am\ after) | (?:do|have)\ you\ (?:have|got)
      | (?:is|are)\ there | where\ (?:can|do)\ (?:i|we)\ find | what | which )
    (?:\ to\ (?:see|read|find|get))?+ \  )?+"""
_WHICH: Final = r"""(?: (?:a|an|the|all|any|every|some|of|other|more|recent|latest|newest|old|older|
    earlier|new|your|our|previous|past|these|those|several|many|few) \  )*+"""
_FORM: Final = r"""(?: (?:news|newspaper|press|magazine|media) \  )?
    (?: articles|stories|pieces|columns|reports|reporting|coverage|cuttings|clippings
      | news(?=\ (?:on|about|from|regarding|concerning)\ )
      | (?:article|story|piece|column)(?=\ (?:written\ )?+(?:by|about)\ ) | article(?=\ on\ )
      | (?:information|info|material|anything|everything|something)(?=\ (?:on|about|by)\ ) )"""
_LINK: Final = r"""(?: \ (?:that|which|who|are|is|was|were|have|has|been) )*+
    (?: \ (?:written|published|printed|filed|appearing|dealing|relating|related) )?+
    \ (?: by|about|on|from|in|to|with|regarding|concerning|covering|discussing|mention
      | mentioning )"""
_OF: Final = r"(?:reports|reporting|coverage|cuttings|clippings)\ of"
#: The first words of a request in other languages.
_ELSEWHERE: Final = r"""(?:
      (?:artikel|berichte|beitrage|meldungen|nachrichten)\ (?:uber|von|zu|zur|zum|aus)
    | (?:articles|reportages|nouvelles)\ (?:sur|de|du|des|par|dans)
    | (?:articulos|noticias|notas)\ (?:sobre|de|del|por)
    | (?:articoli|notizie)\ (?:su|sul|sulla|sui|di|del|della|da)
    | (?:artikelen|berichten|nieuws|artikels)\ (?:over|van|door|uit)
    | (?:artigos|noticias|reportagens)\ (?:sobre|de|do|da|por) )"""
_SAY: Final = """(?:say|says|said|saying|think|thinks|thought|write|wrote|written|know|known|happen|
    happened|happening|report|reported|reports|cover|covered|tell|told)"""
_BE: Final = "(?:did|does|do|has|have|had|is|was|were|are|will|would)"

#: Each ``frame`` is words that ask.
_FRAMES: Final = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        rf"(?P<frame>{_REQUEST}{_WHICH}(?:{_FORM}{_LINK}|{_OF}))(?=\ )",
        rf"(?P<frame>{_ELSEWHERE})(?=\ )",
        r".+\ (?P<frame>(?:articles|stories|pieces|columns)(?:\ written)?\ by)\ .+",
        r".+\ (?P<frame>(?:articles|stories|pieces|columns)\ (?:about|from))\ .+",
        r"(?P<frame>written|published)\ (?:by|in)\ ",
        r".+\ (?P<frame>articles)\Z",
        rf"(?:what|why|how|when|where|which|who|whom)\ (?:\w+\ )?{_BE}\ .+"
        rf"\ (?P<frame>{_SAY})(?:\ (?:about|on|of|to|that|in|at|regarding)\ .+|\Z)",
        rf"who\ (?:(?:first|else|has|have|had)\ )*(?P<frame>{_SAY}|broke)\ ",
        rf"what\ (?:{_BE}\ )?(?:been\ |we\ |you\ )*(?P<frame>{_SAY})\ ",
        r"how\ (?P<frame>many|much|long|often)\ ",
        r"(?P<frame>tell)\ (?:me|us)\ ",
    )
)
_REQUESTED: Final = re.compile(rf"{_REQUEST}{_WHICH}", re.VERBOSE | re.IGNORECASE)
_EDGES: Final = re.compile(r"\A[\W_]+|[\W_]+\Z")


def framed(lexemes: Sequence[Lexeme], language: str) -> list[Lexeme]:
    """The lexemes of a search in a language, those marked that only ask. None is marked if nothing
    else would be left, or if the search has operators or fields."""
    if len(lexemes) > _MOST_WORDS or any(
        each.kind not in (Kind.WORD, Kind.PHRASE) or each.field or each.exact for each in lexemes
    ):
        return [*lexemes]
    words = [_EDGES.sub("", fold(each.text)).replace(" ", "_") for each in lexemes]
    ends = [len(" ".join(words[: count + 1])) for count in range(len(words))]
    text = " ".join(words)
    spans = [match.span("frame") for frame in _FRAMES if (match := frame.match(text))]
    asking = [
        any(first <= end - len(word) and end <= last for first, last in spans)
        for word, end in zip(words, ends, strict=True)
    ]
    left = [
        word
        for word, asks in zip(words, asking, strict=True)
        if word and not asks and not is_stop(word, language)
    ]
    if not left:
        return [*lexemes]
    return [
        replace(lexeme, asks=True) if asks and lexeme.kind is Kind.WORD else lexeme
        for lexeme, asks in zip(lexemes, asking, strict=True)
    ]


def without_request(text: str) -> str:
    """A text without words such as "show me all", before words such as "articles"."""
    return _REQUESTED.sub("", text, count=1)
