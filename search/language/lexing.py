"""Splits what was typed into lexemes: words, phrases, operators and parentheses.

Lexing never fails: it repairs malformed input, and adds a note for the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from search.language.amounts import joined
from search.language.conditions import fits
from search.language.framing import framed
from search.language.lexemes import CONDITIONS, DATE, HAS, IS, LANG, Kind, Lexeme, Notes, shown
from search.language.othersystems import (
    BEFORE_DATES,
    DATE_RANGE,
    FIELDS_BY_NAME,
    MINUS,
    OWN_NAMES,
    UNSUPPORTED_NAMES,
    WITHIN,
    date_range,
    field_by_code,
    field_of_group,
    truncated,
    without_weight,
)
from search.language.prose import (
    OPERATORS,
    QUOTES,
    manner_of,
)
from search.language.repairs import balanced, denying
from search.query.fields import FIELD_NAMES
from search.text.spelling import edits

#: The longest search, in characters, which bounds the work of one request.
MAX_CHARACTERS: Final = 1000
#: The most words of a phrase that is not closed.
_MOST_UNCLOSED: Final = 5

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
_PIECE: Final = re.compile(
    rf"""
      (?P<open> \( )
    | (?P<close> \) )
    | [{QUOTES}] (?P<phrase> [^{QUOTES}]*+ ) (?:
          (?P<closed> [{QUOTES}] ) (?P<near> ~ (?: [0-9]++ | (?=[\s)]|\Z) ) )?
      )?
    | (?P<initials> [^\W\d_a-z]\. (?: [ ] [^\W\d_a-z]\. )+ (?!\S) )
    | (?P<within> (?<!\S) {WITHIN} )
    | (?P<period> {DATE_RANGE} )
    | (?P<chunk> && | \|\| | (?: (?!&&|\|\|) [^\s()—{QUOTES}] )+ )
    """,
    re.VERBOSE,
)
_WITHIN: Final = re.compile(rf"(?<!\S){WITHIN}", re.VERBOSE)
_NAMED: Final = re.compile(r"(?P<name>[^\W\d_]++):(?P<value>.*+)", re.DOTALL)
_KINDS: Final = {"a": Kind.AND, "o": Kind.OR, "n": Kind.NOT}


def lex(text: str, notes: Notes, language: str = "") -> list[Lexeme]:
    """The lexemes of a search in a language, followed by END. Parentheses are balanced."""
    text = _UNPRINTABLE.sub(" ", text[: MAX_CHARACTERS + 1])
    if len(text) > MAX_CHARACTERS:
        notes.add(f"Only the first {MAX_CHARACTERS:,} characters of the search were read.")
        text = text[:MAX_CHARACTERS]
    lexemes = framed([*joined([*_Lexer(text, notes, language).lexemes()])], language)
    shouted = manner_of(text, language).shouted
    repaired = balanced(denying(lexemes, shouted, language), len(text), notes)
    return [*repaired, Lexeme(Kind.END)]


class _Lexer:
    """Reads one text in one manner."""

    def __init__(self, text: str, notes: Notes, language: str) -> None:
        self._text = text
        self._notes = notes
        self._manner = manner_of(text, language)
        self._cut = _WITHIN.search(text) is not None
        self._span = (0, 0)

    def lexemes(self) -> Iterator[Lexeme]:
        beginning: Lexeme | None = None  # a name or a sign that belongs to the next piece
        for match in _PIECE.finditer(self._text):
            start, end = match.span()
            if match["chunk"] or match["initials"] or match["within"] or match["period"]:
                self._span = (start, end)
                for lexeme in self._of_blankless(match):
                    # The value is empty: the name or sign belongs to the next phrase or group.
                    if lexeme.kind is Kind.WORD and not lexeme.text:
                        beginning = lexeme
                    else:
                        beginning = None
                        yield lexeme
                continue
            begun = beginning or Lexeme(Kind.WORD, span=(start, end))
            begun = replace(begun, span=(begun.span[0], end))
            beginning = None
            if match["open"] or match["close"]:
                if not self._manner.operators:
                    continue  # the author's parentheses
                if match["open"]:
                    yield replace(begun, kind=Kind.OPEN, exact=False)
                else:
                    yield Lexeme(Kind.CLOSE, span=(start, end))
            elif match["closed"] or self._is_phrase(match):
                near = (match["near"] or "") if self._manner.signs else ""
                yield replace(begun, kind=Kind.PHRASE, text=match["phrase"], near=near)
            else:
                for word in re.finditer(r"\S+", match["phrase"]):
                    span = (start + 1 + word.start(), start + 1 + word.end())
                    yield Lexeme(Kind.WORD, word[0], plain=True, span=span)

    def _is_phrase(self, match: re.Match[str]) -> bool:
        """Whether the text after a quotation mark that is not closed is a phrase. A mark within a
        word is a slip, and one before many words begins the speech of a person."""
        start = match.start()
        if not self._manner.signs or (start and self._text[start - 1].isalnum()):
            return False
        short = len(match["phrase"].split()) <= _MOST_UNCLOSED
        self._notes.add(
            "A quotation mark was not closed; the phrase was read to the end."
            if short
            else "A quotation mark was not closed, so it was ignored."
        )
        return short

    def _lexeme(
        self,
        kind: Kind,
        text: str,
        field: str | None = None,
        *,
        exact: bool = False,
        plain: bool = False,
    ) -> Lexeme:
        """A lexeme of the piece that is being read."""
        return Lexeme(kind, text, field, exact, plain, span=self._span)

    def _of_blankless(self, match: re.Match[str]) -> Iterator[Lexeme]:
        text, (start, end) = self._text, match.span()
        if match["initials"]:
            yield self._lexeme(Kind.WORD, match[0].replace(" ", ""))
        elif match["period"]:
            yield self._lexeme(Kind.WORD, date_range(match["first"], match["last"]), DATE)
        elif match["within"] and self._manner.signs and not self._manner.shouted:
            yield self._lexeme(Kind.NEAR, match[0])
        elif match[0] in OPERATORS:
            yield self._of_operator(match[0])
        elif self._manner.signs:
            field = field_of_group(match[0], text[end : end + 3])
            if field:
                yield self._lexeme(Kind.WORD, "", field)
                return
            before, after = text[max(0, start - 1) : start], text[end : end + 1]
            yield from self._of_chunk(match[0], before, after)
        else:
            yield self._of_prose(match[0])

    def _of_operator(self, operator: str) -> Lexeme:
        if self._manner.operators:
            return self._lexeme(_KINDS[OPERATORS[operator]], operator)
        if self._manner.shouted:
            self._notes.add(
                "AND, OR and NOT are read as words where the whole search is in capitals."
            )
        elif self._manner.signs:
            self._notes.add(f"{shown(operator)} was read as a word, as the search is a sentence.")
        return self._lexeme(Kind.WORD, operator.lower(), plain=True)

    def _of_prose(self, chunk: str) -> Lexeme:
        """A word of a running text. A name before a colon counts in small letters and only
        directly before a value that fits."""
        named = _NAMED.fullmatch(chunk)
        if named and named["value"] and named["name"] in OWN_NAMES:
            field = FIELDS_BY_NAME[named["name"]]
            if field not in CONDITIONS or fits(field, named["value"]):
                return self._lexeme(Kind.WORD, named["value"], field, plain=True)
        return self._lexeme(Kind.WORD, chunk, plain=True)

    def _of_chunk(self, chunk: str, before: str, after: str) -> Iterator[Lexeme]:
        """The lexemes of a run of characters without blanks, quotation marks and parentheses."""
        if self._manner.sentence and after == "" and chunk[-1] == "*":
            chunk = chunk.rstrip("*") or "*"  # a footnote
        if chunk[0] in MINUS or chunk[0] == "+":
            follows = chunk[1:2] or after
            begins = not before or before.isspace() or before == "("
            if begins and follows and (follows.isalpha() or follows in QUOTES + "("):
                yield self._lexeme(Kind.MUST if chunk[0] == "+" else Kind.NOT, chunk[0])
                chunk = chunk[1:]
        core = without_weight(chunk) if "^" in chunk else None
        if core is not None and (core or (before and before in QUOTES + ")~0123456789")):
            self._notes.add(
                f"The weight in {shown(chunk)} was ignored; the order of the results has fixed"
                " rules."
            )
            chunk = core
        if "=" in chunk and (pair := field_by_code(chunk)):
            yield self._of_value(pair[1], pair[0], after)
            return
        named = _NAMED.fullmatch(chunk)
        if named is None:
            if chunk:
                yield self._of_value(chunk, None, after)
            return
        name, value = named["name"], named["value"]
        known = name.lower()
        if known in BEFORE_DATES and fits(BEFORE_DATES[known], value):
            yield self._lexeme(Kind.WORD, value, BEFORE_DATES[known])
        elif known in FIELDS_BY_NAME:
            if value or after == "(" or (after and after in QUOTES):
                yield self._of_value(value, FIELDS_BY_NAME[known], after)
                return
            if known in OWN_NAMES:
                self._notes.add(
                    f"{shown(chunk)} has nothing after the colon, so it was read as a word."
                )
            yield self._lexeme(Kind.WORD, name)
        elif value[:1].isalpha() or (not value and after and after in QUOTES):
            if known in UNSUPPORTED_NAMES or (len(known) > 3 and edits(known, FIELD_NAMES, 1)):
                fields = ", ".join([*sorted(FIELD_NAMES), DATE, IS, HAS, LANG])
                self._notes.add(
                    f"There is no field {shown(name)}, so it was read as a word."
                    f" The fields are {fields}."
                )
            yield self._lexeme(Kind.WORD, name)
            if value:
                yield self._lexeme(Kind.WORD, value)
        else:
            yield self._lexeme(Kind.WORD, chunk)

    def _of_value(self, value: str, field: str | None, after: str) -> Lexeme:
        """A word with the equals sign before it, if any. A sign without a word belongs to the
        phrase that follows."""
        cut = truncated(value) if value[-1:] in "!$" else None
        if cut and (self._cut or value[-1] == "$"):
            value = f"{cut}*"
        elif cut and value.islower():
            self._notes.add(
                f"{shown(value)} was read as the word {shown(cut)}; for words that begin so,"
                f" type {cut}*."
            )
        follows = value[1:2] or after
        exact = value[:1] == "=" and bool(follows) and (follows.isalnum() or follows in QUOTES)
        return self._lexeme(Kind.WORD, value[1:] if exact else value, field, exact=exact)
