"""Whatever bytes a file has, reading and extracting it raises nothing, and takes linear time."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import Failure, Member, Source
from tests.articles.material import PIECES, repeated
from tests.samples import sampled

EXTRACTOR = Extractor(Limits(seconds=20), Learnt())

#: Units whose repetition once took more than linear time, by the format of the file.
FOUND = [
    ("text", "x" * 50 + "北京\r\n"),  # each line of a printed column was joined to all before it
    ("text", "Advertisement\nâ€LONDON, "),
    ("html", "By <option>?>"),  # justext looks for the neighbours of each paragraph
    ("html", "<input><td>..."),  # so it does where they stand on one line
    ("html", "a@b.c <li>]]><h1>x</h1>"),
    ("html", "\n\n<p>&lt<input>"),
    ("html", "<span style='display:none'>?><title>x</title>"),  # no text, up to some depth
    ("text", "ferry-\nlate"),  # each divided word was looked for in the whole page
]
#: Four times the size may take so many times as long. With quadratic time it would be sixteen.
MOST_TIMES = 9
#: Seconds below which times differ by chance.
NOISE = 0.15


def result(format: str, data: bytes) -> Incoming | Failure:
    result = EXTRACTOR.result(Member(data, "a", format=format))
    if isinstance(result, Failure):
        assert result.reason != EXTRACTOR.limits.too_slow, data[:200]
        assert not result.reason.startswith("It could not be read ("), result.reason
        assert result.reason.endswith("."), result.reason
    return result


def seconds(format: str, unit: str, size: int, times: int = 2) -> float:
    """The processor time for a file; the least of several, since others use the machine too."""
    data = repeated(format, unit, size)
    found = []
    for _ in range(times):
        # A collection looks at all objects that the tests of this process have left behind.
        gc.disable()
        try:
            began = time.process_time()
            result(format, data)
            found.append(time.process_time() - began)
        finally:
            gc.enable()
    return min(found)


def assert_linear(format: str, unit: str, size: int) -> None:
    four = seconds(format, unit, 4 * size, times=1)
    # Most are quick, whatever a quarter of them takes; then this was the only look at them.
    if four <= NOISE or four <= MOST_TIMES * seconds(format, unit, size) + NOISE:
        return
    for _ in range(3):  # what is not linear is too slow each time
        one, four = seconds(format, unit, size), seconds(format, unit, 4 * size)
        if four <= MOST_TIMES * one + NOISE:
            return
        # A size from which a page is read in another way makes one step, not two.
        if seconds(format, unit, 16 * size) <= MOST_TIMES * four + NOISE:
            return
    pytest.fail(f"{unit!r}: {one:.2f} s, {four:.2f} s for four times")


def units(format: str, most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(PIECES[format]), min_size=1, max_size=most).map("".join)


@pytest.mark.parametrize("format", PIECES)
def test_any_pieces_are_read_or_refused_with_a_sentence(format: str) -> None:
    texts = units(format, 40).map(lambda text: text.encode("utf-8", "surrogatepass"))

    @given(texts | st.binary(max_size=200) | st.tuples(texts, st.binary(max_size=20)).map(b"".join))
    def check(data: bytes) -> None:
        result(format, data)

    check()


@given(st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.jsonl.gz", "a.gz"]), st.data())
def test_any_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("fuzz") / name
    pieces = units("record", 40).map(lambda text: text.encode("utf-8", "surrogatepass"))
    path.write_bytes(
        data.draw(pieces | st.binary(max_size=300).map(lambda rest: b"\x1f\x8b" + rest))
    )
    for job in jobs_of([Source(name, path)], EXTRACTOR.limits):
        results = EXTRACTOR.results(job)
        assert results
        assert all(isinstance(each, (Incoming, Failure)) for each in results)


@pytest.mark.parametrize(
    ("format", "unit"), sampled(FOUND, [FOUND[0], FOUND[-1]]), ids=[repr(unit) for _, unit in FOUND]
)
def test_what_once_took_long_takes_linear_time(format: str, unit: str) -> None:
    result(format, b"<p>The ferry was late.")  # loads what is loaded once
    assert_linear(format, unit, 30_000)


@pytest.mark.slow
@pytest.mark.parametrize("format", PIECES)
def test_any_repetition_takes_linear_time(format: str) -> None:
    # Without the search for a shorter example, which would take as long for each that it tries.
    @settings(max_examples=300, phases=(Phase.explicit, Phase.reuse, Phase.generate))
    @given(units(format))
    @example(PIECES[format][0])
    def check(unit: str) -> None:
        assert_linear(format, unit, 30_000)

    result(format, b"<p>The ferry was late.")
    for piece in PIECES[format]:
        assert_linear(format, piece, 30_000)
    check()
