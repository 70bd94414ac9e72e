"""The registry of layouts of text exports. ``layout.py`` explains how to add one."""

from __future__ import annotations

from articles.readers.exports.apa import Apa
from articles.readers.exports.bbcmonitoring import BbcMonitoring
from articles.readers.exports.ebsco import Ebsco
from articles.readers.exports.europresse import Europresse
from articles.readers.exports.exportlayout import Layout
from articles.readers.exports.factiva import Factiva
from articles.readers.exports.gale import Gale
from articles.readers.exports.gopress import GoPress
from articles.readers.exports.lexisnexis import LexisNexis
from articles.readers.exports.newsbank import NewsBank
from articles.readers.exports.nexisuni import NexisUni
from articles.readers.exports.pressreader import PressReader
from articles.readers.exports.proquest import ProQuest
from articles.readers.exports.wirecopy import WireCopy
from articles.readers.exports.wiso import Wiso

#: In the order in which they are tried: those with the most telling marks first.
LAYOUTS: tuple[Layout, ...] = (
    ProQuest(),
    Wiso(),
    Europresse(),
    Factiva(),
    NexisUni(),
    LexisNexis(),
    Gale(),
    Ebsco(),
    NewsBank(),
    PressReader(),
    BbcMonitoring(),
    Apa(),
    GoPress(),
    WireCopy(),
)


def layout_named(name: str) -> Layout | None:
    """Return the layout with this name; None if there is none."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)
