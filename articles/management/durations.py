"""Arguments of commands that are durations."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Final

#: A week. The operating system refuses to sleep for very long.
LONGEST: Final = 7 * 24 * 3600


def seconds(text: str) -> float:
    """A number of seconds. Raises ArgumentTypeError for one below 0, above LONGEST, or none."""
    try:
        number = float(text)
    except ValueError:
        number = -1
    # Written so that NaN is refused.
    if not 0 <= number <= LONGEST:
        raise ArgumentTypeError(f"“{text}” is no number of seconds from 0 to {LONGEST:,}.")
    return number
