"""Seals: what each commit of an index consists of, with a checksum of every file.

Whoosh's table of contents makes a commit valid. Before it is put in place, the checksums of all
files, its own too, are written to the commit's seal and everything is flushed to the disk. So a
commit is whole or absent, after a crash and after a power failure.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self
from zlib import crc32

from search.engines.base import Mark
from search.engines.whoosh.storage import Checksum, check, damaged, sync, write_durably

_TABLE = re.compile(r"_MAIN_(\d+)\.toc", re.ASCII)
#: Whoosh's own lock.
_LOCK = "MAIN_WRITELOCK"
#: The folder of Whoosh's temporary files.
_TEMPORARY = "MAIN.tmp"


def checked(values: Mapping[str, Any]) -> bytes:
    """Values as JSON, with a checksum."""
    return json.dumps({**values, "check": crc32(_canonical(values))}).encode("ascii")


def values_of(content: bytes) -> dict[str, Any]:
    """The values that ``checked`` wrote. Raises ValueError if they are damaged."""
    values = json.loads(content)
    if not isinstance(values, dict) or values.pop("check", None) != crc32(_canonical(values)):
        raise ValueError("The checksum differs.")
    return values


def _canonical(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, sort_keys=True).encode("ascii")


@dataclass(frozen=True, slots=True)
class Seal:
    """``build`` is that of the generation, ``number`` that of the commit; ``files`` has the
    checksums by name."""

    build: str
    number: int
    mark: Mark | None
    files: Mapping[str, Checksum]

    @classmethod
    def newest(cls, folder: Path, build: str) -> Self:
        """The seal of the last commit in a folder.

        Raises FileNotFoundError if there is none, or if another process has just replaced it, and
        EngineUnavailable if it is damaged or belongs to another build.
        """
        numbers = [int(m[1]) for path in folder.iterdir() if (m := _TABLE.fullmatch(path.name))]
        if not numbers:
            raise FileNotFoundError(2, "There is no table of contents", str(folder))
        path = _path(folder, max(numbers))
        content = path.read_bytes()
        try:
            values = values_of(content)
            mark = Mark(**values["mark"]) if values["mark"] else None
            files = {name: Checksum(*each) for name, each in values["files"].items()}
            seal = cls(values["build"], values["number"], mark, files)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise damaged(path.name) from None
        if (seal.build, seal.number) != (build, max(numbers)):
            raise damaged(path.name)
        return seal

    def verify(self, folder: Path, *, pause: float = 0) -> None:
        """Read all files again. Raises EngineUnavailable if one is damaged, FileNotFoundError if
        one is missing."""
        for name, checksum in self.files.items():
            check(folder / name, checksum, pause=pause)

    def write(self, folder: Path) -> None:
        write_durably(_path(folder, self.number), checked(asdict(self)))

    def put_in_place(
        self, folder: Path, table: str, content: bytes, mark: Mark | None, segments: Iterable[str]
    ) -> Self:
        """Make the commit after this one: ``table`` is the name of its table of contents,
        ``segments`` are the ids of its segments. Returns its seal, when everything is on the disk.
        """
        starts = tuple(f"{segment}." for segment in segments)
        names = sorted(path.name for path in folder.iterdir() if path.name.startswith(starts))
        files = {name: self.files.get(name) or _flushed(folder / name) for name in names}
        files[table] = Checksum(len(content), crc32(content))
        seal = type(self)(self.build, self.number + 1, mark or self.mark, files)
        seal.write(folder)
        draft = folder / f"{table}.new"
        write_durably(draft, content)
        sync(folder)
        draft.rename(folder / table)
        sync(folder)
        return seal

    def tidy(self, folder: Path) -> None:
        """Remove what does not belong to this commit: files of older commits, of failed ones and
        of writers that were killed. Searches that have them open can finish."""
        kept = {*self.files, _path(folder, self.number).name, _LOCK}
        for path in folder.iterdir():
            if path.name == _TEMPORARY:
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in kept and not path.is_dir():
                with suppress(OSError):  # it may be gone, and harms nobody
                    path.unlink()


def _path(folder: Path, number: int) -> Path:
    return folder / f"seal-{number}.json"


def _flushed(path: Path) -> Checksum:
    """The checksum of a new file, which is flushed to the disk."""
    sync(path)
    with path.open("rb", buffering=0) as file:
        return Checksum.of(file)
