"""Which values are right on a page whose truth is known, and the confidence interval of a share."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz.fuzz import partial_ratio, ratio

from articles.extraction.words.knownoutlets import known_outlets

Truth = Mapping[str, Any]
ALIKE = 0.9  # Texts of at least this similarity, without punctuation, are the same.
NAME_ALIKE = 0.92  # An author is named by a part of the byline that is so similar.
#: The sources of bodies that people have made or reviewed.
GOLD = frozenset({"human annotation", "fundus publisher parser, reviewed"})
_PARTS = re.compile(r"\s*(?:,|;|/|&|\b(?:and|und|et)\b)\s+")
RESAMPLES = 1000  # With more, the interval changes in the third place only.


@dataclass(frozen=True, slots=True)
class Reading:
    """What a system found on one page, and how many seconds of CPU it took for ``size`` bytes.

    A value is "" where nothing was found.
    """

    headline: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    standfirst: str = ""
    body: str = ""
    seconds: float = 0.0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a field of one page can be seen in the capture, was found, and is right."""

    family: str
    visible: bool
    found: bool
    right: bool


def plain(text: str | None) -> str:
    """The words in lower case with single blanks, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text or "").lower()))


def likeness(one: str, other: str) -> float:
    """The similarity of two texts from 0 to 1: twice the characters that they have in common, in
    order, divided by the number of all characters."""
    return ratio(one, other) / 100


def headline_is_right(value: str, truth: Truth) -> bool:
    return _is_alike(value, [truth["headline"], *(truth.get("headline_alt") or ())])


def standfirst_is_right(value: str, truth: Truth) -> bool:
    return _is_alike(value, [truth["standfirst"]])


def _is_alike(value: str, wanted: Iterable[str | None]) -> bool:
    return any(likeness(plain(value), plain(each)) >= ALIKE for each in wanted if each)


def outlet_is_right(value: str, truth: Truth) -> bool:
    """True for any name of the outlet: one of the truth, its domain, or one that the list of known
    outlets gives for its domain."""
    domain = (truth.get("outlet_domain") or "").lower()
    names = [truth["outlet"], *(truth.get("outlet_alt") or ()), domain, domain.partition(".")[0]]
    if _name(value) in {_name(each) for each in names if each}:
        return True
    known, there = known_outlets().named(value), known_outlets().at_host(domain)
    return known is not None and known is there


def _name(text: str) -> str:
    bare = re.sub(r"^www\.|\.(?:com|org|net|co\.uk|com\.au|co\.za|ca|ie|in)$", "", text.lower())
    return plain(bare).removeprefix("the ").replace(" ", "")


def date_is_right(value: str, truth: Truth) -> bool:
    return value[:10] in (truth["date"], *(truth.get("date_alt") or ()))


def byline_is_right(value: str, truth: Truth) -> bool:
    """True if any of the authors is named; "Ann Lee and Ben Roy" are two."""
    names = plain(value)
    authors = [part for each in truth["bylines"] for part in map(plain, _PARTS.split(each)) if part]
    return any(
        author in names or (" " in author and partial_ratio(author, names) >= 100 * NAME_ALIKE)
        for author in authors
    )


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name here and in the truth, and when it is right and when it can be seen.

    ``is_visible`` takes what a capture shows, and the truth.
    """

    name: str
    truth: str
    is_right: Callable[[str, Truth], bool]
    is_visible: Callable[[Mapping[str, Any], Truth], bool]


FIELDS = (
    Field("headline", "headline", headline_is_right, lambda seen, _: bool(seen["headline_line"])),
    Field(
        "date",
        "date",
        date_is_right,
        lambda seen, truth: seen["date"] == "full" or bool(truth.get("date_alt")),
    ),
    Field("byline", "bylines", byline_is_right, lambda seen, _: bool(seen["byline"])),
    Field("outlet", "outlet", outlet_is_right, lambda seen, _: bool(seen["outlet"])),
    Field("standfirst", "standfirst", standfirst_is_right, lambda seen, _: True),
)


def body_score(value: str, truth: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words, each of which counts as often as it occurs."""
    ours, theirs = Counter(plain(value).split()), Counter(plain(truth).split())
    common = (ours & theirs).total()
    precision, recall = common / max(1, ours.total()), common / max(1, theirs.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def verdicts(
    field: Field, truths: Mapping[str, Truth], readings: Mapping[str, Reading], capture: str
) -> list[Verdict]:
    made = []
    for name, truth in truths.items():
        if not truth.get(field.truth):
            continue
        value = getattr(readings.get(name, Reading()), field.name)
        shown = truth.get("visible") or {}
        seen = shown.get(capture) or shown.get("full")
        made.append(
            Verdict(
                family=truth.get("family") or name,
                visible=capture == "html" or seen is None or field.is_visible(seen, truth),
                found=bool(value),
                right=bool(value) and field.is_right(value, truth),
            )
        )
    return made


def interval(values: Sequence[float], families: Sequence[str]) -> tuple[float, float]:
    """The 95 % interval of the mean. Families are resampled, because their pages are alike."""
    groups: dict[str, list[float]] = defaultdict(list)
    for value, family in zip(values, families, strict=True):
        groups[family].append(value)
    sums = np.array([sum(group) for group in groups.values()])
    sizes = np.array([len(group) for group in groups.values()])
    drawn = np.random.default_rng(1).integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
