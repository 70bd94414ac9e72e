"""ZIP and tar archives: members in order, and what is hostile refused entry by entry."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from articles.ingest.incoming import jobs_of
from articles.limits import Limits
from articles.readers import Failure, Member, Opened, PassedOver, Source, find, members, read
from articles.readers.containers import entries

LIMIT = 20_000
PAGE = b"<!doctype html><title>Weir</title><p>The weir of Overmill is open."
TEXT = b"The weir is open\n\nBoats passed it on Monday.\n"
RECORDS = b'{"id": "r1", "headline": "Ferry"}\n{"id": "r2", "headline": "Weir"}\n'


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]  # a str
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def all_of(data: bytes, name: str) -> list[Member | Failure | PassedOver]:
    return list(members(Opened(io.BytesIO(data), name, path=f"/in/{name}", filename=name), LIMIT))


def told(found: list[Member | Failure | PassedOver]) -> list[tuple[str, str]]:
    """Return each name with the format, or with the beginning of why it is not read."""
    return [
        (each.name, each.format)
        if isinstance(each, Member)
        else (each.name, each.reason if isinstance(each, Failure) else f"({each.kind})")
        for each in found
    ]


FILES = {
    "b/page.txt": PAGE,
    "a/story.txt": TEXT,
    "records.jsonl": RECORDS,
    "photo.jpg": b"\xff\xd8\xff photo",
    "README": b"Not known by name or content.",
    "__MACOSX/._story.txt": TEXT,
    "a/.hidden.txt": TEXT,
    "inner.zip": zipped({"deep.html.gz": gzip.compress(PAGE), "deep.tar": tarred({"t.txt": TEXT})}),
    "large.txt": b"x" * 30_000,
    "last.txt": TEXT,
}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(FILES)),
        ("x.tar", tarred(FILES)),
        ("x.tar.gz", gzip.compress(tarred(FILES))),
        ("x.tgz", gzip.compress(tarred(FILES))),
        ("x.zip.gz", gzip.compress(zipped(FILES))),
        ("x.bin", zipped(FILES)),
    ],
)
def test_an_archive_yields_its_files_in_order(name: str, data: bytes) -> None:
    assert told(all_of(data, name)) == [
        (f"{name}#b/page.txt", "html"),
        (f"{name}#a/story.txt", "text"),
        (f"{name}#records.jsonl#r1", "record"),
        (f"{name}#records.jsonl#r2", "record"),
        (f"{name}#photo.jpg", "(.jpg file)"),
        (f"{name}#README", "(file without an ending)"),
        (f"{name}#__MACOSX/._story.txt", "(file of the operating system)"),
        (f"{name}#a/.hidden.txt", "(hidden file)"),
        (f"{name}#inner.zip#deep.html.gz", "html"),
        (f"{name}#inner.zip#deep.tar#t.txt", "text"),
        (
            f"{name}#large.txt",
            "The file is too large (more than 20,000 bytes). Split it into one article per file.",
        ),
        (f"{name}#last.txt", "text"),
    ]


BOMB = b'{"headline": "' + b"a" * 15_000 + b'"}\n'


def hostile_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in (
            "/etc/story.txt",
            "../story.txt",
            "a/../../b.txt",
            "C:\\story.txt",
            "a\nb.txt",
        ):
            archive.writestr(name, TEXT)
        for name, mode in (("link.txt", 0o120777), ("pipe.txt", 0o010644), ("disk.txt", 0o060644)):
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, b"/etc/passwd")
        archive.writestr("good.txt", TEXT)
        archive.writestr("locked.txt", TEXT)
    # The flag that says that an entry has a password, in its own head and in the list.
    whole = bytearray(data.getvalue())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.rfind(signature) + at
        whole[place : place + 2] = struct.pack("<H", 1)
    return bytes(whole)


def hostile_tar() -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for name in (
            "/etc/story.txt",
            "../story.txt",
            "a/../../b.txt",
            "C:\\story.txt",
            "a\nb.txt",
        ):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT))
        for name, kind in (
            ("link.txt", tarfile.SYMTYPE),
            ("hard.txt", tarfile.LNKTYPE),
            ("pipe.txt", tarfile.FIFOTYPE),
            ("disk.txt", tarfile.BLKTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("good.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "refused"),
    [
        ("x.zip", hostile_zip(), "absolute .. .. absolute control link regular regular password"),
        ("x.tar", hostile_tar(), "absolute .. .. absolute control link link regular regular"),
    ],
)
def test_hostile_entries_are_refused_one_by_one(name: str, data: bytes, refused: str) -> None:
    found = all_of(data, name)
    (member,) = (each for each in found if isinstance(each, Member))
    reasons = [each.reason for each in found if isinstance(each, Failure)]
    assert (member.name, member.data) == (f"{name}#good.txt", TEXT)
    for reason, word in zip(reasons, refused.split(), strict=True):
        assert word in reason


def overlapping() -> bytes:
    """A ZIP archive whose 2,000 entries all unpack the same bytes, a fifth of a million each."""
    packed = zipped({"a.jsonl": b"\n" * 200_000})
    start = packed.index(b"PK\x01\x02")
    end = packed.index(b"PK\x05\x06")
    entry, count = packed[start:end], 2000
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(entry) * count, start, 0)
    return packed[:start] + entry * count + tail


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(zipped({"a.jsonl": BOMB * 400}), "unpacks to more than", id="bomb"),
        pytest.param(
            zipped({f"{n}.zip": zipped({"a.jsonl": BOMB * 100}) for n in range(9)}),
            "unpacks to more than",
            id="nested bomb",
        ),
        pytest.param(
            gzip.compress(zipped({"a.jsonl": BOMB * 400})), "unpacks to more", id="in gzip"
        ),
        pytest.param(overlapping(), "", id="overlapping entries"),
        pytest.param(zipped({"a.txt": TEXT})[:-8], "damaged or incomplete", id="truncated"),
        pytest.param(b"PK\x03\x04" + b"x" * 99, "damaged or incomplete", id="no archive"),
        pytest.param(zipped({}), "is empty", id="empty"),
        pytest.param(zipped({"ppt/presentation.xml": b"x"}), "a PowerPoint", id="slides"),
        pytest.param(tarred({"a.txt": TEXT * 90})[:900], "damaged or incomplete", id="cut tar"),
    ],
)
def test_a_bomb_or_a_damaged_archive_is_refused(data: bytes, words: str) -> None:
    failures = [each for each in all_of(data, "x.zip") if isinstance(each, Failure)]
    assert any(words in each.reason for each in failures)
    assert all("Nothing" in each.reason or each.reason.endswith(".") for each in failures)


def test_an_endless_list_of_entries_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("articles.readers.containers.zipped", "articles.readers.containers.tarred"):
        monkeypatch.setattr(f"{name}.MOST_ENTRIES", 3)
    files = {f"{number}.txt": TEXT for number in range(5)}
    for data, name in ((zipped(files), "x.zip"), (tarred(files), "x.tar")):
        found = all_of(data, name)
        assert [type(each) for each in found] == [Member] * 3 + [Failure]
        assert isinstance(found[-1], Failure)
        assert found[-1].reason == entries.TOO_MANY
    monkeypatch.setattr("articles.readers.containers.zipped._LONGEST_LIST", 100)
    (failure,) = all_of(zipped(files), "x.zip")
    assert isinstance(failure, Failure)


def test_a_bad_member_fails_alone() -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT * 3, "c.txt": TEXT}, zipfile.ZIP_STORED))
    data[data.index(TEXT * 3) + 5] ^= 0xFF
    names = [(each.name, isinstance(each, Failure)) for each in all_of(bytes(data), "x.zip")]
    assert names == [("x.zip#a.txt", False), ("x.zip#b.txt", True), ("x.zip#c.txt", False)]


def test_archives_on_disk_are_read_as_streams(tmp_path: Path) -> None:
    path = tmp_path / "x.tar.gz"
    path.write_bytes(gzip.compress(tarred({"a.txt": TEXT, "b.html": PAGE})))
    found = list(read(Source("x.tar.gz", path), LIMIT))
    assert told(found) == [("x.tar.gz#a.txt", "text"), ("x.tar.gz#b.html", "html")]


def test_a_library_that_fails_in_its_own_way_ends_one_file_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.zip", "b.zip"):
        (tmp_path / name).write_bytes(zipped({"a.txt": TEXT, "b.txt": TEXT}))

    def failing(*_: object) -> str:
        raise KeyError("unforeseen")

    monkeypatch.setattr(
        "articles.readers.containers.zipped.refusal",
        lambda name: entries.refusal(name) if name == "a.txt" else failing(),
    )
    found = list(jobs_of(find([tmp_path]), Limits()))
    assert [type(each) for each in found] == [Member, Failure] * 2
    assert isinstance(found[1], Failure)
    assert found[1].reason.startswith("It could not be read (KeyError")


def test_an_archive_with_damaged_names_is_refused() -> None:
    data = zipped({"ä.txt": TEXT}).replace("ä".encode(), b"\xff\xfe")
    (failure,) = all_of(data, "x.zip")
    assert isinstance(failure, Failure)
    assert "damaged" in failure.reason
