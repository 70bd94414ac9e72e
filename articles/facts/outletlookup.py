"""Find or create the outlets that extraction names."""

from __future__ import annotations

from articles.extraction.words.knownoutlets import known_outlets
from articles.models import Outlet


class OutletLookup:
    """Looks outlets up by the names found in captures, and creates those that are missing.

    Caches the outlets, so use an instance for one transaction only.
    """

    def __init__(self) -> None:
        self._named: dict[str, Outlet] = {}

    def named(self, name: str, *, stated: bool = False) -> Outlet:
        """Return the outlet with this name.

        ``stated``: a record or a page's markup states the name; rules did not find it in a text.
        """
        outlet = self._named.get(name)
        if outlet is None:
            outlet = Outlet.objects.meant_by(name)
            if outlet is None:
                outlet = _new(name, stated=stated)
                self._add(outlet)
            self._named[name] = outlet
        return outlet

    def _add(self, outlet: Outlet) -> None:
        outlet.save()


class UnsavedOutletLookup(OutletLookup):
    """The same for a dry run: missing outlets are never saved."""

    def _add(self, outlet: Outlet) -> None:
        """Do not save the outlet."""


def _new(name: str, *, stated: bool) -> Outlet:
    known = known_outlets().meant_by(name)
    if known is None:
        origin = Outlet.Origin.STATED if stated else Outlet.Origin.FOUND
        return Outlet(name=name, origin=origin)
    return Outlet(name=known.name, slug=known.key, origin=Outlet.Origin.LISTED)
