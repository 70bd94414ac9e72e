"""A choice among the candidates of a page: how its weights are computed and how it is scored.

The model is a multinomial logit: the chance of a candidate grows with the sum of its features times
their weights, and "none" is one candidate more, with a weight of its own. It serves
``train_headline.py`` and ``train_outlet.py``. The same input gives the same weights.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDS = 10
STEPS, HALVINGS = 30, 12  # The loss converges in far fewer.
CLOSE = 1e-7  # The last step is the one that lowers the loss by no more than this.
LEAST = 1e-12  # a chance of 0, of which there is no logarithm

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One capture: the features of its candidates, a row for each, and which of them are right."""

    family: str
    capture: str
    rows: Floats
    right: NDArray[np.bool_]
    weight: float = 1.0


@dataclass(frozen=True)
class Recipe:
    """How weights are computed.

    ``ridge`` keeps them small. Each capture with right candidates is learnt once more without
    them, with the weight ``without``, so that "none" is right. ``silent`` is the weight of a
    capture that has no right candidate. A candidate is only chosen if its chance is more than
    ``least``.
    """

    ridge: float
    without: float
    silent: float
    least: float = 0.0


def fit(samples: Sequence[Sample], recipe: Recipe) -> Floats:
    """The weights of the features and, last, of "none", by Newton's method.

    Where several candidates are right, the share of each is fixed for every step, so that the step
    solves a convex problem.
    """
    parts, targets, importance = [], [], []
    for sample in samples:
        has_right = bool(sample.right.any())
        without = recipe.without if has_right else recipe.silent
        for wanted, part in ((True, float(has_right)), (False, without)):
            keep = np.ones(len(sample.right), bool) if wanted else ~sample.right
            if not part:
                continue
            parts.append(with_none(sample.rows[keep]))
            targets.append(np.append(sample.right[keep], not wanted).astype(float))
            importance.append(part * sample.weight)
    x, y = np.vstack(parts), np.concatenate(targets)
    page = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    starts = np.searchsorted(page, np.arange(len(parts)))
    shares = np.array(importance) / sum(importance)
    ridge = recipe.ridge * np.eye(x.shape[1])
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
    """The rows, and another for "none", which has a column of its own."""
    none = np.zeros((1, rows.shape[1] + 1))
    none[0, -1] = 1.0
    return np.vstack([np.hstack([rows, np.zeros((len(rows), 1))]), none])


def cross_validated(samples: Sequence[Sample], recipe: Recipe) -> list[str]:
    """A report: how often captures of held-out outlets get a right value, a wrong one or none."""
    outcomes: dict[str, list[str]] = {}
    for fold in range(FOLDS):
        others = [sample for sample in samples if fold_of(sample.family) != fold]
        weights = fit(others, recipe) if len(others) < len(samples) else None
        for sample in samples:
            if weights is not None and fold_of(sample.family) == fold:
                outcomes.setdefault(sample.capture, []).append(
                    outcome_of(sample, weights, recipe.least)
                )
    return [
        f"{capture} captures: {shares_of(found)}" for capture, found in sorted(outcomes.items())
    ]


def fold_of(family: str) -> int:
    return int(hashlib.md5(family.encode()).hexdigest(), 16) % FOLDS


def outcome_of(sample: Sample, weights: Floats, least: float = 0.0) -> str:
    scores = with_none(sample.rows) @ weights
    best = int(np.argmax(scores))
    if best == len(sample.right) or 1 / np.exp(scores - scores[best]).sum() <= least:
        return "none"
    return "right" if sample.right[best] else "wrong"


def shares_of(outcomes: Iterable[str]) -> str:
    found = list(outcomes)
    shares = (f"{kind} {found.count(kind) / len(found):.3f}" for kind in ("right", "wrong", "none"))
    return f"{', '.join(shares)} of {len(found)}"


def write_weights(
    target: Path,
    header: Sequence[str],
    report: Sequence[str],
    names: Sequence[str],
    weights: Floats,
) -> None:
    """Write the weights of the features, and last that of "none" (see ``write_table``)."""
    write_table(target, header, report, dict(zip(names, weights, strict=True)))


def write_table(
    target: Path, header: Sequence[str], report: Sequence[str], weights: Mapping[str, float]
) -> None:
    """Write a table of weights, greatest first, below a comment that ends with the cross-validated
    scores of ``report``."""
    scores = ["Cross-validated, outlets held out:", *(f"  {line}" for line in report)]
    comment = [*header, *scores] if report else header
    pairs = sorted(weights.items(), key=lambda pair: -pair[1])
    lines = [*(f"# {line}" for line in comment), "", "[weights]"]
    lines += [f'"{name}" = {weight:.2f}' for name, weight in pairs]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
