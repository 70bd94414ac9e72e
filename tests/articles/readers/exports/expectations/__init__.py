"""What each invented example of a text export must give, by the name of its file.

A name is that of a layout, with what is special about the example behind a hyphen.
"""

from __future__ import annotations

from tests.articles.readers.exports.expectations.catalogues import CATALOGUES
from tests.articles.readers.exports.expectations.clippings import CLIPPINGS
from tests.articles.readers.exports.expectations.documents import Expected
from tests.articles.readers.exports.expectations.factiva import FACTIVA
from tests.articles.readers.exports.expectations.nexis import NEXIS
from tests.articles.readers.exports.expectations.press import PRESS
from tests.articles.readers.exports.expectations.wires import WIRES

__all__ = ["EXPECTED", "Expected"]

EXPECTED = NEXIS | FACTIVA | CATALOGUES | PRESS | CLIPPINGS | WIRES
