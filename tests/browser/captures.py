"""Captures of articles whose pages look different from those of the seeds."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tests.articles.copies.wirestory import WIRE

LONG = "elektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NOTICE = "Follow our harbour page for all the sailing times that you need on your way to work."
FERRY = (
    "Ferry {name} sails again after repairs\n\nPORTO, March {day}, 2020. /TASS/. The ferry {name} "
    "sailed again on that day, with passengers of {name} who had waited for {name} for weeks, said "
    "the master of {name} in the port of {name}.\n\n" + NOTICE + "\n\nThe owners of {name} told "
    "reporters that the {name} would keep its old timetable until autumn, when the dock of {name} "
    "is to be deepened and {name} is to have a sister ship called {name} Two.\n"
)
RECORDS: list[dict[str, Any]] = [
    {"headline": "Gone", "body": "This story of the harbour was taken back.", "outlet": "Post"},
    {"headline": f"Of the {LONG}", "body": f"{LONG * 4} https://example.org/{'a' * 300}"},
    {
        "headline": "وقف إطلاق النار في إدلب",
        "body": "أعلنت روسيا وتركيا وقف إطلاق النار في محافظة إدلب يوم الخميس بعد محادثات.",
        "outlet": "Harbour News",
    },
]


def write_captures(folder: Path) -> None:
    for day, name in enumerate(["Alba", "Berta", "Clara", "Dora"], start=2):
        (folder / f"{name}.txt").write_text(FERRY.format(name=name, day=day))
    (folder / "records.jsonl").write_text("\n".join(json.dumps(record) for record in RECORDS))
    shutil.copy(WIRE, folder)
