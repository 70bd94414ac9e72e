"""The outlet: the paper, broadcaster or site whose page this is."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from articles.extraction.fields.dateline import signed_dateline
from articles.extraction.fields.outlet.attribution import is_only_credited
from articles.extraction.fields.outlet.candidates import IN_STORIES, Candidate
from articles.extraction.fields.outlet.features import features_of, is_column
from articles.extraction.fields.outlet.signs import candidates_on
from articles.extraction.fields.rule import Found
from articles.extraction.findings import Context, Finding, Locator
from articles.extraction.lines.handling import PUBLICATION_FIELDS, publication_in
from articles.extraction.page.kinds import LINK
from articles.extraction.page.layout import Layout
from articles.extraction.words.explanations import listed, quoted
from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.vocabulary import DATA

#: The name of the weight that the sum of an outlet must exceed.
NO_OUTLET = "no outlet"
#: An outlet is named only if its chance is greater, by the weights of all names and "no outlet".
LEAST_CHANCE = 0.45
#: The end of the name of a weight that is added in columns only.
IN_COLUMNS = ", column"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_SHOWN = 3  # lines that an explanation quotes, and features that it names


def find(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The outlet's name: the candidate whose features weigh most, if they weigh more than that
    the page does not tell its outlet, and no other name weighs nearly as much. In a column,
    agencies that are only credited do not count: a whole page mostly shows its own outlet too."""
    stated = _stated_by_database(layout)
    if stated is not None:
        return stated
    candidates = candidates_on(layout)
    features = features_of(candidates, layout)
    column = is_column(layout)
    table = weights(column=column)
    weighed = {
        place: weight_of(features[place], table)
        for place, candidate in enumerate(candidates)
        if not (column and is_only_credited(candidate, candidates, layout))
    }
    best = max(weighed, key=weighed.__getitem__, default=-1)
    none = table.get(NO_OUTLET, 0.0)
    if (
        best >= 0
        and weighed[best] > none
        and chance_of(weighed[best], [*weighed.values(), none]) > LEAST_CHANCE
    ):
        return _finding(candidates[best], features[best], table, len(candidates))
    return _agency_of_dateline(candidates, layout, column=column)


def _stated_by_database(layout: Layout) -> Finding | None:
    """The newspaper that a database of articles names in a field above or below the text."""
    for block in layout.around:
        name = publication_in(block.text) if block.plain.startswith(PUBLICATION_FIELDS) else ""
        if name:
            known = known_outlets().named(name)
            value = known.name if known else name
            why = f"{quoted(block.text)}: a field that states the newspaper"
            return Finding("outlet", value, Locator(block.lines), "outlet.database-field", why)
    return None


def _agency_of_dateline(
    candidates: Sequence[Candidate], layout: Layout, *, column: bool
) -> Finding | None:
    """The agency of the dateline, where only the story names another outlet. In a column, the story
    of an agency may be one that another outlet has printed."""
    signed = signed_dateline(layout)
    if signed is None:
        return None
    agency, block = signed
    if column and agency.reprinted:
        return None
    if any(one.outlet is not agency and not one.evidence <= IN_STORIES for one in candidates):
        return None
    why = f"the dateline names {agency.name}, and the page names no other outlet"
    lines = Locator(block.lines)
    return Finding("outlet", agency.name, lines, "outlet.agency-in-the-dateline", why)


def address_of(layout: Layout, context: Context, found: Found) -> Finding | None:
    """The page's own web address: the first line that is a full one and nothing else."""
    for block in layout.around:
        match = _ADDRESS.search(block.text) if block.kind is LINK else None
        if match:
            why = "a web address on a line of its own"
            return Finding("url", match.group(), Locator(block.lines), "url.own-line", why)
    return None


def _finding(
    winner: Candidate, features: Mapping[str, float], table: Mapping[str, float], rivals: int
) -> Finding:
    """The strongest evidence gives the rule. The explanation quotes the strongest few lines."""

    def strength(evidence: str) -> float:
        names = (evidence, f"{evidence}, in no list")
        return sum(table.get(name, 0.0) * features.get(name, 0.0) for name in names)

    order = sorted(
        {sign.evidence for sign in winner.signs}, key=lambda each: (-strength(each), each)
    )
    signs = [next(sign for sign in winner.signs if sign.evidence == each) for each in order]
    shown: dict[int, str] = {}
    for sign in signs:
        shown.setdefault(sign.place, sign.block.text)
    places = list(shown)[:_SHOWN]
    numbers = {sign.place: sign.block.lines for sign in signs}
    lines = tuple(sorted({number for place in places for number in numbers[place]}))
    why = f"the page names {winner.name}: {listed([quoted(shown[place]) for place in places])}"
    if rivals > 1:
        why += f" (the most likely of {rivals} names)"
    return Finding("outlet", winner.name, Locator(lines), f"outlet.{order[0]}", why)


@cache
def weights(*, column: bool) -> Mapping[str, float]:
    """The weight of each feature and of ``NO_OUTLET``, in whole pages or in columns."""
    with (DATA / "outlet.toml").open("rb") as file:
        table: dict[str, float] = tomllib.load(file)["weights"]
    found = {name: weight for name, weight in table.items() if not name.endswith(IN_COLUMNS)}
    if column:
        for name, weight in table.items():
            if name.endswith(IN_COLUMNS):
                plain = name.removesuffix(IN_COLUMNS)
                found[plain] = found.get(plain, 0.0) + weight
    return found


def chance_of(best: float, weights: Iterable[float]) -> float:
    """The chance of the weight ``best`` among ``weights``, one of which it is, from 0 to 1."""
    return 1 / sum([math.exp(weight - best) for weight in weights])


def weight_of(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """The sum of the features, each times its weight."""
    return sum([table.get(name, 0.0) * value for name, value in features.items() if value])
