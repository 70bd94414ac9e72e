"""Records of commands: ingests, which fill the archive, and others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from tests.recorded.processes import ROOT, Answer, Archive, Asker
from tests.recorded.recording import Recording

INPUTS: Final = Path(__file__).resolve().parent / "inputs"
#: Captures whose order of day and month is open are stored after the others of their batch. The
#: size of a batch depends on the speed of the machine, so these captures are ingested last, in order
#: to be stored at the same place in every run.
OPEN: Final = ("date-order-open.txt",)


class CommandLine:
    """Runs commands and records what they print."""

    def __init__(self, recording: Recording, asker: Asker, archive: Archive) -> None:
        self.recording = recording
        self.asker = asker
        self.archive = archive

    def fill(self) -> dict[str, Answer]:
        """Make the database and ingest everything; returns the records of the ingests by name."""
        self.archive.lay(ROOT / "seeds", "seeds")
        self.archive.lay(ROOT / "tests" / "captures", "captures", "*.txt")
        # A subfolder is read after the files beside it.
        last = self.archive.folder / "captures" / "last"
        last.mkdir()
        for name in OPEN:
            (self.archive.folder / "captures" / name).rename(last / name)
        self.archive.lay(INPUTS / "first", "inputs")
        migrated = self.asker.command("migrate")
        assert migrated["code"] == 0, migrated["err"]
        runs = {
            name: self._ingest(name, f"FOLDER/{name}") for name in ("seeds", "captures", "inputs")
        }
        self.archive.lay(INPUTS / "later", "inputs")
        runs["changed"] = self._ingest("changed", "FOLDER/inputs", "FOLDER/nowhere")
        return runs

    def _ingest(self, name: str, *paths: str, dry_run: bool = False) -> Answer:
        options = ["--json", *(["--dry-run"] if dry_run else [])]
        done = self.asker.command("ingest", *options, *self.archive.with_folder(paths))
        return self._ingested(name, done["out"], done["err"], done["code"])

    def dry_run(self) -> Answer:
        """Ingest, as a dry run, a new file and a file in an earlier version."""
        self.archive.lay(INPUTS / "unseen", "unseen")
        self.archive.lay(INPUTS / "first", "inputs", "ferry.txt")
        paths = ("FOLDER/unseen", "FOLDER/inputs/ferry.txt")
        return self._ingest("tried", *paths, dry_run=True)

    def _ingested(self, name: str, out: str, err: str, code: int) -> Answer:
        wording = self.recording.wording.setdefault(f"ingest of {name}", {})
        lines: list[Any] = []
        for line in self.recording.cleaner.clean(out).splitlines():
            article = json.loads(line)
            if article["outcome"] == "same text":
                lines.append(article)
                continue
            why = [article.pop("published_why"), *(each.pop("why") for each in article["findings"])]
            wording[article["source"]] = {"why": why, "error": article.pop("error")}
            if article["body"]:
                self.recording.bodies[article["public_id"]] = article["body"]
            lines.append(article)
        return {
            "lines": lines,
            "code": code,
            "told": self.recording.cleaner.clean(err).splitlines(),
        }

    def commands(self, commands: Iterable[tuple[str, ...]]) -> dict[str, Any]:
        found = {}
        for arguments in commands:
            done = self.asker.command(*arguments)
            found[" ".join(arguments)] = {
                "code": done["code"],
                "out": self.recording.cleaner.clean(done["out"]).splitlines(),
                "err": self.recording.cleaner.clean(done["err"]).splitlines(),
            }
        return found
