"""Captures of articles whose pages look different from those of the seeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


QUAY = (
    "Quay of {name} is repaired\n\nBy Ada Lindqvist\n\nThe quay of {name} was closed for repairs, "
    "said the port office of {name}, and ships of {name} now land at the gangway of the old dock, "
    "where the crane of {name} stands beside the sheds of {name}.\n"
)
STRIKE = (
    "The customs officers of the port began a strike on Monday, their union said in a letter to "
    "the harbour office. Containers were left on the ships, and forty lorries waited at the gate "
    "until the evening. The office expects that the strike lasts until the end of the week."
)
FOREIGN: list[dict[str, Any]] = [
    {
        "headline": "Häuser am Kai",
        "body": "Die Häuser am Kai werden im Frühjahr abgerissen, sagte ein Sprecher der Stadt.",
        "published": "2011-05-01",
    },
    {
        "headline": "Переговоры в Москве",
        "body": "Президенты встретились в Москве. Переговоры длились шесть часов, сообщили власти.",
    },
]


def quay(name: str) -> str:
    return QUAY.format(name=name)


def write_quays(folder: Path) -> None:
    """Thirty similar stories of three outlets, two copies of one story, and other languages."""
    outlets = ("Quay Post", "Coast Herald", "The Quay Post")
    records: list[dict[str, Any]] = [
        {
            "headline": f"Quay {number} is repaired",
            "body": quay(f"Number {number}").split("\n\n")[-1],
            "outlet": outlets[number % 3],
            "published": f"20{19 + number % 2}-03-{1 + number % 28:02d}",
        }
        for number in range(30)
    ]
    records += [
        {"headline": "Customs strike", "body": STRIKE, "outlet": outlet, "published": "2020-06-01"}
        for outlet in outlets[:2]
    ]
    lines = [json.dumps(record) for record in (*records, *FOREIGN)]
    (folder / "quays.jsonl").write_text("\n".join(lines))
