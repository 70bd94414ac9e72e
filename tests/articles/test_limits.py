"""A file that takes too much time or memory fails alone, with a sentence, and the ingest goes on."""

from __future__ import annotations

import json
import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path
from unittest import mock

import pytest

from articles import workers
from articles.extraction.furniture import Learnt
from articles.ingest import incoming
from articles.ingest.incoming import Extractor, Incoming, Job, jobs_of
from articles.limits import Limits, OutOfTime, time_limit
from articles.readers import Failure, Member, find
from articles.readers.text import PlainText
from articles.workers import extracted

Write = Callable[[str, str | bytes], Path]

LIMITS = Limits(seconds=0.3, grace=0.3, memory=100_000_000)
STORY = "The ferry was late\n\nThe ferry was late because its captain lost a key.\n"


def loop_in_python() -> None:
    while True:
        time.time()


def loop_in_a_library() -> None:
    """As a library that catches whatever goes wrong."""
    while True:
        try:
            loop_in_python()
        except Exception:
            continue


def loop_in_c() -> None:
    deque(repeat(None, 10**13), maxlen=0)


def take_memory() -> None:
    bytearray(500_000_000)


DEEDS = {
    deed.__name__: deed for deed in (loop_in_python, loop_in_a_library, loop_in_c, take_memory)
}


class Costly(Extractor):
    """Does what a file says instead of extracting it, which takes longer than these limits."""

    def _result(self, job: Job) -> Incoming | Failure:
        if isinstance(job, Failure):
            return job
        assert isinstance(job, Member)
        if deed := DEEDS.get(job.data.split()[0].decode()):
            deed()
        return Failure(job.name, "")


def reasons(folder: Path, processes: int, extractor: Extractor | None = None) -> dict[str, str]:
    """Return why each file failed, "" where it was read; in order."""
    extractor = extractor or Costly(LIMITS, Learnt())
    return {
        Path(each.name).name: each.reason if isinstance(each, Failure) else ""
        for each in extracted(jobs_of(find([folder]), extractor.limits), extractor, processes)
    }


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (loop_in_python, LIMITS.too_slow),
        (loop_in_a_library, LIMITS.too_slow),
        (loop_in_c, LIMITS.too_slow),
        (take_memory, LIMITS.too_greedy),
    ],
    ids=list(DEEDS),
)
def test_in_a_worker_process_it_fails_alone(
    write: Write, tmp_path: Path, deed: Callable[[], None], reason: str
) -> None:
    for name in ("a.txt", "b.txt", "d.txt", "e.txt"):
        write(name, f"{name} {STORY}")
    write("c.txt", f"{deed.__name__} {STORY}")
    with mock.patch.object(workers, "BEFORE_WORKERS", 0):
        found = reasons(tmp_path, 2)
    assert list(found) == ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    assert {name: why for name, why in found.items() if why} == {"c.txt": reason}


@pytest.mark.parametrize(
    "deed", [loop_in_python, loop_in_a_library], ids=lambda deed: deed.__name__
)
def test_in_the_main_process_it_fails_alone(
    write: Write, tmp_path: Path, deed: Callable[[], None]
) -> None:
    write("a.txt", STORY)
    write("b.txt", f"{deed.__name__} {STORY}")
    write("c.txt", STORY)
    assert reasons(tmp_path, 1) == {"a.txt": "", "b.txt": LIMITS.too_slow, "c.txt": ""}


def test_a_large_file_is_always_left_to_a_worker(write: Write, tmp_path: Path) -> None:
    write("a.txt", STORY)
    write("b.txt", f"loop_in_c {STORY * (workers.LARGE // len(STORY) + 1)}")
    write("c.txt", STORY)
    assert reasons(tmp_path, 2) == {"a.txt": "", "b.txt": LIMITS.too_slow, "c.txt": ""}


def test_a_container_in_which_the_next_article_is_not_found_is_given_up(
    write: Write, tmp_path: Path
) -> None:
    def stuck(source: object, size: int) -> Iterator[Member]:
        yield Member(STORY.encode(), "b.jsonl#1")
        loop_in_python()

    write("b.jsonl", json.dumps({"id": "1", "body": STORY}))
    with mock.patch.object(incoming, "read", stuck):
        found = reasons(tmp_path, 1)
    (name, why) = found.popitem()
    assert found == {"b.jsonl#1": ""}
    assert (name, why) == ("b.jsonl", f"{LIMITS.too_slow} Nothing from here on was read.")


def test_a_text_of_too_many_lines_is_refused(write: Write, tmp_path: Path) -> None:
    write("a.txt", "A line\n" * 49)
    write("b.txt", "A line\n" * 50)
    extractor = Extractor(Limits(lines=50), Learnt())
    assert reasons(tmp_path, 1, extractor) == {"a.txt": "", "b.txt": extractor.limits.too_long}


def test_a_rule_that_fails_fails_one_file(
    write: Write, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write("a.txt", STORY)
    write("b.txt", f"Broken {STORY}")
    text = PlainText.text

    def broken(self: PlainText, data: bytes) -> object:
        return text(self, data) if data.startswith(b"The") else 1 / 0

    with mock.patch.object(PlainText, "text", broken):
        found = reasons(tmp_path, 1, Extractor(Limits(), Learnt()))
    assert found == {
        "a.txt": "", "b.txt": "It could not be read (ZeroDivisionError: division by zero)."
    }  # fmt: skip


@pytest.mark.parametrize("limit", ["too_slow", "too_greedy", "too_long"])
def test_a_sentence_names_the_setting_and_what_to_do(limit: str) -> None:
    sentence = getattr(Limits(), limit)
    assert re.search(r"\(INGEST_MAX_(SECONDS|MEMORY|LINES)\)\. (Save|Split) ", sentence)


class TestTimeLimit:
    def test_the_handler_and_the_timer_are_as_before(self) -> None:
        before = signal.getsignal(signal.SIGPROF)
        with pytest.raises(OutOfTime), time_limit(0.05):
            loop_in_python()
        assert signal.getsignal(signal.SIGPROF) is before
        assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)

    def test_time_spent_waiting_does_not_count(self) -> None:
        with time_limit(0.1):
            time.sleep(0.3)

    def test_a_regular_expression_is_interrupted(self) -> None:
        with pytest.raises(OutOfTime), time_limit(0.1):
            re.match(r"(a+)+$", "a" * 60 + "b")

    def test_another_thread_has_a_limit_of_its_own_time(self) -> None:
        def work() -> bool:
            try:
                with time_limit(0.1):
                    time.sleep(0.3)
                    loop_in_a_library()
            except OutOfTime:
                return True
            return False

        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(work).result(timeout=30)

    def test_nothing_arrives_in_a_thread_after_the_end(self) -> None:
        def work() -> str:
            ended = 0
            for number in range(50):
                try:
                    with time_limit(0.002):
                        # Well within the limit, at it, and well beyond it.
                        until = time.thread_time() + 0.001 * (number % 25)
                        while time.thread_time() < until:
                            pass
                except OutOfTime:
                    ended += 1
                until = time.thread_time() + 0.004
                while time.thread_time() < until:
                    pass
            return f"went on, {'some' if ended else 'none'} were ended"

        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(work).result(timeout=30) == "went on, some were ended"
