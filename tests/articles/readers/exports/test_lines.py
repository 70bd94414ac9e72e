"""The lines of an export, which are decoded many at once."""

from __future__ import annotations

import io

import pytest

from articles.readers.exports.textexport import lines_of

#: More bytes than are read at once, so that characters and line ends stand where a part ends.
LONG = [
    f"{number} The weir of Övermill – “open” – has {'é' * (number % 7)}" for number in range(4000)
]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"], ids=["with a last line end", "without one"])
def test_long_files_have_the_same_lines_whatever_ends_them(end: str, last: str) -> None:
    data = f"{end.join(LONG)}{end if not last else f'{end}end'}".encode()
    assert list(lines_of(io.BytesIO(data))) == [*LONG, *filter(None, [last])]


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"one\n\ntwo", ["one", "", "two"]),
        (b"\xef\xbb\xbfone\ntwo\n", ["one", "two"]),
        ("eins\nzwei ü\n".encode("utf-16"), ["eins", "zwei ü", ""]),
        (b"caf\xe9\r\ncaf\xc3\xa9\r\n\r\nend", ["café", "café", "", "end"]),
        (b"one\rtw\xf6\r\n", ["one", "twö"]),
    ],
)
def test_each_line_is_decoded_in_its_own_encoding(data: bytes, lines: list[str]) -> None:
    assert list(lines_of(io.BytesIO(data), "cp1252")) == lines
