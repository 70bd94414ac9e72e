"""The weights of the features of outlets, as ``benchmarks/train_outlet.py`` has computed them."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from articles.extraction.words.vocabulary import DATA

#: The name of the weight that the sum of an outlet must exceed.
NO_OUTLET = "no outlet"
#: An outlet is named only if its chance is greater, by the weights of all names and "no outlet".
LEAST_CHANCE = 0.45
#: The end of the name of a weight that is added in columns only.
IN_COLUMNS = ", column"


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
