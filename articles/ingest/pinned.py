"""Newer captures of articles whose outlet a person has pinned.

Lines are learnt of outlets, and a person's word on whose page it is goes first: such a capture is
extracted once more, as that outlet's page, before the transaction that stores it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.ingest.incoming import Incoming
from articles.learning.learning import current
from articles.models import SeenPath, path_key


class OutletPinned(Exception):
    """The article at a path has a pinned outlet, as whose page its capture was not extracted."""

    def __init__(self, path: str, outlet: str) -> None:
        super().__init__(path)
        self.path, self.outlet = path, outlet


def of_pinned_outlets(batch: Sequence[Incoming]) -> Sequence[Incoming]:
    """A batch, with what is new at the paths of such articles extracted as their outlets' pages."""
    keys = {path_key(each.path): each for each in batch if each.path}
    rows = (
        SeenPath.objects.filter(key__in=keys, capture__article__pins__has_key="outlet")
        .exclude(capture__article__outlet=None)
        # What lies at a path now comes last.
        .order_by("seen_at", "pk")
        .values_list("key", "capture__sha256", "capture__article__outlet__name")
    )
    now = {key: (sha256, outlet) for key, sha256, outlet in rows}
    return of_their_outlets(
        batch,
        {
            keys[key].path: outlet
            for key, (sha256, outlet) in now.items()
            if keys[key].capture.sha256 != sha256
        },
    )


def of_their_outlets(batch: Sequence[Incoming], outlets: Mapping[str, str]) -> Sequence[Incoming]:
    """A batch, with what comes from these paths extracted as pages of these outlets."""
    if not outlets:
        return batch
    learnt = current()
    return [
        each.of_outlet(outlets[each.path], learnt) if each.path in outlets else each
        for each in batch
    ]
