"""How many times as long as usual an answer may take, where other work has the machine."""

from __future__ import annotations

import os
from typing import Final

PATIENCE: Final = float(os.environ.get("PATIENCE", "1"))
