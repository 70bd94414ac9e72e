"""Read captures of every format from files and bytes, and report what cannot be read."""

from __future__ import annotations

from articles.readers.base import Failure, Member, Opened, PassedOver, Text, Unreadable
from articles.readers.read import (
    Capture,
    capture_of,
    capture_with,
    members,
    read,
    stated_of,
    text_of,
)
from articles.readers.sources import Source, find
from articles.readers.text import normalised, read_text

__all__ = [
    "Capture",
    "Failure",
    "Member",
    "Opened",
    "PassedOver",
    "Source",
    "Text",
    "Unreadable",
    "capture_of",
    "capture_with",
    "find",
    "members",
    "normalised",
    "read",
    "read_text",
    "stated_of",
    "text_of",
]
