"""Which files of a drop folder are complete, and where they go."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.ingest.dropfolder import DropFolder, FolderRefused


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def drop(tmp_path: Path, clock: Clock) -> DropFolder:
    return DropFolder(tmp_path, settle=5, clock=clock)


def names(drop: DropFolder) -> list[str]:
    return [each.path.name for each in drop.look()]


def after(drop: DropFolder, clock: Clock, seconds: float) -> list[str]:
    """What is complete after so many seconds."""
    clock.now += seconds
    return names(drop)


def test_a_file_is_complete_when_it_has_not_changed_for_long_enough(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The ferry")
    assert names(drop) == []
    assert after(drop, clock, 4) == []
    story.write_text("The ferry sank")
    assert after(drop, clock, 4) == []
    assert after(drop, clock, 4) == []
    assert after(drop, clock, 1) == ["story.txt"]


def test_a_file_that_is_open_for_writing_is_not_complete(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    with (tmp_path / "story.txt").open("w") as story:
        story.write("The ferry")
        story.flush()
        assert names(drop) == []
        assert after(drop, clock, 60) == []
    assert after(drop, clock, 1) == ["story.txt"]


def test_an_empty_file_may_be_about_to_be_written(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "story.txt").touch()
    assert names(drop) == []
    assert after(drop, clock, 50) == []
    assert after(drop, clock, 10) == ["story.txt"]


def test_a_folder_is_complete_when_all_in_it_is(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    inner = tmp_path / "march" / "first"
    inner.mkdir(parents=True)
    assert names(drop) == []
    assert after(drop, clock, 60) == [], "an empty folder is nothing to ingest"
    (inner / "one.txt").write_text("One")
    assert after(drop, clock, 1) == []
    (inner / "two.txt").write_text("Two")
    assert after(drop, clock, 4) == []
    assert after(drop, clock, 5) == ["march"]


@pytest.mark.parametrize(
    "name",
    [".hidden.txt", "story.txt.part", "Story.TXT.crdownload", "story.tmp", "story.txt~"],
)
def test_files_that_others_have_not_finished_are_left(
    drop: DropFolder, clock: Clock, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text("The ferry")
    assert names(drop) == []
    assert after(drop, clock, 60) == []


@pytest.mark.django_db
def test_files_are_moved_and_nothing_is_overwritten(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    with drop.locked():
        for text in ("The ferry", "Another ferry"):
            (tmp_path / "story.txt").write_text(text)
            (tmp_path / "broken.txt").write_text(text)
            drop.look()
            clock.now += 5
            broken, story = drop.look()
            assert drop.move(story, [])
            assert drop.move(broken, [f"broken.txt: {text} is empty."])
        assert names(drop) == []
    assert (tmp_path / "done" / "story.txt").read_text() == "The ferry"
    assert (tmp_path / "done" / "story (2).txt").read_text() == "Another ferry"
    assert (tmp_path / "failed" / "broken (2).txt").read_text() == "Another ferry"
    reason = (tmp_path / "failed" / "broken (2).txt.reason.txt").read_text()
    assert reason == "broken.txt: Another ferry is empty.\n"


@pytest.mark.django_db
def test_a_file_that_changed_while_it_was_read_stays(
    drop: DropFolder, clock: Clock, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("The ferry")
    drop.look()
    clock.now += 5
    with drop.locked():
        (dropped,) = drop.look()
        story.write_text("The ferry sank")
        assert drop.move(dropped, []) is None
    assert story.read_text() == "The ferry sank"


@pytest.mark.django_db
def test_a_second_watcher_is_refused(drop: DropFolder, tmp_path: Path) -> None:
    with drop.locked(), pytest.raises(FolderRefused, match="Another process watches"):  # noqa: SIM117 - the order matters
        with DropFolder(tmp_path, settle=5).locked():
            pass
    with drop.locked():
        pass


def test_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(FolderRefused, match="is not a folder"),
        DropFolder(tmp_path / "nowhere", settle=5).locked(),
    ):
        pass
