"""The pages of a list, as numbered links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

#: Pages that are linked on either side of the current one, besides the first and the last.
_BESIDE: Final = 2


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list. Without ``number`` it stands for pages that are left out."""

    number: int = 0
    url: str = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The current page, the number of pages, and the addresses of the neighbours, "" if there is
    none. ``links`` are the first page, the last one and those around the current one."""

    number: int
    count: int
    previous_url: str
    next_url: str
    links: tuple[PageLink, ...]


def pages_of(number: int, count: int, address: Callable[[int], str]) -> Pages:
    """The pages of a list; ``address`` gives the address of a page."""

    def url(page: int) -> str:
        return address(page) if 1 <= page <= count else ""

    near = range(max(1, number - _BESIDE), min(count, number + _BESIDE) + 1)
    numbers = sorted({1, *near, count})
    links: list[PageLink] = []
    for page, before in zip(numbers, [0, *numbers], strict=False):
        if page == before + 2:
            links.append(PageLink(page - 1, url(page - 1)))
        elif page > before + 2:
            links.append(PageLink())
        links.append(PageLink(page, url(page), page == number))
    return Pages(number, count, url(number - 1), url(number + 1), tuple(links))
