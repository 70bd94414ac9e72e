"""Files that were made to keep a reader busy are refused early, with a sentence."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

import pytest

from articles.readers import Capture, Failure
from articles.readers.tables.jsonl import MOST_EMPTY, MOST_UNREADABLE
from articles.readers.webpages.markupbounds import MOST_ATTRIBUTES, MOST_PARTS

Read = Callable[..., list[Capture | Failure]]

RECORD = json.dumps({"id": "a", "body": "The ferry was late."}).encode()
LARGE = 10_000_000


def tag(attributes: int, name: str = "p") -> str:
    return f"<{name} {' '.join(f'a{n}=b' for n in range(attributes))}>"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(tag(MOST_ATTRIBUTES + 1), id="names and values"),
        pytest.param(tag(25_000), id="very many"),
        pytest.param(tag(MOST_ATTRIBUTES + 1).replace("=b", "/"), id="names between slashes"),
        pytest.param(
            tag(MOST_ATTRIBUTES + 1).replace("=b", "='>'"), id="values that look like ends"
        ),
        pytest.param(tag(MOST_ATTRIBUTES + 1).replace("=b", "='<b>'"), id="values like elements"),
        pytest.param(f"<!-- <a x=' -->{tag(MOST_ATTRIBUTES + 1)}'>", id="behind a comment"),
        pytest.param(f"<script>'<a x=\"'</script>{tag(MOST_ATTRIBUTES + 1)}", id="behind a script"),
        pytest.param(tag(MOST_ATTRIBUTES + 1, "html"), id="of the root"),
    ],
)
def test_an_element_with_too_many_attributes_is_refused(reading: Read, markup: str) -> None:
    (refused,) = reading("a.html", f"{markup}A story".encode(), LARGE)
    assert isinstance(refused, Failure)
    assert f"more than {MOST_ATTRIBUTES:,} attributes" in refused.reason


def test_a_page_of_too_many_elements_is_refused(reading: Read) -> None:
    (refused,) = reading("a.html", b"<b>a" * (MOST_PARTS + 1), LARGE)
    assert isinstance(refused, Failure)
    assert f"more than {MOST_PARTS:,} elements and attributes" in refused.reason


def test_a_page_within_the_bounds_is_read(reading: Read) -> None:
    (page,) = reading("a.html", f"{tag(MOST_ATTRIBUTES)}A story".encode(), LARGE)
    assert isinstance(page, Capture)
    assert page.text == "A story"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\n" * 4_000_000, f"{MOST_EMPTY:,} lines in a row are empty"),
        (b"1\n" * 2_000_000, f"{MOST_UNREADABLE:,} lines in a row cannot be read"),
        (b" " * 4_000_000, "It unpacks to more than 200 times its size"),
        (gzip.compress(b"") * 100_000, "It unpacks to more than 200 times its size"),
        (
            gzip.compress(b" \n" * 90_000 + RECORD + b"\n") * 8,
            "It unpacks to more than 200 times its size",
        ),
    ],
    ids=["newlines", "numbers", "blanks", "empty files", "a file of two floors"],
)
def test_a_small_file_that_unpacks_to_a_large_one_ends_early(
    reading: Read, content: bytes, words: str
) -> None:
    packed = gzip.compress(content, 9)
    name = "a.jsonl.gz.gz" if content.startswith(b"\x1f\x8b") else "a.jsonl.gz"
    *_, last = reading(name, packed)
    assert isinstance(last, Failure)
    assert words in last.reason
    assert "Nothing from here on was read." in last.reason


def test_many_records_that_compress_well_are_read(reading: Read) -> None:
    menu = "Home | Sport | Weather | Letters to the editor | About us | Contact | " * 20
    records = "\n".join(json.dumps({"id": str(n), "body": f"{n} {menu}"}) for n in range(500))
    packed = gzip.compress(records.encode())
    assert len(records) > 100 * len(packed)
    assert all(isinstance(each, Capture) for each in reading("a.jsonl.gz", packed, 20_000))


def test_unreadable_lines_among_records_end_nothing(reading: Read) -> None:
    lines = [b"{}" if n % 3 else RECORD for n in range(3 * MOST_UNREADABLE)]
    read = reading("a.jsonl", b"\n".join(lines))
    assert len(read) == len(lines)
