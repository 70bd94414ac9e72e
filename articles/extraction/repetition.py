"""Lines that a page says more than once: buttons, standfirsts, captions and pull quotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from articles.extraction.kinds import SHORT, Kind
from articles.extraction.vocabulary import folded

_FEWEST_WORDS = 6  # of prose: shorter sentences are said twice in many stories
_NEAR = 2  # blocks on either side
_OFTEN = 3  # times that a line must come back if only its numbers differ
_ITEM = re.compile(r"\d+[.)]")
_DIGITS = re.compile(r"\d+")
_QUOTES = " \"'“”‘’.,"


def repeated(texts: Sequence[str], kinds: Sequence[Kind]) -> frozenset[int]:
    """The indexes of blocks that say again what the page says elsewhere.

    Prose counts if it comes back in the same words; the one that has most prose about it is left.
    Of labels that come back none is left, see ``_labels``.
    """
    prose = {i: _plain(text) for i, text in enumerate(texts) if kinds[i] is Kind.PARAGRAPH}
    return frozenset((*_prose(texts, kinds, prose), *_labels(texts, kinds, prose)))


def _prose(texts: Sequence[str], kinds: Sequence[Kind], prose: Mapping[int, str]) -> Iterator[int]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, plain in prose.items():
        if texts[index].count(" ") + 1 >= _FEWEST_WORDS:
            places[plain].append(index)

    def company(index: int) -> int:
        near = kinds[max(0, index - _NEAR) : index + _NEAR + 1]
        return sum(kind is Kind.PARAGRAPH for kind in near)

    for same in places.values():
        if len(same) > 1:
            best = max(same, key=company)
            yield from (index for index in same if index != best)


def _labels(texts: Sequence[str], kinds: Sequence[Kind], prose: Mapping[int, str]) -> Iterator[int]:
    """Labels in the same words, or three with other numbers ("2 hours ago"), and pull quotes:
    lines that are one sentence of a paragraph."""
    labels: Counter[str] = Counter()
    plain: dict[int, str] = {}
    for index, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if kind is Kind.HEADING and len(text) <= SHORT and not text.endswith(":"):
            plain[index] = _plain(text)
            labels[plain[index]] += 1
    # Sentences are cut only where a label is long enough to be one, and somewhere in the prose.
    told = "\n".join(prose.values())
    is_quoted = any(label.count(" ") >= _FEWEST_WORDS - 2 and label in told for label in labels)
    sentences = set(_sentences(texts, prose)) if is_quoted else frozenset()
    numbered = {i: _DIGITS.sub("0", label) for i, label in plain.items() if _DIGITS.search(label)}
    patterns = Counter(numbered.values())
    for index, label in plain.items():
        pattern = numbered.get(index, label)
        often = pattern != label and patterns[pattern] >= _OFTEN
        if labels[label] > 1 or label in sentences or (often and not _ITEM.match(texts[index])):
            yield index


def _sentences(texts: Sequence[str], prose: Mapping[int, str]) -> Iterator[str]:
    """The sentences of paragraphs of several that are long enough to quote, folded."""
    for index, plain in prose.items():
        parts = plain.split(". ") if ". " in texts[index] else []
        for part in parts if len(parts) > 1 else ():
            if part.count(" ") + 1 >= _FEWEST_WORDS:
                yield part.strip(_QUOTES)


def _plain(text: str) -> str:
    return folded(text).strip(_QUOTES)
