"""Extract newer captures of articles whose outlet a person has pinned.

Extraction uses the lines learnt for the page's outlet, and a pinned outlet outranks the one that
rules find. So such a capture is extracted once more, as a page of the pinned outlet, before the
transaction that stores it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings

from articles.ingest.incoming import Incoming
from articles.learning.learning import current_learnt
from articles.limits import Limits
from articles.models import SeenPath, path_key


class OutletPinned(Exception):
    """The article at a path has a pinned outlet for which its new capture was not extracted."""

    def __init__(self, path: str, outlet: str) -> None:
        super().__init__(path)
        self.path, self.outlet = path, outlet


def with_pinned_outlets(batch: Sequence[Incoming]) -> Sequence[Incoming]:
    """Return the batch. New captures of articles with a pinned outlet are also extracted for it."""
    keys = {path_key(each.path): each for each in batch if each.path}
    rows = (
        SeenPath.objects.filter(key__in=keys, capture__article__pins__has_key="outlet")
        .exclude(capture__article__outlet=None)
        # The capture now at a path comes last and wins in the mapping below.
        .order_by("seen_at", "pk")
        .values_list("key", "capture__sha256", "capture__article__outlet__name")
    )
    latest = {key: (sha256, outlet) for key, sha256, outlet in rows}
    return with_outlets(
        batch,
        {
            keys[key].path: outlet
            for key, (sha256, outlet) in latest.items()
            if keys[key].capture.sha256 != sha256
        },
    )


def with_outlets(batch: Sequence[Incoming], outlets: Mapping[str, str]) -> Sequence[Incoming]:
    """Return the batch. A capture whose path is in ``outlets`` is also extracted for that outlet.

    ``outlets`` maps paths to names of outlets.
    """
    if not outlets:
        return batch
    learnt, limits = current_learnt(), Limits.of(settings)
    return [
        each.with_outlet(outlets[each.path], learnt, limits) if each.path in outlets else each
        for each in batch
    ]
