"""The file of a backup: a ZIP archive of rows as JSON, with a manifest of hashes and counts.

Each table is a member with one JSON list per line: the values of a row, in the order of ``fields``
in the manifest. Binary values are base64; dates and times are in ISO 8601. Any program that reads
ZIP and JSON can read it, whatever database it came from and will go to.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import struct
import zipfile
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

#: Raised when the layout of the file itself changes, not when a table does.
FORMAT = 1
MANIFEST = "manifest.json"
#: The fastest level: the largest values are compressed already, and higher ones gain little.
_LEVEL = 1
_CHUNK = 1 << 20
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, struct.error),
    *(ValueError, KeyError, TypeError, AttributeError),
    # For a method or an encryption that a damaged header seems to name.
    *(NotImplementedError, RuntimeError),
)

#: Called with the number of rows or bytes that were processed since the last call.
Progress = Callable[[int], object]


class BadBackup(Exception):
    """The file is no backup, or is damaged. The message names the member and is for people."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one model: the names of its columns, and what its member must contain.

    ``size`` is in bytes, unpacked.
    """

    model: str
    fields: Sequence[str]
    rows: int
    size: int
    sha256: str

    @property
    def member(self) -> str:
        return f"{self.model}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``migrations`` are the last ones of each app, by app: the state of the tables."""

    version: str
    made_at: str
    migrations: Mapping[str, Sequence[str]]
    archive: str = ""
    tables: list[Table] = field(default_factory=list)
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def size(self) -> int:
        return sum(table.size for table in self.tables)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raises one of the errors of damage if it is not a manifest."""
        values = json.loads(data)
        tables = [Table(**each) for each in values.pop("tables")]
        return cls(**values, tables=tables)


class BackupWriter:
    """Writes a backup to an open file."""

    def __init__(self, file: IO[bytes], manifest: Manifest) -> None:
        self.manifest = manifest
        self._zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)

    def add(
        self, model: str, fields: Sequence[str], rows: Iterable[Sequence[Any]], progress: Progress
    ) -> None:
        digest, size, count = hashlib.sha256(), 0, 0
        # Open-ended, since the size of a member is known only after it is written.
        with self._zip.open(f"{model}.jsonl", "w", force_zip64=True) as member:
            for row in rows:
                # In ASCII: lone surrogates, which old file names may have, survive as escapes.
                # Sorted, since databases differ in the order of keys that they keep.
                text = json.dumps(row, separators=(",", ":"), default=encoded, sort_keys=True)
                line = text.encode() + b"\n"
                member.write(line)
                digest.update(line)
                size, count = size + len(line), count + 1
                progress(1)
        self.manifest.tables.append(Table(model, list(fields), count, size, digest.hexdigest()))

    def close(self) -> None:
        """Write the manifest and the directory of members."""
        text = json.dumps(asdict(self.manifest), indent=1)
        self._zip.writestr(MANIFEST, text)
        self._zip.close()


def encoded(value: Any) -> str:
    """A value of a row that JSON has no form for. Raises TypeError for any other."""
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode("ascii")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


class BackupReader:
    """Reads a backup. Raises BadBackup for whatever is wrong with the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = self._opened()
        with self._damage_to(MANIFEST):
            self.manifest = Manifest.parse(self._zip.read(MANIFEST))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self._zip.close()

    def verify(self, progress: Progress) -> None:
        """Read every member and compare it with its hash. ``progress`` gets bytes."""
        for table in self.manifest.tables:
            digest, left = hashlib.sha256(), table.size
            with self._damage_to(table.member), self._zip.open(table.member) as member:
                while chunk := member.read(_CHUNK):
                    digest.update(chunk)
                    left -= len(chunk)
                    progress(len(chunk))
                    if left < 0:
                        break
                if left or digest.hexdigest() != table.sha256:
                    raise zipfile.BadZipFile("its hash differs from that in the manifest")

    def rows(self, table: Table) -> Iterator[list[Any]]:
        with self._damage_to(table.member), self._zip.open(table.member) as member:
            yield from map(json.loads, member)

    def _opened(self) -> zipfile.ZipFile:
        try:
            return zipfile.ZipFile(self.path)
        except OSError as error:
            raise BadBackup(f"{self.path} cannot be read: {error.strerror or error}.") from error
        except _DAMAGE as error:
            raise BadBackup(
                f"{self.path} is not a backup, or its end is missing ({error}). Take another one."
            ) from error

    @contextmanager
    def _damage_to(self, member: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno == errno.EINVAL:  # a place before the beginning of the file
                raise self._damaged(member, error) from error
            raise BadBackup(
                f"{member} in {self.path} cannot be read: {error.strerror or error}."
            ) from error
        except _DAMAGE as error:
            raise self._damaged(member, error) from error

    def _damaged(self, member: str, error: Exception) -> BadBackup:
        return BadBackup(
            f"{self.path} is damaged in {member} ({error}). Take another backup; nothing was "
            "restored."
        )
