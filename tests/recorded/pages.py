"""Records of pages, and of requests in other ways than by GET."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from tests.recorded import questions
from tests.recorded.processes import Answer, Asker
from tests.recorded.reading import Page
from tests.recorded.recording import Recording

CSRF: Final = "csrfmiddlewaretoken"
#: Fields of forms that follow from the address and the links of the page.
DERIVED: Final = (CSRF, "next", "on_page")


class Pages:
    """Records pages: what they link to and show, without their prose."""

    def __init__(self, recording: Recording, asker: Asker) -> None:
        self.recording = recording
        self.asker = asker

    def page(self, address: str, key: str, *, whole: bool = False) -> Answer:
        """The record of a page; with ``whole`` it includes the metadata for programs."""
        answer = self.asker.ask(address)
        head = self.recording.cleaner.head(answer)
        if not answer["headers"].get("Content-Type", "").startswith("text/html"):
            return head | {"body": self.recording.body(answer, address)}
        page = Page(self.recording.cleaner.clean(answer["body"]))
        self.recording.wording.setdefault("titles", {})[key] = page.title
        found = {
            "links": self._links(page, address),
            "marks": " | ".join(page.marks),
            "cells": " ".join(each for each in page.cells if re.fullmatch(r"[\d,.%]+", each)),
            "ticked": page.ticked,
            "fields": [f"{name}={value}" for name, value in page.fields if name not in DERIVED],
            "references": page.references,
            **({"metas": page.metas, "data": page.data, "coins": page.coins} if whole else {}),
        }
        return head | {name: value for name, value in found.items() if value}

    def _links(self, page: Page, address: str) -> list[str]:
        """The addresses that a page links to, with the numbers in the texts of its links."""
        query = address.partition("?")[2]
        found = []
        for href, text in page.links:
            if "/static/" in href or (href.startswith("#") and not href.startswith("#hit")):
                continue
            to = re.sub(rf"\?{re.escape(query)}(?=&|$)", "?…", href) if query else href
            if article := re.match(r"/articles/([0-9a-f]+)/", to):
                whole = self.recording.addresses.get(article[1], "")
                found.append(to.replace(whole, f"/articles/{article[1]}/…/") if whole else to)
            else:
                found.append(" ".join([to, *re.findall(r"\d[\d,.]*%?", text)]))
        return found

    def references(self, style: str, public_ids: Sequence[str]) -> Answer:
        """The citations of a selection of articles in one style."""
        pairs = [("id", each) for each in public_ids] + [("style", style)]
        answer = self.asker.ask(f"/selection/?{urlencode(pairs)}")
        page = Page(self.recording.cleaner.clean(answer["body"]))
        return self.recording.cleaner.head(answer) | {"references": page.references}

    def methods(self) -> Answer:
        """HEAD requests, conditional requests, and requests that must be refused."""
        found: Answer = {}
        for address in ("/", "/?q=idlib", "/api/search?q=idlib", "/feed.atom?q=idlib", "/nowhere"):
            answer = self.asker.ask(address, "HEAD")
            found[f"HEAD {address}"] = self.recording.cleaner.head(answer) | {
                "length": len(answer["body"])
            }
        for address in ("/", "/api/search", "/feed.atom", "/export.csv", "/selection/", "/healthz"):
            found[f"POST {address}"] = self.recording.cleaner.head(self.asker.ask(address, "POST"))
        for address in ("/feed.atom?q=idlib", "/feed.json?q=idlib"):
            headers = self.asker.ask(address)["headers"]
            for name, value in {
                "If-None-Match": headers["ETag"],
                "If-Modified-Since": headers["Last-Modified"],
                "If-Unmodified-Since": "Wed, 01 Jan 2020 00:00:00 GMT",
            }.items():
                answer = self.asker.ask(address, headers={name: value})
                found[f"{name} {address}"] = self.recording.cleaner.head(answer)
            other = self.asker.ask(address, headers={"If-None-Match": '"another"'})
            found[f"If-None-Match, another {address}"] = self.recording.cleaner.head(other)
        found["another host"] = self.recording.cleaner.head(
            self.asker.ask("/", headers={"Host": "evil.example"})
        )
        return found

    def below_a_path(self) -> Answer:
        found = {}
        for address in questions.BELOW_A_PATH:
            answer = self.asker.ask(address)
            found[address] = head = self.recording.cleaner.head(answer)
            if answer["headers"]["Content-Type"].startswith("text/html"):
                links = Page(self.recording.cleaner.clean(answer["body"])).links
                head["links"] = [href for href, _ in links if "/static/" not in href]
            else:
                body = self.recording.cleaner.body(answer)
                if isinstance(body, dict):
                    self.recording.set_wording_apart(
                        "below a path", address, body, ("understood", "relaxed", "notes")
                    )
                    for hit in body.get("hits", ()):
                        hit["score"] = round(hit["score"], 4)
                if address.startswith("/sitemap-"):
                    # Sorted, because the order of storing depends on the speed of the machine.
                    body = sorted(re.findall(r"<url>.*?</url>", "".join(body)))
                head["body"] = body
        return found


def headers_of(answer: Answer) -> dict[str, Any]:
    """All headers but the id of the request. The directives of the content security policy are
    sorted, because django-csp writes them in the order of a set."""
    headers = dict(answer["headers"])
    del headers["X-Request-ID"]
    policy = "Content-Security-Policy"
    return headers | {policy: sorted(headers[policy].split("; "))}
