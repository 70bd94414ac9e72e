"""People who search and edit while a test kills what their pages need."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Any, Final, cast

from benchmarks import killedarchive
from benchmarks.killedchanges import ARTICLES, saved
from tests.deploy.server import Server
from tests.services.archives import answer

#: Seconds until somebody asks again for a page that did not come.
_PAUSE: Final = 0.1
PAGES: Final = ("/", "/?q=ship", "/archive/", "/api/search?q=ferry+late", "/?q=ferry&page=2")


@dataclass
class Readers:
    """Somebody who searches, and somebody who edits, until ``over``. ``saved``: by article, the
    number of the last edit that was acknowledged, and that of the last one sent."""

    web: Server
    session: str
    #: What answers that are none say, of which one is enough.
    advice: tuple[str, ...] = ("try again",)
    over: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    slowest: float = 0
    faults: list[str] = field(default_factory=list)
    saved: dict[int, tuple[int, int]] = field(default_factory=dict)
    #: The most seconds from a request for a page that failed to the one that brought it.
    longest_outage: float = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        threads = [threading.Thread(target=each) for each in (self.search, self.edit)]
        for each in threads:
            each.start()
        try:
            yield
        finally:
            self.over.set()
            for each in threads:
                each.join()

    def search(self) -> None:
        for path in cycle(PAGES):
            began = time.monotonic()
            # Whoever gets no page asks for it again, until it comes.
            while self._asked(path) != http.client.OK and not self.over.is_set():
                time.sleep(_PAUSE)
                self.longest_outage = max(self.longest_outage, time.monotonic() - began)
            if self.over.is_set():
                return

    def _asked(self, path: str) -> int:
        asked = time.monotonic()
        status, body = answer(self.web, path)
        self.slowest = max(self.slowest, time.monotonic() - asked)
        self.statuses["search", status] += 1
        if status == http.client.OK:
            self.examine(path, body)
        if status not in (200, 503):
            self.faults.append(f"{status} for {path}: {body[:200]}")
        elif status == 503 and not any(each in body for each in self.advice):
            self.faults.append(f"{path} does not say what to do: {body[:200]}")
        return status

    def examine(self, path: str, body: str) -> None:
        """Add what is wrong with an answer to ``faults``."""

    def edit(self) -> None:
        browser = killedarchive.Server(self.web.port, cast(Any, None), self.session)
        for number in count(1):
            if self.over.is_set():
                return
            key = number % 5 + 1
            before, _ = self.saved.get(key, (0, 0))
            change = saved(f"{ARTICLES}{key}/change/", "version", headline=f"Edit {number}")
            with suppress(RuntimeError, OSError, http.client.HTTPException):
                address, fields = change(browser)
                self.saved[key] = before, number
                status = browser.post(address, fields)
                self.statuses["edit", status] += 1
                if status == http.client.FOUND:
                    self.saved[key] = number, number
                elif status not in (200, 503):
                    self.faults.append(f"{status} for an edit")

    def lost(self, headlines: dict[int, str]) -> list[str]:
        """The edits that were acknowledged and are not in these headlines, by article."""
        wrong = []
        for key, (acknowledged, sent) in self.saved.items():
            number = int(headlines[key].removeprefix("Edit ")) if acknowledged else sent
            if not acknowledged <= number <= sent:
                wrong.append(f"{key}: {headlines[key]}, not {acknowledged} to {sent}")
        return wrong
