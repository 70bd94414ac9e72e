"""A thread may limit the time of all that it asks of an engine."""

from __future__ import annotations

import math
import threading

from search.engines.timelimits import left, unlimited, within


def test_time_is_without_limit_before_and_after() -> None:
    assert left() == math.inf
    with within(5):
        assert 4 < left() <= 5
    assert left() == math.inf


def test_a_limit_within_another_never_prolongs_it() -> None:
    with within(5):
        with within(100):
            assert left() <= 5
        with within(0):
            assert left() == 0
        assert left() > 4


def test_what_must_be_done_whole_has_no_limit() -> None:
    with within(0):
        with unlimited():
            assert left() == math.inf
        assert left() == 0


def test_other_threads_have_their_own() -> None:
    seen: list[float] = []
    with within(5):
        thread = threading.Thread(target=lambda: seen.append(left()))
        thread.start()
        thread.join()
    assert seen == [math.inf]
