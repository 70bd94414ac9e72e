"""What the weights of outlets are trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from articles.extraction.words.knownoutlets import known_outlets
from benchmarks import train_outlet
from benchmarks.labelled import labelled
from benchmarks.strangers import hidden
from tests.benchmarks.test_folds import write_page


def test_a_hidden_outlet_is_unknown_only_for_a_while() -> None:
    guardian = known_outlets().named("The Guardian")
    assert guardian is not None
    with hidden({guardian.key}):
        assert known_outlets().named("The Guardian") is None
        assert known_outlets().named("Reuters") is not None
    assert known_outlets().named("The Guardian") is not None


@pytest.mark.slow
def test_a_page_of_a_listed_outlet_is_learnt_twice(tmp_path: Path) -> None:
    write_page(tmp_path, "a", "The Guardian", "theguardian.com")
    names, samples = train_outlet.read(labelled([tmp_path]))
    pages = {each.capture: each for each in samples if each.capture != train_outlet.INVENTED}
    assert set(pages) == {"full, listed", "full, in no list"}
    assert pages["full, listed"].right.any()
    assert pages["full, listed"].rows.shape[1] == len(names)
    unlisted = names.index("in no list")
    assert not pages["full, listed"].rows[pages["full, listed"].right, unlisted].any()
    assert np.isfinite(np.vstack([each.rows for each in samples])).all()
