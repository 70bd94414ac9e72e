"""What people wrote about articles, for files that have it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on an article or, with a ``quote``, on these words in the paragraph of this number,
    counted from 1."""

    quote: str = ""
    paragraph: int = 0
    text: str = ""

    @property
    def words(self) -> str:
        if not self.quote:
            return self.text
        place = f"“{self.quote}” (paragraph {self.paragraph})"
        return f"{place}: {self.text}" if self.text else place
