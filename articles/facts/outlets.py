"""The outlets that extraction names, as rows of the table."""

from __future__ import annotations

from articles.extraction.words.outlets import known_outlets
from articles.models import Outlet


class Outlets:
    """Outlets by the names that captures give them. One that the archive lacks is created.

    Those named once are remembered: use one for the articles of one transaction, no longer.
    """

    def __init__(self) -> None:
        self._named: dict[str, Outlet] = {}

    def named(self, name: str, *, stated: bool = False) -> Outlet:
        """The outlet of a name; ``stated`` by a record or a page's markup, not found in a text."""
        outlet = self._named.get(name)
        if outlet is None:
            outlet = Outlet.objects.called(name)
            if outlet is None:
                outlet = _new(name, stated=stated)
                self._add(outlet)
            self._named[name] = outlet
        return outlet

    def _add(self, outlet: Outlet) -> None:
        outlet.save()


class UnsavedOutlets(Outlets):
    """The same for a dry run: an outlet that the archive lacks is made and never saved."""

    def _add(self, outlet: Outlet) -> None:
        """Nothing."""


def _new(name: str, *, stated: bool) -> Outlet:
    known = known_outlets().named(name)
    if known is None:
        origin = Outlet.Origin.STATED if stated else Outlet.Origin.FOUND
        return Outlet(name=name, origin=origin)
    return Outlet(name=known.name, slug=known.key, origin=Outlet.Origin.LISTED)
