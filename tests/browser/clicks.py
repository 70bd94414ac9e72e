"""Jobs that users do in a browser, and a hand that counts its clicks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from newsarchive.accounts.roles import Role


class Hand:
    """The hand of a user on ``page``.

    Each click or tap counts as one, and so does each box that is ticked, each choice from a list,
    each field that is filled in, each file that is chosen, and each key that is pressed outside
    of a text. Reading and scrolling do not count.
    """

    def __init__(self, page: Page, is_touching: bool = False) -> None:
        self.page = page
        self.is_touching = is_touching
        self.count = 0

    def click(self, target: Locator | str) -> None:
        """Click or tap a control: the link, button or summary of that name, if it is a text."""
        self.count += 1
        place = self.named(target) if isinstance(target, str) else target
        if self.is_touching:
            place.tap()
        else:
            place.click()

    def open(self, name: str, heading: str | re.Pattern[str]) -> None:
        """Click a control that leads to a page with this heading."""
        self.click(name)
        self.expect_heading(heading)

    def fill(self, field: Locator | str, text: str) -> None:
        self.count += 1
        self._field(field).fill(text)

    def choose(self, field: Locator | str, option: str) -> None:
        self.count += 1
        self._field(field).select_option(label=option)

    def attach(self, field: str, files: Path | Sequence[FilePayload]) -> None:
        self.count += 1
        self._field(field).set_input_files(files)

    def press(self, key: str) -> None:
        self.count += 1
        self.page.keyboard.press(key)

    def search(self, words: str) -> None:
        """Type words into the search box and send them; wait for the results."""
        self.fill(self.page.locator("#q"), words)
        self.press("Enter")
        expect(self.page.locator("h1 q")).to_have_text(words)

    def open_first_hit(self) -> None:
        hit = self.page.locator(".hit h2 a").first
        title = hit.inner_text()
        self.click(hit)
        self.expect_heading(title)

    def download(self, name: str) -> Download:
        with self.page.expect_download() as download:
            self.click(name)
        return download.value

    def expect_heading(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def expect_marked(self, count: int) -> None:
        expect(self.page.locator("[data-marked]")).to_have_text(str(count))

    def named(self, name: str) -> Locator:
        """The first link, button or summary of exactly this name that can be seen."""
        page = self.page
        found = page.get_by_role("link", name=name, exact=True)
        found = found.or_(page.get_by_role("button", name=name, exact=True))
        found = found.or_(page.locator("summary").filter(has_text=re.compile(rf"^{name}\b")))
        return found.filter(visible=True).first

    def _field(self, field: Locator | str) -> Locator:
        if not isinstance(field, str):
            return field
        return self.page.get_by_label(re.compile(rf"^{re.escape(field)}( optional)?$")).first


@dataclass(frozen=True)
class Job:
    """Something that a user does, from the home page on.

    ``clicks`` is the most that it may take. ``role`` is that of the account with which the user is
    signed in at the start, or None.
    """

    name: str
    task: str
    clicks: int
    role: Role | None
    do: Callable[[Hand], None]


class Jobs(list[Job]):
    """The jobs of one kind of user."""

    def add(
        self, name: str, task: str, clicks: int, role: Role | None = None
    ) -> Callable[[Callable[[Hand], None]], Callable[[Hand], None]]:
        def added(do: Callable[[Hand], None]) -> Callable[[Hand], None]:
            self.append(Job(name, task, clicks, role, do))
            return do

        return added
