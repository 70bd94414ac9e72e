"""Ctrl-C and SIGTERM are not lost, whatever they interrupt."""

from __future__ import annotations

import gc
import signal

import pytest
from django.db import connection, transaction

from articles.management.interruption import exit_code, interruption
from articles.models import Article
from articles.runs import run


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["Ctrl-C", "SIGTERM"]
)
def test_it_interrupts_at_once(number: signal.Signals, code: int) -> None:
    with interruption() as interrupted, pytest.raises(KeyboardInterrupt) as stop:
        signal.raise_signal(number)
    assert interrupted() is stop.type
    assert exit_code(stop.value) == code


def test_without_it_nothing_is_interrupted() -> None:
    with interruption() as interrupted:
        pass
    assert not interrupted()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_noticed_where_python_swallows_it() -> None:
    class Closing:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with interruption() as interrupted:
        closing = Closing()
        del closing
        gc.collect()
        assert interrupted()


def test_the_previous_signal_handler_is_restored() -> None:
    both = (signal.SIGINT, signal.SIGTERM)
    before = [signal.getsignal(each) for each in both]
    with interruption():
        assert not set(before) & {signal.getsignal(each) for each in both}
    assert [signal.getsignal(each) for each in both] == before


@pytest.mark.django_db(transaction=True)
def test_a_half_begun_transaction_is_ended_with_the_run() -> None:
    def half_begun() -> None:
        # As if Ctrl-C came right after the database began the transaction.
        connection.cursor().execute("BEGIN")
        signal.raise_signal(signal.SIGINT)

    with interruption(), pytest.raises(KeyboardInterrupt), run():
        half_begun()
    with transaction.atomic():
        assert not Article.objects.exists()


@pytest.mark.django_db
def test_a_run_does_not_end_the_transaction_around_it() -> None:
    with interruption(), pytest.raises(KeyboardInterrupt), run():
        signal.raise_signal(signal.SIGINT)
    assert connection.in_atomic_block
    assert not Article.objects.exists()
