"""Train the weights by which a headline is chosen: ``python benchmarks/train_headline.py DIR…``.

Each DIR has captures and their truth, as for the extraction benchmark (see ``labelled.py``); pages
of the closed families are left out. The weights are written to
``articles/extraction/data/headline.toml``, which has numbers only, and no text of any page.

The model is a choice among the candidates of a page (see ``choices.py``), of which "no headline" is
one. Each page is learnt twice: as it is; and, with less weight, without its true headlines, so that
"no headline" is right. The scores are those of pages whose outlets were held out, in folds of
outlets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.fields.headline.features import candidates
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page
from benchmarks.choices import Floats, Recipe, Sample, cross_validated, fit, write_weights
from benchmarks.labelled import FULL, REGION, Labelled, labelled, with_capture
from benchmarks.scoring import ALIKE, likeness, plain

TARGET = ROOT / "articles" / "extraction" / "data" / "headline.toml"
NO_HEADLINE = "no headline"
#: A page without its headline is a rare capture.
RECIPE = Recipe(ridge=0.001, without=0.05, silent=0.05)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    names, samples = read(labelled(parser.parse_args().folders))
    report = cross_validated(samples, RECIPE)
    families = len({sample.family for sample in samples})
    train(names, samples, f"{len(samples)} captures of {families} outlets", report)
    sys.stdout.write("\n".join(report) + "\n")


def read(pages: Sequence[Labelled]) -> tuple[list[str], list[Sample]]:
    """The names of the features, and the samples with their features in this order."""
    found = []
    for capture in (FULL, REGION):
        for page in with_capture(pages, capture):
            text = page.text(capture).read_text(encoding="utf-8")
            found.append((page, capture, candidates(layout_of(Page.of(text)))))
    names = sorted({name for _, _, lines in found for line in lines for name in line.features})
    samples = []
    for page, capture, lines in found:
        rows = np.array([[line.features[name] for name in names] for line in lines], float)
        true = [page.truth["headline"], *(page.truth.get("headline_alt") or [])]
        texts = [(line.within or line.block).text for line in lines]
        right = np.array([any(is_alike(text, other) for other in true) for text in texts], bool)
        shaped = rows.reshape(len(lines), len(names))
        samples.append(Sample(page.family, capture, shaped, right))
    return names, samples


def is_alike(one: str, other: str) -> bool:
    """True if the letters and figures of two lines are nearly the same (indel similarity)."""
    a, b = plain(one), plain(other)
    return bool(a and b) and likeness(a, b) >= ALIKE


def train(
    names: Sequence[str], samples: Sequence[Sample], data: str, report: Sequence[str] = ()
) -> Floats:
    """Compute the weights and write them."""
    weights = fit(samples, RECIPE)
    header = [
        "The weight of each feature of a line: above 0 if it speaks for the headline. The",
        "headline is the line with the greatest sum of weights times features, if that is more",
        'than that of "no headline". The features are those of fields/headline/features.py.',
        f"Written by benchmarks/train_headline.py from {data}: public pages of the test",
        "data of article extractors. None of their text is in this file.",
    ]
    write_weights(TARGET, header, report, [*names, NO_HEADLINE], weights)
    return weights


if __name__ == "__main__":
    main()
