"""What all recorders share: how answers are cleaned, and where their wording is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.recorded.processes import Answer, Asker
from tests.recorded.questions import Search
from tests.recorded.reading import Cleaner


class Recording:
    """The wording of all answers, by group and key, and what later answers are compared with.

    ``addresses`` has the address of each article's page, and ``bodies`` its body as ingested, both
    by public id.
    """

    def __init__(self, folder: Path) -> None:
        self.cleaner = Cleaner(str(folder), dt.datetime.now(dt.UTC).date())
        self.wording: dict[str, dict[str, Any]] = {}
        self.addresses: dict[str, str] = {}
        self.bodies: dict[str, str] = {}

    def set_wording_apart(self, group: str, key: str, body: Any, names: Iterable[str]) -> None:
        """Move wording from an answer to the record of wording."""
        texts = {name: body.pop(name) for name in names if name in body}
        self.wording.setdefault(group, {})[key] = {n: text for n, text in texts.items() if text}

    def plain(self, asker: Asker, address: str) -> Answer:
        answer = asker.ask(address)
        return self.cleaner.head(answer) | {"body": self.body(answer, address)}

    def body(self, answer: Answer, address: str) -> Any:
        """The body of an answer. The body of a refusal (400) is recorded as wording instead."""
        body = self.cleaner.body(answer)
        if answer["status"] != 400:
            return body
        self.wording.setdefault("refusals", {})[address] = body
        return "a refusal"


def named(search: Search) -> str:
    """The readable key of a search."""
    text = " & ".join(f"{name}={value}" for name, value in search)
    return text if len(text) <= 120 else f"{text[:119]}…"


def address_of(path: str, search: Search) -> str:
    return f"{path}?{urlencode(search)}" if search else path
