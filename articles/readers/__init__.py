"""From files and bytes to text: which files there are, their encoding, what cannot be read."""

from __future__ import annotations

from articles.readers.files import Capture, Failure, Source, find, load
from articles.readers.text import Text, Unreadable, normalised, read_text, text_hash

__all__ = [
    "Capture",
    "Failure",
    "Source",
    "Text",
    "Unreadable",
    "find",
    "load",
    "normalised",
    "read_text",
    "text_hash",
]
