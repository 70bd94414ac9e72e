"""The file of erasures, which stays when a database is lost or replaced by an older one.

Each line is a JSON object: the public id, when, who, why, the case number, and the hashes of the
captures. It has no text of an article. Lines that this database does not know stay in it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from articles.erasure import Erasure, erasures


class BadErasureLog(Exception):
    """The file is no log of erasures. The message names the line and is for people."""


def read(path: Path) -> list[Erasure]:
    """The erasures in a file. Raises BadErasureLog or OSError."""
    found = []
    for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            values["captures"] = [(str(sha256), str(key)) for sha256, key in values["captures"]]
            found.append(Erasure(**values))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BadErasureLog(
                f"Line {number} of {path} is no entry of a log of erasures. Take the file that "
                "ERASURE_LOG names, or a copy of it."
            ) from error
    return found


def missing(path: Path) -> list[Erasure]:
    """The erasures in a file that the log of this database does not have. Without a file, none."""
    if not path.exists():
        return []
    known = {each.public_id for each in erasures()}
    return [each for each in read(path) if each.public_id not in known]


def write(path: Path) -> None:
    """Add this database's erasures to the file, which is never without its earlier lines."""
    others = missing(path)
    lines = "".join(_line(each) for each in (*others, *erasures()))
    draft = path.with_name(f".{path.name}.new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        os.fsync(handle)
    draft.replace(path)


def _line(each: Erasure) -> str:
    return json.dumps(asdict(each), ensure_ascii=False) + "\n"
