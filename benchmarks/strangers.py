"""The list of known outlets without some of its entries, as if they were strangers."""

from __future__ import annotations

import gc
import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from articles.extraction.words import knownoutlets
from articles.extraction.words.caches import LineCache, cached_by_line
from articles.extraction.words.knownoutlets import KnownOutlets, known_outlets
from benchmarks.scoring import Truth

_ENTRY = re.compile(r"^(?=\[\[outlet\]\]$)", re.MULTILINE)
_KEY = re.compile(r'^key = "([^"]+)"', re.MULTILINE)


def entries_of(truths: Iterable[Truth], known: KnownOutlets) -> set[str]:
    """The keys of the known outlets of these pages, by any of their names and addresses."""
    found: set[str] = set()
    for truth in truths:
        names = [truth.get("outlet"), *(truth.get("outlet_alt") or ())]
        hosts = [truth.get("outlet_domain"), truth.get("outlet_host")]
        outlets = [known.named(name) for name in names if name]
        outlets += [known.at_host(host) for host in hosts if host]
        found.update(outlet.key for outlet in outlets if outlet is not None)
    return found


def without_entries(table: str, keys: Collection[str]) -> str:
    """The text of ``outlets.toml`` without the entries of these keys."""
    head, *entries = _ENTRY.split(table)
    kept = (each for each in entries if not set(_KEY.findall(each)).intersection(keys))
    return head + "".join(kept)


@contextmanager
def hidden(keys: Collection[str]) -> Iterator[None]:
    """Read the list without the entries of these keys, and forget what was read with it."""
    every = knownoutlets.OUTLETS
    with TemporaryDirectory() as place:
        rest = Path(place) / every.name
        table = every.read_text(encoding="utf-8")
        rest.write_text(without_entries(table, keys), encoding="utf-8")
        knownoutlets.OUTLETS = rest
        try:
            _forget()
            known_outlets()
            yield
        finally:
            knownoutlets.OUTLETS = every
            _forget()


def _forget() -> None:
    known_outlets.cache_clear()
    cached = type(cached_by_line(len))
    for each in gc.get_objects():
        # Not isinstance, which makes lazy objects of other libraries compute what they stand for.
        if issubclass(type(each), LineCache):
            each.clear()
        elif issubclass(type(each), cached) and each.cache_info().maxsize is not None:
            each.cache_clear()
