"""Labels of dates: "Published", "Last updated", in the languages of newspapers."""

from __future__ import annotations

from typing import Literal

from articles.extraction.words.phrasebook import phrasebook

Label = Literal["published", "updated", ""]

#: A label. The name of its group is its kind.
LABEL = phrasebook("datelabels").expression("label")
