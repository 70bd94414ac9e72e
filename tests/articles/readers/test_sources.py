from __future__ import annotations

import datetime as dt
import hashlib
import os
import socket
from collections.abc import Iterable
from pathlib import Path

import pytest

from articles.ingest.passedover import not_read
from articles.readers import (
    Capture,
    Failure,
    Member,
    PassedOver,
    Source,
    Unreadable,
    capture_of,
    find,
    read,
)
from articles.readers.comparison import comparison_key

LIMIT = 1000


def names(found: Iterable[Source | Failure], root: Path) -> list[str]:
    """Return the files found, as paths below ``root``; failures have a leading mark."""
    return [
        ("" if isinstance(item, Source) else "! ") + os.path.relpath(item.name, root)
        for item in found
    ]


def reason(found: Iterable[Source | Failure]) -> str:
    (failure,) = (item for item in found if isinstance(item, Failure))
    return failure.reason


def load(source: Source, limit: int = LIMIT) -> Capture:
    (member,) = read(source, limit)
    if isinstance(member, Failure):
        raise Unreadable(member.reason)
    assert isinstance(member, Member)
    return capture_of(member)


def loaded(path: Path, limit: int = LIMIT) -> Capture:
    (source,) = find([path])
    assert isinstance(source, Source)
    return load(source, limit)


def test_a_folder_yields_all_texts_below_it_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.txt", "sub/deep/d.txt", "a.note", ".hidden.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/e.txt").write_text("text")
    assert names(find([tmp_path]), tmp_path) == ["a.TXT", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_a_source_has_the_name_that_the_user_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/a.txt").write_text("text")
    monkeypatch.chdir(tmp_path)
    (source,) = find(["seeds/"])
    assert source == Source("seeds/a.txt", (tmp_path / "seeds/a.txt").resolve())


def test_a_named_file_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    (tmp_path / "story.note").write_text("text")
    assert names(find([tmp_path / "story.note"]), tmp_path) == ["story.note"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    again = tmp_path / "." / "a.txt"
    assert names(find([tmp_path / "a.txt", tmp_path, str(again)]), tmp_path) == ["a.txt"]


def test_other_suffixes_can_be_requested(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "b.note").write_text("text")
    assert names(find([tmp_path], (".note",)), tmp_path) == ["b.note"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.txt", "no such file"),
        ("empty", "folder is empty"),
        ("nul\0name", "cannot be read"),
    ],
)
def test_a_path_without_files_is_a_failure(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "empty").mkdir()
    assert words in reason(find([f"{tmp_path}/{name}"]))


def test_a_folder_without_a_file_to_read_is_a_failure_of_a_sentence_or_two(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    walked, asked = reason(find([tmp_path])), reason(find([tmp_path], (".note",)))
    assert walked.startswith("The folder contains no file of a kind that is read from folders.")
    assert len(walked) < 160
    assert asked == "The folder contains no files named *.note."


def test_a_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    found = find([tmp_path / "missing", tmp_path / "a.txt"])
    assert names(found, tmp_path) == ["! missing", "a.txt"]


def test_links_are_followed_only_where_nothing_is_read_twice_or_outside(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("secret")
    (root / "a.txt").write_text("text")
    (root / "inside.txt").symlink_to(root / "a.txt")
    (root / "out.txt").symlink_to(tmp_path / "outside.txt")
    (root / "broken.txt").symlink_to(root / "nothing")
    (root / "round.txt").symlink_to(root / "round.txt")
    (root / "sub/loop").symlink_to(root, target_is_directory=True)
    (root / "folder.txt").symlink_to(tmp_path, target_is_directory=True)
    passed: list[PassedOver] = []
    found = list(find([root], passed_over=passed))
    assert names(found, root) == ["a.txt", "! broken.txt", "! out.txt", "! round.txt"]
    reasons = {Path(item.name).name: item.reason for item in found if isinstance(item, Failure)}
    assert "points to a file that does not exist" in reasons["broken.txt"]
    assert "out of the folder" in reasons["out.txt"]
    assert {Path(each.name).name: each.kind for each in passed} == {
        "folder.txt": "link to a folder",
        "inside.txt": "link to a file that is read itself",
        "loop": "file without an ending",
    }


def test_every_entry_of_a_folder_that_is_not_read_is_told_with_its_kind(tmp_path: Path) -> None:
    for name in ("a.txt", ".DS_Store", ".git/x.txt", "b.css", "sub/c.CSS", "sub/LICENCE"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    passed: list[PassedOver] = []
    assert names(find([tmp_path], passed_over=passed), tmp_path) == ["a.txt"]
    assert not_read(passed) == (
        "Not read: 5 entries of folders and archives (2 .css files, 1 hidden file, "
        "1 hidden folder, "
        "1 file without an ending). Name a file to have it read anyway."
    )


def test_a_file_of_another_suffix_is_read_if_its_content_shows_its_format(tmp_path: Path) -> None:
    (tmp_path / "page.view").write_text("<!doctype html><p>Text")
    (tmp_path / "notes.view").write_text("Text")
    assert names(find([tmp_path]), tmp_path) == ["page.view"]


def test_a_link_to_a_text_that_the_walk_does_not_reach_is_read(tmp_path: Path) -> None:
    (tmp_path / "story.note").write_text("text")
    (tmp_path / "story.txt").symlink_to(tmp_path / "story.note")
    assert names(find([tmp_path]), tmp_path) == ["story.txt"]


def test_a_broken_link_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nothing")
    assert reason(find([tmp_path / "a.txt"])) == "The link points to a file that does not exist."


def test_pipes_and_sockets_are_refused_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    # The address of a socket has a hundred bytes at most.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        found = list(find([tmp_path, tmp_path / "pipe.txt", "/dev/null"]))
    assert [isinstance(item, Failure) for item in found] == [True] * 4
    assert all("not a regular file" in item.reason for item in found if isinstance(item, Failure))
    with pytest.raises(Unreadable, match="not a regular file"):
        load(Source("pipe.txt", tmp_path / "pipe.txt"), LIMIT)


def test_a_name_that_is_not_utf_8_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("text")
    assert "not valid UTF-8" in reason(find([tmp_path]))
    assert "not valid UTF-8" in reason(find([path]))


def test_a_folder_that_cannot_be_listed_is_a_failure_and_the_walk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "open").mkdir()
    (tmp_path / "open/a.txt").write_text("text")
    scandir = os.scandir

    def guarded(path: str) -> object:
        # Tests may run as the superuser, who is not bound by permissions.
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = list(find([tmp_path]))
    assert names(found, tmp_path) == ["! closed", "open/a.txt"]
    assert "permission denied" in reason(found)


def test_reading_yields_bytes_text_keys_and_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"caf\xe9\r\n")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    capture = loaded(path)
    assert capture.data == b"caf\xe9\r\n"
    assert capture.sha256 == hashlib.sha256(capture.data).hexdigest()
    assert capture.text == "café\r\n"
    assert capture.comparison_key == comparison_key("café")
    assert (capture.encoding, capture.doubtful) == ("cp1252", True)
    assert capture.seen_at == dt.datetime(2001, 9, 9, 1, 46, 40, tzinfo=dt.UTC)
    assert capture.captured_at is None


def test_a_file_from_the_future_was_seen_now_at_the_latest(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("text")
    os.utime(path, (9_000_000_000, 9_000_000_000))
    assert loaded(path).seen_at <= dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(("size", "fits"), [(LIMIT, True), (LIMIT + 1, False), (10**7, False)])
def test_a_file_over_the_limit_is_refused(tmp_path: Path, size: int, fits: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * size)
    if fits:
        assert len(loaded(path).data) == size
    else:
        with pytest.raises(Unreadable, match="too large"):
            loaded(path)


def test_errors_of_the_system_become_failures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unreadable, match="no such file"):
        load(Source("a", tmp_path / "vanished.txt"), LIMIT)
    with pytest.raises(Unreadable, match="a folder"):
        load(Source("a", tmp_path), LIMIT)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable, match="permission denied"):
        load(Source("a", tmp_path / "a.txt"), LIMIT)
