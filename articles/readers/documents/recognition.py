"""Recognise the text of scans with a program such as ocrmypdf, where an operator wants it."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from articles.readers.base import Member, Unreadable
from articles.readers.documents.pdf import Pdf

# One process: several files are read at once. Pictures of pages stay as they are, and pages that
# have text are left alone.
_OPTIONS = ("--quiet", "--jobs", "1", "--skip-text", "--output-type", "pdf", "--optimize", "0")
_LONGEST = 200  # characters of what the program says


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A program that adds the text to a PDF of pictures, with its own options.

    It is called with a PDF to read and one to write, and given up after ``seconds``. ``known`` are
    the SHA-256 of scans whose text is stored already.
    """

    command: tuple[str, ...]
    seconds: float
    known: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, command: Sequence[str], seconds: float, known: Iterable[str] = ()
    ) -> Recogniser | None:
        """Return the one of a command such as ``ocrmypdf -l eng+deu``; None without a command."""
        return cls(tuple(command), seconds, frozenset(known)) if command else None

    def with_text(self, member: Member, *, again: bool = False) -> Member:
        """Return a member as it is, or a scan with its text; one that is known as it is, but with
        its hash, unless it shall be read ``again``. Raises Unreadable."""
        if member.format != Pdf.name:
            return member
        # It loads pypdf, which most commands never need.
        from articles.readers.documents.pdfpages import NoText, pages_of

        try:
            pages_of(member.data)
        except NoText:
            scan = hashlib.sha256(member.data).hexdigest()
            if scan in self.known and not again:
                return replace(member, scan=scan)
            return replace(member, data=self._recognised(member.data), scan=scan)
        return member

    def _recognised(self, data: bytes) -> bytes:
        with tempfile.TemporaryDirectory(prefix="scan-") as folder:
            scan, result = Path(folder, "scan.pdf"), Path(folder, "text.pdf")
            scan.write_bytes(data)
            self._run([*self.command, *_OPTIONS, str(scan), str(result)], folder)
            try:
                return result.read_bytes()
            except OSError as error:
                raise Unreadable(self._failed("it wrote no PDF")) from error

    def _run(self, command: list[str], folder: str) -> None:
        try:
            process = subprocess.Popen(  # noqa: S603 - an operator names the program
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=os.environ | {"TMPDIR": folder},
                start_new_session=True,  # so that it can be ended with the programs that it starts
            )
        except OSError as error:
            raise Unreadable(
                f"The PDF has no text, and {self.command[0]} (OCR_COMMAND) cannot be run: "
                f"{error.strerror}. Install it, or recognise the text first."
            ) from error
        with process:
            try:
                said = process.communicate(timeout=self.seconds)[1]
            except subprocess.TimeoutExpired as error:
                why = f"it was given up after {self.seconds:g} seconds (OCR_SECONDS)"
                raise Unreadable(self._failed(why)) from error
            finally:
                if process.poll() is None:
                    _end(process)
        if process.returncode:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            last = lines[-1].strip().rstrip(".")[:_LONGEST] if lines else "no reason given"
            raise Unreadable(self._failed(f"{last} (exit status {process.returncode})"))

    def _failed(self, why: str) -> str:
        program = Path(self.command[0]).name
        return f"The PDF has no text, and {program} could not recognise it: {why}."


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program, with those that it has started where the system knows them as its group."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
