"""The registry of layouts of text exports. ``layout.py`` explains how to add one."""

from __future__ import annotations

from articles.readers.exports.factiva import Factiva
from articles.readers.exports.layout import Layout
from articles.readers.exports.lexisnexis import LexisNexis
from articles.readers.exports.nexisuni import NexisUni
from articles.readers.exports.proquest import ProQuest

#: In the order in which they are tried: those with the most telling marks first.
LAYOUTS: tuple[Layout, ...] = (ProQuest(), Factiva(), NexisUni(), LexisNexis())


def layout_named(name: str) -> Layout | None:
    """Return the layout with this name; None if there is none."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)
