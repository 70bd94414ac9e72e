"""Records of searches: the answers of the API, and exported files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from tests.recorded.processes import Answer, Asker
from tests.recorded.questions import Search
from tests.recorded.recording import Recording, address_of, named

#: Hits of a search that are recorded, unless it has the parameter per_page.
HITS: Final = 5


class Searches:
    """Records searches.

    ``hits`` has the values of a hit that are the same in every search, by public id, and ``labels``
    has the labels of facet values.
    """

    def __init__(self, recording: Recording, asker: Asker) -> None:
        self.recording = recording
        self.asker = asker
        self.hits: dict[str, Any] = {}
        self.labels: dict[str, str] = {}

    def searched(self, search: Search) -> Answer:
        sized = search if "per_page" in dict(search) else (*search, ("per_page", str(HITS)))
        answer = self.asker.ask(address_of("/api/search", sized))
        body: Answer = self.recording.cleaner.body(answer, understood=True)
        self.recording.set_wording_apart(
            "api", named(search), body, ("understood", "relaxed", "notes", "errors")
        )
        if "hits" in body:
            # They depend on the order of storing, which depends on the speed of the machine.
            assert all(0 < hit.pop("sequence") <= body["up_to"] for hit in body["hits"])
            assert body.pop("up_to") >= body["total"]
            body["hits"] = [self._hit(hit) for hit in body["hits"]]
            body["facets"] = {each["name"]: self._facet(each) for each in body["facets"]}
        return self.recording.cleaner.head(answer) | body

    def _hit(self, hit: Any) -> Any:
        """The score and snippets of a hit. Values that are the same in every search are recorded
        once, in ``hits``."""
        own = {
            "score": round(hit.pop("score"), 4),
            "snippets": [
                f"{each['field']}: {_marked(each['text'], each['spans'])}"
                for each in hit.pop("snippets")
            ],
        }
        known = self.hits.setdefault(hit["public_id"], hit)
        return {hit["public_id"]: own if known == hit else own | hit}

    def _facet(self, facet: Any) -> list[str]:
        for each in facet["values"]:
            # "unknown" is a value of two facets.
            key = f"lang={each['value']}" if facet["name"] == "lang" else each["value"]
            self.labels[key] = each["label"]
        return [
            f"{each['value']} {each['count']}{' chosen' if each['selected'] else ''}"
            for each in facet["values"]
        ]

    def followed(self, form: str, search: Search) -> Answer:
        """A feed with its entries by their ids. Their own order is that of storing, which depends
        on the speed of the machine."""
        answer = self.recording.plain(self.asker, address_of(f"/feed.{form}", search))
        body = answer["body"]
        if isinstance(body, dict):
            body["items"].sort(key=lambda item: item["id"])
        elif "<entry>" in body:
            first = body.index("<entry>")
            entries = "\n".join(body[first:-1]).split("</entry>")
            found = sorted(entry.strip() for entry in entries if entry.strip())
            lines = [line for entry in found for line in (*entry.split("\n"), "</entry>")]
            answer["body"] = [*body[:first], *lines, body[-1]]
        return answer

    def exported(self, form: str, search: Search) -> Answer:
        address = address_of(f"/export.{form}", search)
        answer = self.asker.ask(address)
        body = self.recording.body(answer, address)
        if form == "jsonl" and answer["status"] == 200:
            # Each line is an object. The bodies are recorded with the answers of the ingest already.
            records = (
                [json.loads(line) for line in body if line] if isinstance(body, list) else body
            )
            for each in records if isinstance(records, list) else []:
                if "body" in each and each["body"] == self.recording.bodies.get(each["public_id"]):
                    each["body"] = "as ingested"
            body = records
        return self.recording.cleaner.head(answer) | {"body": body}


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text
