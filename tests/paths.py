"""Where tests find the project and the captures that they read."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
CAPTURES = ROOT / "tests" / "captures"
