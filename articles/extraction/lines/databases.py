"""Fields that databases of articles (ProQuest, LexisNexis, Factiva) print around a text."""

from __future__ import annotations

import re

#: The names of the fields that state the newspaper, in lower case.
PUBLICATION_FIELDS = ("publication title", "publication info", "publication name", "source title")

# "Publication title: Harbour Gazette; Northfield, England",
# "Publication info: Harbour Gazette ; Northfield [Northfield]. March 3, 2019: A.4."
_PUBLICATION = re.compile(
    rf"(?:{'|'.join(PUBLICATION_FIELDS)})\s*:\s*([^\s;\[\]:][^;\[\]:]{{1,80}})",
    re.IGNORECASE,
)
_TEXT = re.compile(r"(?:full ?text|text|body)\s*:\s+(?=\S)", re.IGNORECASE)


def publication_in(text: str) -> str:
    """The name of the newspaper in the field that states it; "" for any other line."""
    match = _PUBLICATION.match(text)
    return match[1].strip(" .,") if match else ""


def without_field_name(text: str) -> str:
    """``text`` without the name of its field: "Full text: The ferry sank"."""
    return _TEXT.sub("", text, count=1) if _TEXT.match(text) else text
