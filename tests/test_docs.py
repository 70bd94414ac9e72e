"""The documents have short lines, and the files that they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.paths import ROOT

LONGEST = 100  # characters of a line
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
#: The first parts of the project's paths. Other paths in documents are examples or addresses.
TOP = tuple(path.name for path in ROOT.iterdir() if not path.name.startswith("."))
_CODE = re.compile(r"`([^`\s]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.*-]+)*/?")
_SUFFIX = re.compile(r"\.(?:py|md|toml|html|css|js|svg|txt|json|example)\Z")
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|https?://\S+")


def names_file(code: str) -> bool:
    """True for a path of the project that begins at its top level."""
    if not _PATH.fullmatch(code):
        return False
    inside = "/" in code.rstrip("/") and code.split("/")[0] in TOP
    return inside or bool(_SUFFIX.search(code) and (ROOT / code).parent == ROOT and code in TOP)


def paths_in(text: str) -> Iterator[str]:
    for match in _CODE.finditer(text):
        if names_file(match[1]):
            yield match[1]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_line_is_too_long(document: Path) -> None:
    lines = enumerate(document.read_text().splitlines(), start=1)
    long = [
        number
        for number, line in lines
        if not line.lstrip().startswith("|") and len(_LINK.sub("", line)) > LONGEST
    ]

    assert long == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_named_exists(document: Path) -> None:
    named = set(paths_in(document.read_text()))
    missing = [path for path in named if not any(ROOT.glob(path.rstrip("/")))]

    assert missing == []


def test_paths_are_distinguished_from_other_code() -> None:
    text = "`docs/using.md` `articles/gone.py` `manage.py` `/api/search` `date:2020` `a/b` `q=x/y`"

    assert list(paths_in(text)) == ["docs/using.md", "articles/gone.py", "manage.py"]
