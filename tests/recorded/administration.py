"""Records of what addresses answer after changes in admin."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.recorded.commands import CommandLine
from tests.recorded.pages import Pages
from tests.recorded.processes import Answer, Asker
from tests.recorded.reading import Page
from tests.recorded.recording import Recording


class Administration:
    """Changes articles and outlets in admin, and records what addresses answer then."""

    def __init__(self, recording: Recording, asker: Asker) -> None:
        self.recording = recording
        self.asker = asker

    def afterwards(self, pages: Pages, command_line: CommandLine) -> Answer:
        """Withdraw an article, merge an outlet into another, and ask again."""
        withdrawn, merged, heir = "55085fee9e", "the-harbour-gazette", "the-harbour-courier"
        self.asker.sign_in()
        steps = {
            "withdrawn": self._act("article", "withdraw", [withdrawn]),
            "merged": self._act("outlet", "merge", ["Harbour Gazette"], "Harbour Courier"),
        }
        asked = (
            *(
                f"/articles/{withdrawn}/",
                self.recording.addresses[withdrawn],
                f"/outlets/{merged}/",
            ),
            *(f"/articles/{withdrawn}/cite.bib", f"/receipt.json?id={withdrawn}&id=2c29b020da"),
            *(f"/selection/?id={withdrawn}", "/outlets/", f"/outlets/{heir}/", "/archive/2020/"),
            *(f"/?q=flood&outlet={merged}", f"/?q=idlib&outlet={heir}", "/receipt.json?q=idlib"),
            *(f"/receipt.json?q=flood&outlet={merged}", "/healthz"),
        )
        return (
            steps
            | {address: pages.page(address, f"afterwards {address}") for address in asked}
            | command_line.commands((("reindex", "--check"), ("drain",), ("learn",)))
        )

    def _act(self, kind: str, action: str, names: list[str], target: str = "") -> Answer:
        """Run an action of an admin list: choose it, and confirm it with the form of its page."""
        address = f"/admin/articles/{kind}/"
        keys = [self._key(address, name) for name in names]
        chosen = {"action": action, "_selected_action": keys}
        asked = self.asker.ask(address, form=chosen)
        fields = dict(Page(asked["body"]).fields)
        confirmed = {name: value for name, value in fields.items() if name != "_selected_action"}
        if action == "withdraw":
            confirmed["reason"] = "The publisher asked"
        if target:
            confirmed["target"] = self._key(address, target)
        done = self.asker.ask(address, form=confirmed | chosen | {"confirmed": "yes"})
        return {"asked": asked["status"], "done": self.recording.cleaner.head(done)}

    def _key(self, address: str, name: str) -> str:
        """The key of the only row of an admin list that a search for ``name`` finds."""
        listed = self.asker.ask(f"{address}?{urlencode({'q': name})}")["body"]
        boxes = re.findall(r'<input[^>]*name="_selected_action"[^>]*>', listed)
        assert len(boxes) == 1, f"{len(boxes)} rows are called {name}"
        value = re.search(r'value="([^"]*)"', boxes[0])
        assert value is not None
        return value[1]
