"""The accent colours of the pages, and whether they can be read on the paper behind them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: The paper in light and dark windows, as in tokens.css.
_LIGHT_PAPER: Final = "#fbfaf7"
_DARK_PAPER: Final = "#161513"
#: The contrast of text that WCAG 2.2 demands (AA).
CONTRAST: Final = 4.5
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_STEPS: Final = 100


class Accents(NamedTuple):
    """The accent in light and in dark windows, as ``#rrggbb``."""

    light: str
    dark: str


def accents_of(text: str) -> Accents:
    """One or two colours, the second for dark windows. A colour that is too faint on its paper is
    darkened, or lightened in dark windows, until it can be read. Raises ValueError."""
    colours = text.lower().split()
    if not 1 <= len(colours) <= 2 or not all(map(_COLOUR.fullmatch, colours)):
        raise ValueError(f"{text!r} is not one or two colours such as #7a1f1d")
    return Accents(
        _readable(colours[0], _LIGHT_PAPER, "#000000"),
        _readable(colours[-1], _DARK_PAPER, "#ffffff"),
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _readable(colour: str, paper: str, towards: str) -> str:
    mixed = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in mixed if contrast(each, paper) >= CONTRAST)


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    parts = (channel / 255 for channel in _channels(colour))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
