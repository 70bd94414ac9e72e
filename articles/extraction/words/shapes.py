"""Small signs that several rules look for, and classes of characters for their expressions."""

from __future__ import annotations

import re

DIGIT = re.compile(r"\d")
# What pages print between the parts of a line. A hyphen is a dash only between blanks, so it is in
# neither of these.
BARS = "|•·/"
DASHES = "–—"
