"""A format is one class: what a new one must implement, and what works without more code."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from articles.extraction.findings import Finding, Locator
from articles.extraction.stated import TextLayout
from articles.models import Capture as StoredCapture
from articles.readers import (
    Capture,
    Failure,
    Member,
    Opened,
    PassedOver,
    Source,
    Text,
    Unreadable,
    capture_of,
    find,
    formats,
    members,
    read,
    read_text,
)
from articles.readers.base import HEAD, Container, Document, Format

NOW = dt.datetime(2024, 5, 1, tzinfo=dt.UTC)
LIMIT = 20_000


class Letter(Document):
    """A first line with the subject, then the text."""

    name = "letter"
    suffixes = (".letter",)
    magic = (b"LETTER ",)
    reader = "letter 1"
    layout = TextLayout.DOCUMENT

    def text(self, data: bytes) -> Text:
        return read_text(data.removeprefix(b"LETTER "))

    def stated(self, data: bytes, text: Text) -> list[Finding]:
        subject = text.text.partition("\n")[0]
        return [Finding("headline", subject, Locator((1,), "subject"), "letter.subject")]


class Bundle(Container):
    """Concatenated files, each after a line with its name and its size."""

    name = "bundle"
    suffixes = (".bundle",)

    def members(self, file: Opened, max_bytes: int) -> Iterator[Opened | Member | Failure]:
        while line := file.file.readline().decode().split():
            name, size = line[0], int(line[1])
            yield file.inner(io.BytesIO(file.file.read(size)), name, captured_at=NOW)


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, Letter(), Bundle()))


def bundle(**files: bytes) -> bytes:
    return b"".join(
        f"{name.replace('_', '.')} {len(data)}\n".encode() + data for name, data in files.items()
    )


def all_of(data: bytes, filename: str) -> list[Member | Failure]:
    file = Opened(io.BytesIO(data), filename, NOW, path=f"/in/{filename}", filename=filename)
    return [each for each in members(file, LIMIT) if not isinstance(each, PassedOver)]


def texts(found: list[Member | Failure]) -> list[tuple[str, str, str]]:
    """Return the name of each, with its format and text, or why it has none."""
    return [
        (each.name, each.format, capture_of(each).text)
        if isinstance(each, Member)
        else (each.name, "", each.reason)
        for each in found
    ]


def test_a_folder_walk_finds_a_new_format_also_compressed(tmp_path: Path) -> None:
    for name in ("a.letter", "b.LETTER.gz", "c.bundle", "d.bundle.gz", "e.other"):
        (tmp_path / name).write_bytes(b"x")
    found = [Path(each.name).name for each in find([tmp_path])]
    assert found == ["a.letter", "b.LETTER.gz", "c.bundle", "d.bundle.gz"]


def test_its_capture_has_the_reader_and_the_stated_values() -> None:
    (member,) = all_of(b"LETTER Bridge\nIt is shut.", "a.letter")
    assert isinstance(member, Member)
    capture = capture_of(member)
    assert (capture.format, capture.reader) == ("letter", "letter 1")
    assert capture.layout is TextLayout.DOCUMENT
    assert [each.value for each in capture.stated] == ["Bridge"]


def test_containers_may_be_nested() -> None:
    records = b'{"id": "f1", "headline": "Ferry"}\n{"id": "f2"}\n'
    inner = bundle(c_letter=b"LETTER C", d_html=b"<p>D")
    data = bundle(
        a_txt=b"A", b_jsonl_gz=gzip.compress(records), in_bundle=inner, e_txt=b"x" * 30_000
    )
    assert texts(all_of(gzip.compress(data), "x.bundle.gz")) == [
        ("x.bundle.gz#a.txt", "text", "A"),
        ("x.bundle.gz#b.jsonl.gz#f1", "record", "headline: Ferry\nid: f1"),
        ("x.bundle.gz#b.jsonl.gz:2", "", "Line 2: The record has neither a headline nor a body."),
        ("x.bundle.gz#in.bundle#c.letter", "letter", "C"),
        ("x.bundle.gz#in.bundle#d.html", "html", "D"),
        (
            "x.bundle.gz#e.txt",
            "",
            "The file is too large (more than 20,000 bytes). Split it into one article per file.",
        ),
    ]


def test_members_have_their_own_paths_and_the_times_that_containers_state() -> None:
    first, _ = all_of(bundle(a_txt=b"A", b_txt=b"B"), "x.bundle")
    assert isinstance(first, Member)
    assert (first.path, first.captured_at, first.identified) == ("/in/x.bundle#a.txt", NOW, False)


def test_first_bytes_determine_the_format_of_a_member_without_a_suffix() -> None:
    for data, name in (
        (b"LETTER Bridge", "download"),
        (gzip.compress(b"LETTER Bridge"), "download.gz"),
        (gzip.compress(b"LETTER Bridge"), "download"),
    ):
        (member,) = all_of(data, name)
        assert isinstance(member, Member)
        assert (member.format, member.data) == ("letter", b"LETTER Bridge")


def test_the_containers_address_counts_if_the_bytes_state_none() -> None:
    page = b'<html><head><link rel="canonical" href="https://example.org/own"></head><p>Text</p>'
    stated = {
        name: [
            each.value
            for each in capture_of(
                Member(data, "a", NOW, url="https://example.org/a", format="html")
            ).stated
            if each.field == "url"
        ]
        for name, data in {"none": b"<p>Text of a page", "own": page}.items()
    }
    assert stated == {"none": ["https://example.org/a"], "own": ["https://example.org/own"]}


def test_members_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "many.bundle"
    with path.open("wb") as file:
        for number in range(500):
            file.write(bundle(**{f"{number}_txt": b"x" * LIMIT}))
    source = Source(str(path), path)
    tracemalloc.start()
    assert sum(isinstance(each, Member) for each in read(source, LIMIT)) == 500
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.name)
def test_every_format_is_valid(each: Format) -> None:
    longest = StoredCapture._meta.get_field("kind").max_length
    assert longest is not None
    assert len(each.name) <= longest
    assert all(end.startswith(".") and end == end.lower() for end in each.suffixes)
    assert all(len(start) <= HEAD for start in each.magic)
    assert isinstance(each, (Document, Container))


def test_names_and_suffixes_are_unique() -> None:
    names = [each.name for each in formats.FORMATS]
    ends = [end for each in formats.FORMATS for end in each.suffixes]
    assert len(set(names)) == len(names)
    assert len(set(ends)) == len(ends)


def test_findings_fit_the_lines_of_an_earlier_reader() -> None:
    record = json.dumps({"id": "f1", "headline": "Ferry", "body": "It sails.\n\nAgain."}).encode()
    earlier = "Earlier reader\nid: f1\nheadline: Ferry\n\nIt sails.\n\nAgain."
    found = formats.document("record").stated(record, Text(earlier, "utf-8"))
    assert {each.locator.place: each.locator.lines for each in found} == {
        "key id": (2,),
        "key headline": (3,),
        "key body": (5, 7),
    }


def test_a_removed_format_is_read_as_text() -> None:
    assert formats.document("gone") is formats.PLAIN_TEXT
    assert isinstance(capture_of(Member(b"A", "a", NOW, format="gone")), Capture)


def test_an_empty_member_is_no_capture() -> None:
    (member,) = all_of(bundle(a_txt=b""), "x.bundle")
    assert isinstance(member, Member)
    with pytest.raises(Unreadable, match="empty"):
        capture_of(member)
