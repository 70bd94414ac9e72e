"""Lines that repeat others and add to them: page titles, paths to a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_JOINTS = tuple("|-–—/>»›:·•")  # These separate a headline from the name or path beside it.
_SAME = 20  # Only lines with the same first or last characters, this many, are compared.


class Repetition:
    """Which of some lines begin or end with another, in time that is linear in their number."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        """``texts`` are folded lines by their places."""
        self._texts = texts
        self._shortest: dict[str, int] = {}
        self._longest: dict[str, int] = {}
        for place, text in texts.items():
            for end in _ends(text):
                if len(text) < len(texts[self._shortest.setdefault(end, place)]):
                    self._shortest[end] = place
                if len(text) > len(texts[self._longest.setdefault(end, place)]):
                    self._longest[end] = place

    def shorter(self, place: int) -> int | None:
        """The place of a shorter line with which this one begins or ends."""
        text = self._texts[place]
        for end in _ends(text):
            other = self._shortest[end]
            if _holds(text, self._texts[other]):
                return other
        return None

    def is_held(self, place: int) -> bool:
        """True if a longer line begins or ends with this one."""
        text = self._texts[place]
        return any(_holds(self._texts[self._longest[end]], text) for end in _ends(text))


def _ends(text: str) -> Iterator[str]:
    if len(text) >= _SAME:
        yield f"<{text[:_SAME]}"
        yield f"{text[-_SAME:]}>"


def _holds(long: str, short: str) -> bool:
    """True if ``long`` is ``short``, a mark, and something else, such as a name.

    The path to a page may end in its headline without any mark: "HomeSportFerry sails again".
    """
    if len(long) <= len(short) + 2:
        return False
    if long.startswith(short):
        return long[len(short) :].lstrip()[:1] in _JOINTS
    if not long.endswith(short):
        return False
    before = long[: -len(short)]
    is_path = before[-1].isalnum() or before.startswith("home ")
    return is_path or before.rstrip()[-1:] in _JOINTS
