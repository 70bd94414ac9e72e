"""An invented wire story and what six newspapers made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: The wire story; its text unchanged; shortened; in another order; with a paragraph of a reporter;
#: with changed words; and, undated, with more at the end.
WIRE: Final = Path(__file__).with_name("wirestory.jsonl")
