"""Train the weights by which a headline is chosen: ``python benchmarks/train_headline.py DIR``.

DIR has captures and their truth, as for the extraction benchmark: ``dev/NAME.json`` (``headline``,
``headline_alt``, ``family``), ``dev/NAME.txt``, ``region/dev/NAME.txt``. The weights are written to
``articles/extraction/data/headline.toml``, which has numbers only, and no text of any page.

The model is a choice among the candidates of a page (multinomial logit), of which "no headline" is
one. Each page is learnt twice: as it is; and, with less weight, without its true headlines, so that
"no headline" is right. The scores are those of pages whose outlets were held out, in folds of
outlets. The same input gives the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.extraction.fields.headline.features import candidates
from articles.extraction.page.layout import layout_of
from articles.extraction.page.page import Page

TARGET = ROOT / "articles" / "extraction" / "data" / "headline.toml"
NO_HEADLINE = "no headline"
FOLDS = 10
ALIKE = 0.90  # Lines with this share of their characters in common are the same.
WITHOUT_HEADLINE = 0.05  # the weight of a page without its headline, which is a rare capture
L2 = 0.001  # the weight of the ridge that keeps the weights of features small
STEPS, HALVINGS = 30, 12  # The loss converges in far fewer.
CLOSE = 1e-7  # The last step is the one that lowers the loss by no more than this.
LEAST = 1e-12  # a chance of 0, of which there is no logarithm

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One capture: the features of its candidates, a row for each, and which are the headline."""

    family: str
    half: str
    capture: str
    rows: Floats
    right: NDArray[np.bool_]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    names, samples = read(folder)
    report = cross_validated(samples)
    weights = fit(samples)
    families = len({sample.family for sample in samples})
    write(names, weights, f"{len(samples)} captures of {families} outlets", report)
    sys.stdout.write("\n".join(report) + "\n")


def read(folder: Path) -> tuple[list[str], list[Sample]]:
    """The names of the features, and the samples with their features in this order."""
    found: list[tuple[dict[str, Any], str, list[tuple[str, dict[str, float]]]]] = []
    for path in sorted((folder / "dev").glob("*.json")):
        truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for capture, place in (("full", folder / "dev"), ("region", folder / "region" / "dev")):
            text = place / f"{truth['name']}.txt"
            if text.exists():
                lines = candidates(layout_of(Page.of(text.read_text(encoding="utf-8"))))
                pairs = [((line.within or line.block).text, dict(line.features)) for line in lines]
                found.append((truth, capture, pairs))
    names = sorted({name for _, _, pairs in found for _, features in pairs for name in features})
    samples = []
    for truth, capture, pairs in found:
        rows = np.array([[features[name] for name in names] for _, features in pairs], float)
        true = [truth["headline"], *(truth.get("headline_alt") or [])]
        right = np.array([any(is_alike(text, other) for other in true) for text, _ in pairs], bool)
        half = "AB"[int(hashlib.sha1(truth["family"].encode()).hexdigest(), 16) % 2]
        shaped = rows.reshape(len(pairs), len(names))
        samples.append(Sample(truth["family"], half, capture, shaped, right))
    return names, samples


def is_alike(one: str, other: str) -> bool:
    """True if the letters and figures of two lines are nearly the same (indel similarity)."""
    a, b = plain(one), plain(other)
    if not a or not b or 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):
        return False
    return 2 * common(a, b) >= ALIKE * (len(a) + len(b))


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def common(a: str, b: str) -> int:
    """The length of the longest common subsequence, with the bits of one number as a row."""
    masks: dict[str, int] = {}
    for place, char in enumerate(a):
        masks[char] = masks.get(char, 0) | 1 << place
    full = (1 << len(a)) - 1
    row = full
    for char in b:
        matched = row & masks.get(char, 0)
        row = ((row + matched) | (row - matched)) & full
    return len(a) - row.bit_count()


def fit(samples: Sequence[Sample]) -> Floats:
    """The weights of the features and, last, of "no headline", by Newton's method.

    Several lines of a page may be right. The share of each is fixed for every step, so that the
    step solves a convex problem.
    """
    parts, targets, importance = [], [], []
    for sample in samples:
        for wanted, part in ((True, 1.0), (False, WITHOUT_HEADLINE)):
            keep = np.ones(len(sample.right), bool) if wanted else ~sample.right
            if wanted and not sample.right.any():
                continue
            parts.append(with_none(sample.rows[keep]))
            targets.append(np.append(sample.right[keep], not wanted).astype(float))
            importance.append(part)
    x, y = np.vstack(parts), np.concatenate(targets)
    page = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    starts = np.searchsorted(page, np.arange(len(parts)))
    shares = np.array(importance) / sum(importance)
    ridge = L2 * np.eye(x.shape[1])
    weights = np.zeros(x.shape[1])
    loss, chance, fair = _likelihood(x @ weights, y, page, starts, shares)
    loss += float(weights @ ridge @ weights) / 2
    for _ in range(STEPS):
        slope = x.T @ ((chance - fair) * shares[page]) + ridge @ weights
        means = np.add.reduceat(x * chance[:, None], starts, axis=0)
        bend = x.T @ (x * (chance * shares[page])[:, None]) + ridge
        bend -= means.T @ (means * shares[:, None])
        step = np.linalg.solve(bend, slope)
        before = loss
        for _ in range(HALVINGS):
            tried = weights - step
            loss, chance, fair = _likelihood(x @ tried, y, page, starts, shares)
            loss += float(tried @ ridge @ tried) / 2
            if loss <= before:
                break
            step = step / 2
        weights = tried
        if abs(before - loss) < CLOSE:
            break
    return weights


def _likelihood(
    scores: Floats, y: Floats, page: NDArray[np.int64], starts: NDArray[np.int64], shares: Floats
) -> tuple[float, Floats, Floats]:
    """The loss; the chance of each row; and its share among the right rows of its page."""
    odds = np.exp(scores - np.maximum.reduceat(scores, starts)[page])
    chance = odds / np.add.reduceat(odds, starts)[page]
    right = np.maximum(np.add.reduceat(chance * y, starts), LEAST)
    return float(-(shares * np.log(right)).sum()), chance, chance * y / right[page]


def with_none(rows: Floats) -> Floats:
    """The rows, and another for "no headline", which has a column of its own."""
    none = np.zeros((1, rows.shape[1] + 1))
    none[0, -1] = 1.0
    return np.vstack([np.hstack([rows, np.zeros((len(rows), 1))]), none])


def cross_validated(samples: Sequence[Sample]) -> list[str]:
    """A report: how often pages of held-out outlets get a right headline, a wrong one or none."""
    outcomes: dict[tuple[str, str], list[str]] = {}
    for fold in range(FOLDS):
        weights = fit([sample for sample in samples if fold_of(sample.family) != fold])
        for sample in samples:
            if fold_of(sample.family) == fold:
                outcome = outcome_of(sample, weights)
                outcomes.setdefault((sample.capture, sample.half), []).append(outcome)
    return [
        f"{capture} captures, half {half} of the outlets: {shares_of(found)}"
        for (capture, half), found in sorted(outcomes.items())
    ]


def fold_of(family: str) -> int:
    return int(hashlib.md5(family.encode()).hexdigest(), 16) % FOLDS


def outcome_of(sample: Sample, weights: Floats) -> str:
    best = int(np.argmax(with_none(sample.rows) @ weights))
    if best == len(sample.right):
        return "none"
    return "right" if sample.right[best] else "wrong"


def shares_of(outcomes: Iterable[str]) -> str:
    found = list(outcomes)
    shares = (f"{kind} {found.count(kind) / len(found):.3f}" for kind in ("right", "wrong", "none"))
    return f"{', '.join(shares)} of {len(found)}"


def write(names: Sequence[str], weights: Floats, data: str, report: Sequence[str]) -> None:
    lines = [
        "# The weight of each feature of a line: above 0 if it speaks for the headline. The",
        "# headline is the line with the greatest sum of weights times features, if that is more",
        '# than that of "no headline". The features are those of fields/headline/features.py.',
        f"# Written by benchmarks/train_headline.py from {data}: public pages of the test",
        "# data of article extractors. None of their text is in this file.",
        "# Cross-validated, outlets held out:",
        *(f"#   {line}" for line in report),
        "",
        "[weights]",
    ]
    pairs = sorted(zip([*names, NO_HEADLINE], weights, strict=True), key=lambda pair: -pair[1])
    lines += [f'"{name}" = {weight:.2f}' for name, weight in pairs]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
