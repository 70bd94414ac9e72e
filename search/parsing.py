"""The language of searches: from what was typed to clauses.

    idlib ceasefire           both words, in any form; if no article has both, either
    "operation spring shield" the phrase            -turkey, NOT turkey   without the word
    idlib OR aleppo           either                (a OR b) c            grouped
    talk*                     words that begin so   headline:putin        in one field
    date:2020-03              in March 2020         date:2020-02..2020-03 a range

OR binds looser than words side by side. Operators are upper-case words. Nothing that is
typed is an error: it is repaired or read as plain words, and a note says so.

All or any: up to MAX_REQUIRED content words must all match, or where few articles have all, as
many as possible. A longer text is a question or a pasted sentence: some of its words must match,
the more the better. Only bare words are relaxed so; phrases, fields, negations and words joined
by an explicit AND stay required, and where OR stands at the top nothing is relaxed. But a text of
more than MAX_TYPED words was pasted: the quotation marks in it are its author's.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.extraction.partialdate import PartialDate
from search.analysis import Token, fold, is_lone_cjk, is_stop, tokenize
from search.lexing import DATE, Kind, Lexeme, Notes, lex, shown
from search.query import And, AtLeast, Clause, Dated, Everything, Not, Or, Phrase, Prefix, Term

MAX_CLAUSES: Final = 50
#: So many words a person types and means all of them; of more, some are by the way.
MAX_REQUIRED: Final = 4
#: Nobody types more words than this to search for all of them: such a text was pasted, and the
#: quotation marks in it are its author's.
MAX_TYPED: Final = 16
#: Of a long text so many words must match. More would leave out what answers a question in other
#: words: with three words in ten, nDCG@10 on three test collections was .430 instead of .472.
_FEWEST: Final = 2
MIN_PREFIX: Final = 3
#: Each may stand for a thousand words of the index, which all are looked up.
MAX_PREFIXES: Final = 8

#: Of prose, at the end of words.
_PUNCTUATION: Final = ".,;:!?"

_RANGE: Final = re.compile(r"(.*?)\.{2,3}(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A search as understood.

    ``clause`` is the strict reading, the first of ``alternatives``; the others relax it
    step by step. ``notes`` says what was repaired or ignored, in sentences for people.
    """

    clause: Clause
    alternatives: tuple[Clause, ...]
    notes: tuple[str, ...] = ()


def parse(text: str) -> Parsed:
    """Read a search. Never raises; a search without words is for Everything."""
    notes = Notes()
    parts = _Parser(lex(text, notes), notes, shouting=text.isupper()).parts()
    alternatives = _readings(parts)
    return Parsed(alternatives[0], alternatives, tuple(notes))


def words_of(clause: Clause) -> list[Term | Prefix | Phrase]:
    """The words and phrases that a clause wishes for, in order; none of what it excludes."""
    match clause:
        case Term() | Prefix() | Phrase():
            return [clause]
        case And() | Or() | AtLeast():
            return [word for inner in clause.clauses for word in words_of(inner)]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause among those that must all match.

    ``loose``: a bare word, which may be relaxed; ``stop``: a stop word, which may go.
    """

    clause: Clause
    loose: bool = False
    stop: bool = False

    @property
    def required(self) -> _Part:
        return replace(self, loose=False, stop=False)


class _Parser:
    """Recursive descent over lexemes; lexing bounds the depth."""

    def __init__(self, lexemes: Sequence[Lexeme], notes: Notes, *, shouting: bool) -> None:
        self._lexemes = lexemes
        self._next = 0
        self._notes = notes
        self._shouting = shouting
        self._clauses: set[Hashable] = set()
        self._prefixes = 0

    def parts(self) -> list[_Part]:
        return self._either(None)

    @property
    def _kind(self) -> Kind:
        return self._lexemes[self._next].kind

    def _take(self) -> Lexeme:
        self._next += 1
        return self._lexemes[self._next - 1]

    def _stray(self, operator: Lexeme) -> None:
        self._notes.add(f"{shown(operator.text)} had nothing to work on and was ignored.")

    def _either(self, field: str | None) -> list[_Part]:
        """Branches joined by OR, up to a closing parenthesis or the end."""
        branches = [self._all(field)]
        while self._kind is Kind.OR:
            operator = self._take()
            branch = self._all(field)
            if not branches[-1] or not branch:
                self._stray(operator)
            if branch or not branches[-1]:
                branches.append(branch)
        filled = [branch for branch in branches if branch]
        if len(filled) < 2:
            return filled[0] if filled else []
        either = _distinct(_Part(_all_of(branch)) for branch in filled)
        return either if len(either) == 1 else [_Part(Or(tuple(part.clause for part in either)))]

    def _all(self, field: str | None) -> list[_Part]:
        """Parts side by side, up to OR, a closing parenthesis or the end."""
        parts: list[_Part] = []
        last = 0  # where the parts of the last unit, a group perhaps, begin
        conjunction: Lexeme | None = None
        while self._kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self._kind is Kind.AND:
                operator = self._take()
                if conjunction or not parts:
                    self._stray(operator)
                else:
                    conjunction = operator
                continue
            unit = self._unit(field)
            if conjunction and unit:
                parts[last:] = [part.required for part in parts[last:]]
                unit = [part.required for part in unit]
                conjunction = None
            if unit:
                last = len(parts)
                parts += unit
        if conjunction:
            self._stray(conjunction)
        return _without_stop_words(_distinct(parts))

    def _unit(self, field: str | None) -> list[_Part]:
        """A word, a phrase or a group, perhaps negated."""
        negation: Lexeme | None = None
        while self._kind is Kind.NOT:
            operator = self._take()
            negation = None if negation else operator
        if self._kind is Kind.OPEN:
            parts = self._either(self._take().field or field)
            self._take()
        elif self._kind in (Kind.WORD, Kind.PHRASE):
            parts = self._leaf(self._take(), field)
        else:
            parts = []
        if negation is None:
            return parts
        if not parts:
            self._stray(negation)
            return []
        return [_Part(Not(_all_of(parts)))]

    def _leaf(self, lexeme: Lexeme, outer: str | None) -> list[_Part]:
        field, value = lexeme.field or outer, lexeme.text
        if field == DATE:
            dated = _dated(value, self._notes)
            if dated is not None:
                return [_Part(dated)] if self._counts(lexeme) else []
            field = None
        tokens = tokenize(value)
        if not tokens or not self._counts(lexeme):
            return []
        text = " ".join(value[tokens[0].start : tokens[-1].end].split())
        bare = lexeme.kind is Kind.WORD and field is None
        starred = lexeme.kind is Kind.WORD and value.rstrip(".,;:!?").endswith("*")
        if self._is_beginning(tokens, text, starred=starred):
            return [_Part(Prefix(tokens[0].surface, field), loose=bare and not starred)]
        if len(tokens) > 1:
            return [_Part(Phrase(tuple(token.stem for token in tokens), text, field), loose=bare)]
        # WHO and U.S. are names, unless all of the search is in capitals.
        name = "." in text or (len(text) > 1 and text.isupper() and not self._shouting)
        stop = bare and is_stop(tokens[0].surface) and not name
        return [_Part(Term(tokens[0].stem, text, field), loose=bare, stop=stop)]

    def _is_beginning(self, tokens: Sequence[Token], text: str, *, starred: bool) -> bool:
        """True if a word is to be read as the beginning of words; a note if it can't be."""
        if len(tokens) > 1 or not is_lone_cjk(tokens[0].surface):
            # Chinese, Japanese and Korean match within longer runs anyway: * adds nothing.
            if not starred or all(is_lone_cjk(token.surface[0]) for token in tokens):
                return False
            needs = None
            if len(tokens) > 1:
                needs = "works after a single word, not after several"
            elif len(tokens[0].surface) < MIN_PREFIX:
                needs = f"needs {MIN_PREFIX} or more characters before it"
            if needs:
                self._notes.add(f"{shown(text + '*')} was read without its *, which {needs}.")
                return False
        self._prefixes += 1
        if self._prefixes > MAX_PREFIXES:
            self._notes.add(
                f"Only the first {MAX_PREFIXES} beginnings of words were looked up;"
                " the others were read as whole words."
            )
        return self._prefixes <= MAX_PREFIXES

    def _counts(self, lexeme: Lexeme) -> bool:
        """Count one clause more, if it is new and no stop word; False if there are too many."""
        text = fold(lexeme.text).strip(_PUNCTUATION)
        key = replace(lexeme, text=text)
        if key in self._clauses or is_stop(text):
            return True
        if len(self._clauses) == MAX_CLAUSES:
            self._notes.add(f"Only the first {MAX_CLAUSES} words of the search were used.")
            return False
        self._clauses.add(key)
        return True


def _dated(value: str, notes: Notes) -> Dated | None:
    """``2020-03``, ``2020-02..2020-03`` or a range with an open end; None if it is no date.

    A range whose ends are reversed can only be a slip, so they change places.
    """
    bounds = _RANGE.fullmatch(value)
    try:
        if bounds is None:
            date = PartialDate.parse(value)
            return Dated(date.first_day, date.last_day, date.words)
        first, last = (PartialDate.parse(end) if end.strip() else None for end in bounds.groups())
        if first is None and last is None:
            raise ValueError("both ends are open")
    except ValueError:
        notes.add(
            f"{shown(value)} is not a date like 2020, 2020-03, 2020-03-04"
            " or 2020-02..2020-03; it was read as plain words."
        )
        return None
    if first and last and first.first_day > last.last_day:
        notes.add(f"The dates of {shown(value)} were the wrong way round and changed places.")
        first, last = last, first
    if first and last:
        words = f"from {first.words} to {last.words}"
    else:
        words = f"from {first.words} on" if first else f"until {last.words if last else ''}"
    return Dated(first.first_day if first else None, last.last_day if last else None, words)


def _distinct(parts: Iterable[_Part]) -> list[_Part]:
    """Parts without repetitions; forms of one word are the same word, and are counted."""
    distinct: dict[Hashable, _Part] = {}
    for part in parts:
        key: Hashable = part.clause
        if isinstance(part.clause, Term | Phrase):
            key = replace(part.clause, text="")
        before = distinct.get(key)
        if before is None or (before.loose and not part.loose):
            distinct[key] = part
        elif isinstance(before.clause, Term) and before.loose:
            counted = replace(before.clause, times=before.clause.times + 1)
            distinct[key] = replace(before, clause=counted)
    return list(distinct.values())


def _without_stop_words(parts: list[_Part]) -> list[_Part]:
    kept = [part for part in parts if not part.stop]
    return kept if any(not isinstance(part.clause, Not) for part in kept) else parts


def _all_of(parts: Sequence[_Part]) -> Clause:
    if len(parts) == 1:
        return parts[0].clause
    return And(tuple(part.clause for part in parts))


def _is_bare(clause: Clause) -> bool:
    return isinstance(clause, Term | Phrase) and clause.field is None


def _readings(parts: list[_Part]) -> tuple[Clause, ...]:
    """The strict reading, then those that relax it."""
    if not parts:
        return (Everything(),)
    loose = [part for part in parts if part.loose]
    if len(loose) > MAX_TYPED:
        parts = [replace(part, loose=part.loose or _is_bare(part.clause)) for part in parts]
        loose = [part for part in parts if part.loose]
    words = tuple(part.clause for part in loose)
    others = [part for part in parts if not part.loose]

    def at_least(minimum: int) -> Clause:
        return _all_of([_Part(AtLeast(minimum, words)), *others])

    count = len(words)
    if count > MAX_REQUIRED:
        return at_least(_FEWEST), at_least(1)
    relaxed = (at_least(minimum) for minimum in range(count - 1, 0, -1))
    return _all_of(parts), *relaxed
