"""The paths of the project and of the captures that tests read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
CAPTURES = ROOT / "tests" / "captures"
