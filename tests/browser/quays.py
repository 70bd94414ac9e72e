"""Captures of an archive in which users have jobs to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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
    outlets = ("Quay Post", "Coast Herald", "Quay Evening Post")
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
