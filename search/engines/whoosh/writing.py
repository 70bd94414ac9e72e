"""Changing an index: one writer, one commit, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC

from search.engines.whoosh.codec import CODEC
from search.engines.whoosh.failures import explained
from search.engines.whoosh.generations import Generation, sync
from search.engines.whoosh.merging import merged
from search.engines.whoosh.partner import Partner, is_possible
from search.engines.whoosh.pool import Pool
from search.engines.whoosh.schema import RECORD, SCHEMA, record_of
from search.engines.whoosh.vectors import VECTOR
from search.query.document import Document

#: Words held in memory before they are sorted and spilt to disk; each costs some 55 bytes then.
BUDGET = 5 << 20

#: So many documents are written by one process, before a second is worth its start.
ALONE = 2_000

#: How many documents are taken in, and handed to the second process, at once; or so many
#: characters of them.
TOGETHER, LARGE = 50, 1_000_000

#: The folder in which the second process writes.
PART = "part"

#: How long to wait for a writer that is just finishing or dying, in seconds.
PATIENCE = 1.0


def replace(
    generation: Generation, documents: Iterable[Document], removed: Collection[int] = ()
) -> set[int]:
    """See ``Engine.update``; all or nothing."""
    # What is wrong with a document shows before the writer is opened.
    rows: dict[int, Document] = {}
    for document in documents:
        record_of(document, {})
        _keep_highest(rows, document)
    changed = np.array(sorted({*rows, *removed}), dtype=np.int64)
    if not len(changed):
        return set()
    with explained("written"), _writer(generation) as writer:
        before = set(generation.path.iterdir())
        snapshot = generation.snapshot()
        refused = set()
        for number in np.flatnonzero(snapshot.live & np.isin(snapshot.ids, changed)).tolist():
            id_, version = int(snapshot.ids[number]), int(snapshot.versions[number])
            if id_ in rows and id_ not in removed and version > rows[id_].version:
                refused.add(id_)
            else:
                writer.delete_document(number)
        for batch in _batches(row for row in rows.values() if row.id not in refused):
            _add(writer, batch)
    _sync_new(generation.path, before)
    return refused


def _keep_highest(documents: dict[int, Document], document: Document) -> None:
    """Add a document by its id, unless there is one of a higher version."""
    before = documents.get(document.id)
    if before is None or document.version >= before.version:
        documents[document.id] = document


def fill(generation: Generation, documents: Iterable[Document]) -> int:
    """Write documents, however many, to an empty index; returns how many were given.

    Of many a second process, where there is a processor for it, writes a segment of its own.
    """
    seen: set[int] = set()
    repeated: dict[int, Document] = {}
    given = 0
    with ExitStack() as stack:
        partner: Partner | None = None
        with _writer(generation) as writer:
            for batch in _batches(documents):
                if partner is None and given >= ALONE and is_possible():
                    partner = stack.enter_context(Partner(partial(_fill_part, generation.path)))
                given += len(batch)
                fresh = []
                for document in batch:
                    record_of(document, {})
                    if document.id in seen:
                        _keep_highest(repeated, document)
                    else:
                        seen.add(document.id)
                        fresh.append(document)
                if partner is None or not partner.take(fresh):
                    with explained("written"):
                        _add(writer, fresh)
            if partner is not None:
                partner.end()
            # Both sort and write at the same time now.
        if partner is not None:
            partner.finish()
            with _writer(generation) as writer, explained("written"):
                writer.segments += _moved(generation)
    replace(generation, repeated.values())
    return given


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += sum(map(len, document.texts.values()))
        if len(batch) >= TOGETHER or size >= LARGE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _fill_part(path: Path, documents: Iterable[Document]) -> None:
    """Write documents to an index inside the folder of another."""
    part = path / PART
    with explained("written"):
        part.mkdir()
        generation = Generation(part, "", create=True)
    with _writer(generation) as writer:
        for batch in _batches(documents):
            with explained("written"):
                _add(writer, batch)


def _moved(generation: Generation) -> list[Any]:
    """Take over the segments of the part that ``_fill_part`` wrote."""
    part = generation.path / PART
    index = Generation(part, "").index
    segments: list[Any] = TOC.read(index.storage, index.indexname, schema=SCHEMA).segments
    for path in part.iterdir():
        if any(path.name.startswith(segment.segment_id()) for segment in segments):
            path.rename(generation.path / path.name)
    shutil.rmtree(part)
    return segments


def _add(writer: Any, documents: Sequence[Document]) -> None:
    gathered = writer.pool.gather(writer.docnum, [document.texts for document in documents])
    for document, (measures, vector) in zip(documents, gathered, strict=True):
        writer.add_document(**{RECORD: record_of(document, measures), VECTOR: vector})


@contextmanager
def _writer(generation: Generation) -> Iterator[Any]:
    """A writer that commits at the end, or leaves the index as it was."""
    with explained("written"):
        # Not compound: such a segment is read into memory whole.
        writer = generation.index.writer(timeout=PATIENCE, compound=False, codec=CODEC)
        writer.pool = Pool(generation.path, BUDGET)
    try:
        yield writer
        with explained("written"):
            writer.commit(mergetype=merged)
    except BaseException:
        _abandon(writer)
        raise


def _abandon(writer: Any) -> None:
    """Let go of a writer that failed. Without its lock, whatever else is wrong with it."""
    # What it leaves behind is removed by the next commit.
    with suppress(Exception):
        writer.cancel()
    with suppress(Exception):
        if not writer.is_closed:
            writer.writelock.release()


def _sync_new(folder: Path, before: set[Path]) -> None:
    """The caller forgets a change once it is committed: it must outlast a power failure."""
    with explained("written"):
        for path in set(folder.iterdir()) - before:
            sync(path)
        sync(folder)
