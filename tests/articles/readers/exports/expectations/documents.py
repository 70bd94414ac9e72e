"""What a document of an example must state, and the words that examples share."""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    headline: str
    outlet: str
    published: str
    byline: tuple[str, ...]
    begins: str
    paragraphs: int


QUAY = "Quaymaster resigns over ferry contract"
SHOWN = "Quaymaster resigns over a ferry contract that nobody in the council had been shown"
WOOD = "Zebrawood imports halted at port"
PETTIFER, WHELAN = ("Lorna Pettifer",), ("Idris Whelan",)
GAZETTE, COURIER = "Harbour Gazette", "The Northfield Courier"
RESIGNED, CUSTOMS = "The quaymaster of Eastharbour", "Customs officers have stopped"
FERRY = ("Die Fähre fährt nicht mehr", "Hafenzeitung", "2019-03-03")
