"""Ctrl-C is not lost, whatever it interrupts."""

from __future__ import annotations

import gc
import signal

import pytest

from articles.management.interruption import interruption


def test_it_interrupts_at_once() -> None:
    with interruption() as interrupted, pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert interrupted()


def test_without_it_nothing_is_interrupted() -> None:
    with interruption() as interrupted:
        pass
    assert not interrupted()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_known_where_python_swallows_it() -> None:
    class Closing:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with interruption() as interrupted:
        closing = Closing()
        del closing
        gc.collect()
        assert interrupted()


def test_what_was_done_at_ctrl_c_before_is_done_again_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruption():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
