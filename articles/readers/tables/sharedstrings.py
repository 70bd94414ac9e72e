"""The texts of a workbook, which Excel writes into one list: kept on disk while rows are read."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree
from openpyxl.cell.text import Text
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.xml.constants import SHEET_MAIN_NS

_IN_MEMORY = 1 << 20  # bytes of texts


class StoredStrings:
    """A list of texts, of which only the places are in memory. Use as a context manager."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed at exit
        self._places = array("Q", [0])

    def append(self, text: str) -> None:
        self._file.write(text.encode("utf-8", "surrogatepass"))
        self._places.append(self._file.tell())

    def __getitem__(self, index: int) -> str:
        """Raises IndexError for a text that there is not."""
        if not 0 <= index < len(self._places) - 1:
            raise IndexError(index)
        start, end = self._places[index], self._places[index + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode("utf-8", "surrogatepass")

    def __enter__(self) -> StoredStrings:
        return self

    def __exit__(self, *args: object) -> None:
        self._file.close()


class Reader(ExcelReader):  # type: ignore[misc]  # the library has no types
    """Opens a workbook like ``openpyxl.load_workbook``, and keeps its texts in ``strings``."""

    def __init__(self, file: IO[bytes], strings: StoredStrings) -> None:
        super().__init__(file, read_only=True, data_only=True)
        self.shared_strings: Any = strings

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                for text in _texts(source):
                    self.shared_strings.append(text)


def _texts(source: IO[bytes]) -> Iterator[str]:
    tag = f"{{{SHEET_MAIN_NS}}}si"
    for _, node in etree.iterparse(
        source, tag=tag, resolve_entities=False, no_network=True, huge_tree=False
    ):
        yield Text.from_tree(node).content.replace("x005F_", "")
        node.clear()
        while node.getprevious() is not None:
            del node.getparent()[0]
