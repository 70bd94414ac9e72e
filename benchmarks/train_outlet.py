"""Train the weights by which an outlet is chosen: ``python benchmarks/train_outlet.py DIR…``.

Each DIR has captures and their truth, as for the extraction benchmark (see ``labelled.py``); pages
of the closed families are left out. The weights are written to
``articles/extraction/data/outlet.toml``, which has numbers only, and no text of any page.

The model is a choice among the names on a page (see ``choices.py``), of which "no outlet" is one.
Each feature has a weight, and another one that is added in columns (see ``features.is_column``).
A page whose outlet is in the list of known outlets is learnt twice: as it is, and as if its outlet
were in no list. Where none of the names is right, "no outlet" is. The invented captures of
``tests/captures`` are learnt too, as examples of what is evidence and what is not. The scores are
those of pages whose outlets were held out, in folds of outlets.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.fields.outlet.candidates import Candidate
from articles.extraction.fields.outlet.features import features_of, is_column
from articles.extraction.fields.outlet.rules import IN_COLUMNS, LEAST_CHANCE, NO_OUTLET
from articles.extraction.fields.outlet.signs import candidates_on
from articles.extraction.page.layout import Layout, layout_of
from articles.extraction.page.page import Page
from articles.extraction.words.knownoutlets import known_outlets
from benchmarks.choices import Floats, Recipe, Sample, cross_validated, fit, write_weights
from benchmarks.labelled import FULL, REGION, Labelled, dealt, labelled, with_capture
from benchmarks.scoring import outlet_is_right
from benchmarks.strangers import entries_of, hidden

CAPTURES = ROOT / "tests" / "captures"
EXAMPLES = (CAPTURES, CAPTURES / "outlets")  # folders of invented captures
TARGET = ROOT / "articles" / "extraction" / "data" / "outlet.toml"
RECIPE = Recipe(ridge=0.002, without=0.1, silent=1.4, least=LEAST_CHANCE)
#: The weight of a page as it is, and as if its outlet were in no list; of an invented capture.
LISTED, STRANGER, EXAMPLE = 0.85, 0.15, 4.0
#: The features of columns are multiplied by this while they are learnt, which keeps their weights
#: smaller than those of the others.
SHRINKING = 0.6
INVENTED = "invented"
GROUPS = 5  # The outlets are hidden in so many groups: others on the pages stay known.

#: The name of a capture, its family, its weight, and for each candidate its features and whether
#: it is right.
Read = tuple[str, str, float, list[tuple[Mapping[str, float], bool]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    names, samples = read(labelled(parser.parse_args().folders))
    report = cross_validated(samples, RECIPE)
    real = [sample for sample in samples if sample.capture != INVENTED]
    families = len({sample.family for sample in real})
    invented = len(samples) - len(real)
    data = f"{len(real)} captures of {families} outlets and {invented} invented ones"
    train(names, samples, data, report)
    sys.stdout.write("\n".join(report) + "\n")


def read(pages: Sequence[Labelled]) -> tuple[list[str], list[Sample]]:
    """The names of the features, and the samples with their features in this order."""
    pages = [page for page in pages if page.truth.get("outlet")]
    known = known_outlets()
    entries = {page.name: entries_of([page.truth], known) for page in pages}
    found = list(_read(pages, "listed", lambda page: LISTED if entries[page.name] else 1.0))
    listed = [page for page in pages if entries[page.name]]
    for families in dealt((page.family for page in listed), GROUPS):
        group = [page for page in listed if page.family in families]
        with hidden(set().union(*(entries[page.name] for page in group))):
            found += _read(group, "in no list", lambda page: STRANGER)
    found += _read_invented()
    names = sorted({name for *_, rows in found for features, _ in rows for name in features})
    scale, samples = _scale(names), []
    for capture, family, weight, rows in found:
        table = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
        right = np.array([is_right for _, is_right in rows], bool)
        shaped = table.astype(float).reshape(len(rows), len(names)) * scale
        samples.append(Sample(family, capture, shaped, right, weight))
    return names, samples


def _scale(names: Sequence[str]) -> Floats:
    return np.array([SHRINKING if name.endswith(IN_COLUMNS) else 1.0 for name in names])


def _read(
    pages: Iterable[Labelled], state: str, weight: Callable[[Labelled], float]
) -> Iterator[Read]:
    for page in pages:
        for capture in (FULL, REGION):
            if not with_capture([page], capture):
                continue
            layout = layout_of(Page.of(page.text(capture).read_text(encoding="utf-8")))
            candidates, features = _candidates(layout)
            right = [outlet_is_right(each.name, page.truth) for each in candidates]
            rows = list(zip(features, right, strict=True))
            yield f"{capture}, {state}", page.family, weight(page), rows


def _candidates(layout: Layout) -> tuple[list[Candidate], list[Mapping[str, float]]]:
    """The candidates with their features. In a column, each feature is a second one as well."""
    candidates = candidates_on(layout)
    features = features_of(candidates, layout)
    if is_column(layout):
        features = [
            {**each, **{name + IN_COLUMNS: value for name, value in each.items() if value}}
            | {NO_OUTLET + IN_COLUMNS: -1.0}
            for each in features
        ]
    return candidates, features


def _read_invented() -> Iterator[Read]:
    """The invented captures of the tests, which show what is and what is no evidence."""
    for path in sorted(path for folder in EXAMPLES for path in folder.glob("*.txt")):
        outlet = json.loads(path.with_suffix(".json").read_bytes())["outlet"]
        layout = layout_of(Page.of(path.read_text(encoding="utf-8")))
        candidates, features = _candidates(layout)
        right = [each.name == outlet for each in candidates]
        rows = list(zip(features, right, strict=True))
        if rows:
            yield INVENTED, path.stem, EXAMPLE, rows


def train(
    names: Sequence[str], samples: Sequence[Sample], data: str, report: Sequence[str] = ()
) -> Floats:
    """Compute the weights and write them."""
    weights: Floats = fit(samples, RECIPE) * np.append(_scale(names), 1.0)
    header = [
        "The weight of each feature of a name: above 0 if it speaks for the outlet. The outlet is",
        "the name with the greatest sum of weights times features, if that is more than that of",
        f'"no outlet" and its chance among all names is more than {LEAST_CHANCE}. The features are',
        'those of fields/outlet/features.py. Weights with the end ", column" are added where a',
        "capture is hardly more than the column of its story.",
        f"Written by benchmarks/train_outlet.py from {data}:",
        "public pages of the test data of article extractors, and tests/captures. A page whose",
        "outlet is in the list counts twice, once as if it were not. None of their text is here.",
    ]
    write_weights(TARGET, header, report, [*names, NO_OUTLET], weights)
    return weights


if __name__ == "__main__":
    main()
