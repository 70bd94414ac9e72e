"""From files and bytes to captures: texts, web pages, records; what cannot be read, and why."""

from __future__ import annotations

from articles.readers.files import Failure, Source, find
from articles.readers.formats import Kind, form_of
from articles.readers.read import Capture, given_of, load, read, text_of
from articles.readers.text import Text, Unreadable, normalised, read_text, text_hash

__all__ = [
    "Capture",
    "Failure",
    "Kind",
    "Source",
    "Text",
    "Unreadable",
    "find",
    "form_of",
    "given_of",
    "load",
    "normalised",
    "read",
    "read_text",
    "text_hash",
    "text_of",
]
