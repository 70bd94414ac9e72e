"""The weights of the features of outlets, as ``benchmarks/train_outlet.py`` has computed them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from articles.extraction.words.vocabulary import DATA

#: The name of the weight that the sum of an outlet must exceed.
NO_OUTLET = "no outlet"
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


def weight_of(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    """The sum of the features, each times its weight."""
    return sum([table.get(name, 0.0) * value for name, value in features.items() if value])
