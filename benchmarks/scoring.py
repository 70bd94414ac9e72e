"""What is right on a page whose truth is known, and how sure a share is."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz.fuzz import ratio

Truth = Mapping[str, Any]
ALIKE = 0.9  # likeness from which two headlines, but for punctuation, are one
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a system read on one page; "" or () where it is silent.

    ``seconds`` of CPU it took for ``size`` bytes.
    """

    headline: str = ""
    outlet: str = ""
    date: str = ""
    byline: str = ""
    body: str = ""
    seconds: float = 0.0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """On one field of one page: was it to be seen, was anything said, was that right?"""

    family: str
    visible: bool
    said: bool
    right: bool


def plain(text: str | None) -> str:
    """Words in small letters with single blanks, without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text or "").lower()))


def likeness(one: str, other: str) -> float:
    """0 to 1: twice the characters in common, in order, by all there are."""
    return ratio(one, other) / 100


def headline_is_right(said: str, truth: Truth) -> bool:
    wanted = [truth["headline"], *(truth.get("headline_alt") or ())]
    return any(likeness(plain(said), plain(each)) >= ALIKE for each in wanted if each)


def outlet_is_right(said: str, truth: Truth) -> bool:
    domain = truth.get("outlet_domain") or ""
    names = [truth["outlet"], *(truth.get("outlet_alt") or ()), domain, domain.partition(".")[0]]
    return _name(said) in {_name(each) for each in names if each}


def _name(text: str) -> str:
    bare = re.sub(r"^www\.|\.(?:com|org|net|co\.uk|com\.au|co\.za|ca|ie|in)$", "", text.lower())
    return plain(bare).removeprefix("the ").replace(" ", "")


def date_is_right(said: str, truth: Truth) -> bool:
    return said[:10] in (truth["date"], *(truth.get("date_alt") or ()))


def byline_is_right(said: str, truth: Truth) -> bool:
    """True if any of the authors is named."""
    names = f" {plain(said)} "
    return any(f" {plain(author)} " in names for author in truth["bylines"] if plain(author))


@dataclass(frozen=True, slots=True)
class Field:
    """A field to be scored: its name here and in the truth, and how it is right and seen."""

    name: str
    truth: str
    is_right: Callable[[str, Truth], bool]
    is_visible: Callable[[Mapping[str, Any]], bool]


FIELDS = (
    Field("headline", "headline", headline_is_right, lambda seen: bool(seen["headline_line"])),
    Field("date", "date", date_is_right, lambda seen: seen["date"] == "full"),
    Field("byline", "bylines", byline_is_right, lambda seen: bool(seen["byline"])),
    Field("outlet", "outlet", outlet_is_right, lambda seen: bool(seen["outlet"])),
)


def body_score(said: str, truth: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of the words, each counted as often as it stands there."""
    ours, theirs = Counter(plain(said).split()), Counter(plain(truth).split())
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
        said = getattr(readings.get(name, Reading()), field.name)
        shown = truth.get("visible") or {}
        seen = shown.get(capture) or shown.get("full")
        made.append(
            Verdict(
                family=truth.get("family") or name,
                visible=capture == "html" or seen is None or field.is_visible(seen),
                said=bool(said),
                right=bool(said) and field.is_right(said, truth),
            )
        )
    return made


def interval(values: Sequence[float], families: Sequence[str]) -> tuple[float, float]:
    """The 95 % interval of the mean: families are drawn, since their pages are alike."""
    groups: dict[str, list[float]] = defaultdict(list)
    for value, family in zip(values, families, strict=True):
        groups[family].append(value)
    sums = np.array([sum(group) for group in groups.values()])
    sizes = np.array([len(group) for group in groups.values()])
    drawn = np.random.default_rng(1).integers(len(sums), size=(RESAMPLES, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
