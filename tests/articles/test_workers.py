"""Several processes read captures and keep their order, whatever happens to one process."""

from __future__ import annotations

import gc
import gzip
import json
import os
import signal
import struct
from collections.abc import Callable, Iterator
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from articles import workers
from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, Job, jobs_of
from articles.limits import Limits
from articles.readers import Failure, Member, Source, find
from articles.workers import extracted

Write = Callable[[str, str | bytes], Path]

EXTRACTOR = Extractor(Limits(), Learnt())


def die_sending() -> None:
    """Be killed when a result is on its way in part: its length has been sent."""
    (results,) = (each for each in gc.get_objects() if isinstance(each, SimpleQueue))
    sender: Any = results
    sender._wlock.acquire()
    os.write(sender._writer.fileno(), struct.pack("!i", 1000))
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly(Extractor):
    """An extractor whose process some files kill: always, only once, or once while it sends."""

    def results(self, job: Job) -> list[Incoming | Failure]:
        if isinstance(job, Source):
            mark = Path(f"{job.resolved}.mark")
            if job.name.endswith("once.txt") and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if job.name.endswith("sending.txt") and not mark.exists():
                mark.touch()
                die_sending()
            if job.name.endswith("always.txt"):
                os.kill(os.getpid(), signal.SIGKILL)
        if isinstance(job, Member) and job.name.endswith("#always"):
            os.kill(os.getpid(), signal.SIGKILL)
        return Extractor.results(self, job)


@pytest.fixture
def at_once() -> Iterator[None]:
    """Worker processes start with the first file, and chunks are small."""
    with mock.patch.object(workers, "BEFORE_WORKERS", 0), mock.patch.object(workers, "CHUNK", 4):
        yield


class Nice(Extractor):
    """An extractor that says how nice its process is, as the name of what it read."""

    def results(self, job: Job) -> list[Incoming | Failure]:
        return [Failure(str(os.nice(0)), "")]


def story(number: int) -> str:
    return f"Ferry {number} was late\n\nFerry {number} was late because its captain lost a key.\n"


def names(folder: Path, extractor: Extractor, processes: int = 2) -> list[tuple[str, str]]:
    """Return the name of each result, and why it failed."""
    return [
        (Path(each.name).name, "")
        if isinstance(each, Incoming)
        else (Path(each.name).name, each.reason)
        for each in extracted(jobs_of(find([folder]), extractor.limits), extractor, processes)
    ]


@pytest.mark.usefixtures("at_once")
def test_results_keep_their_order_and_equal_those_of_one_process(
    write: Write, tmp_path: Path
) -> None:
    for number in range(30):
        write(f"{number:02}.txt", "" if number == 11 else story(number))
    records = [json.dumps({"id": str(each), "body": story(each)}) for each in range(20)]
    write("15.jsonl.gz", gzip.compress("\n".join([*records, "no record"]).encode()))
    many = list(extracted(jobs_of(find([tmp_path]), EXTRACTOR.limits), EXTRACTOR, 2))
    alone = list(extracted(jobs_of(find([tmp_path]), EXTRACTOR.limits), EXTRACTOR, 1))
    assert many == alone
    failed = [Path(each.name).name for each in many if isinstance(each, Failure)]
    assert len(many) == 30 + 21
    assert failed == ["11.txt", "15.jsonl.gz:21"]


@pytest.mark.usefixtures("at_once")
def test_a_file_that_kills_its_process_fails_alone(write: Write, tmp_path: Path) -> None:
    expected = []
    for number in range(14):
        name = f"{number:02}always.txt" if number in (5, 6) else f"{number:02}.txt"
        write(name, story(number))
        expected.append((name, workers.WORKER_DIED if "always" in name else ""))
    assert names(tmp_path, Deadly(Limits(), Learnt())) == expected


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_record_that_kills_its_process_fails_alone(write: Write, tmp_path: Path) -> None:
    ids = [*map(str, range(6)), "always", *map(str, range(6, 9))]
    write("a.jsonl", "\n".join(json.dumps({"id": each, "body": story(7)}) for each in ids))
    expected = [
        (f"a.jsonl#{each}", workers.WORKER_DIED if each == "always" else "") for each in ids
    ]
    assert names(tmp_path, Deadly(Limits(), Learnt())) == expected


@pytest.mark.slow
@pytest.mark.usefixtures("at_once")
def test_a_process_killed_by_chance_loses_nothing(write: Write, tmp_path: Path) -> None:
    expected = []
    for number in range(14):
        name = f"{number:02}once.txt" if number == 9 else f"{number:02}.txt"
        write(name, story(number))
        expected.append((name, ""))
    assert names(tmp_path, Deadly(Limits(), Learnt())) == expected


@pytest.mark.usefixtures("at_once")
def test_a_process_killed_while_it_sends_a_result_loses_nothing(
    write: Write, tmp_path: Path
) -> None:
    for number in range(14):
        write(f"{number:02}-sending.txt" if number == 9 else f"{number:02}.txt", story(number))
    with mock.patch.object(workers, "_NOTICED", 0.5):
        assert names(tmp_path, Deadly(Limits(), Learnt())) == [
            (f"{number:02}-sending.txt" if number == 9 else f"{number:02}.txt", "")
            for number in range(14)
        ]


@pytest.mark.parametrize(("files", "processes"), [(3, 2), (80, 1)], ids=["few files", "set to 1"])
def test_no_process_is_started(write: Write, tmp_path: Path, files: int, processes: int) -> None:
    for number in range(files):
        write(f"{number:02}.txt", story(number))
    with mock.patch.object(workers, "ProcessPoolExecutor", side_effect=AssertionError):
        assert len(names(tmp_path, EXTRACTOR, processes)) == files


@pytest.mark.usefixtures("at_once")
def test_no_more_than_a_bounded_number_of_records_is_read_ahead(
    write: Write, tmp_path: Path
) -> None:
    records = "\n".join(json.dumps({"id": str(each), "body": story(each)}) for each in range(200))
    write("many.jsonl", records)
    read = 0

    def counted() -> Iterator[Job]:
        nonlocal read
        for job in jobs_of(find([tmp_path]), EXTRACTOR.limits):
            read += 1
            yield job

    with mock.patch.object(workers, "AHEAD", 3):
        for place, _ in enumerate(extracted(counted(), EXTRACTOR, 2)):
            assert read <= place + 4 * workers.CHUNK
    assert read == 200


def test_a_chunk_ends_at_its_limit_of_bytes(write: Write) -> None:
    jobs: list[Job] = [Source(str(path), path) for path in (write("a.txt", "x" * 300_000),) * 3]
    assert [len(chunk) for chunk in workers._chunks(iter(jobs))] == [1, 1, 1]


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("processes", "added"),
    [
        pytest.param(2, 3, id="worker processes give way"),
        pytest.param(1, 0, id="the process that writes does not"),
    ],
)
def test_only_processes_that_read_give_way_to_others(
    processes: int, added: int, write: Write, tmp_path: Path
) -> None:
    write("story.txt", story(1))
    jobs = jobs_of(find([tmp_path]), EXTRACTOR.limits)
    [result] = extracted(jobs, Nice(Limits(), Learnt()), processes, niceness=3)
    assert result.name == str(os.nice(0) + added)
