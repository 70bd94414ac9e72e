"""Writes to an index: each change is one commit, all or nothing."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import TOC

from search.engines.base import Mark
from search.engines.whoosh.codec import Writer
from search.engines.whoosh.failures import explained
from search.engines.whoosh.generations import Generation
from search.engines.whoosh.merging import merged
from search.engines.whoosh.partner import Partner, is_possible
from search.engines.whoosh.pool import Pool
from search.engines.whoosh.schema import RECORD, SCHEMA, record_of
from search.engines.whoosh.storage import PRIVATE_FOLDER
from search.engines.whoosh.tagcolumn import TAGS, packed
from search.engines.whoosh.vectors import VECTOR
from search.query.document import Document
from search.query.fields import LEAD_WORDS, TEXT_FIELDS
from search.text.analysis import beginning

#: The number of words held in memory before they are sorted and spilled to disk, at about 55 bytes
#: each.
BUDGET = 5 << 20

#: Fields whose text is the beginning of another field.
OPENINGS = [field for field in TEXT_FIELDS if field.opens]

#: The number of documents after which starting a second process pays off.
ALONE = 2_000

#: The most documents, and about the most characters, in a batch, which one process indexes at once.
TOGETHER, LARGE = 50, 1_000_000

#: The folder in which the second process writes.
PART = "part"

#: Seconds to wait for a writer that is about to finish or dying.
PATIENCE = 1.0


def replace(
    generation: Generation,
    documents: Iterable[Document],
    removed: Collection[int] = (),
    mark: Mark | None = None,
) -> set[int]:
    """See ``Engine.update``; all or nothing."""
    # Validate all documents before the writer is opened.
    rows: dict[int, Document] = {}
    for document in documents:
        record_of(document, {})
        _keep_highest(rows, document)
    changed = np.array(sorted({*rows, *removed}), dtype=np.int64)
    if not len(changed) and mark is None:
        return set()
    with explained("written"):
        snapshot = generation.snapshot()
    with explained("written"), _writer(generation, mark) as writer:
        refused = set()
        for number in np.flatnonzero(snapshot.live & np.isin(snapshot.ids, changed)).tolist():
            id_, version = int(snapshot.ids[number]), int(snapshot.versions[number])
            if id_ in rows and id_ not in removed and version > rows[id_].version:
                refused.add(id_)
            else:
                writer.delete_document(number)
        for batch in _batches(row for row in rows.values() if row.id not in refused):
            _add(writer, batch)
    return refused


def _keep_highest(documents: dict[int, Document], document: Document) -> None:
    """Add a document under its id, unless there is one with a higher version."""
    before = documents.get(document.id)
    if before is None or document.version >= before.version:
        documents[document.id] = document


def fill(generation: Generation, documents: Iterable[Document]) -> int:
    """Write any number of documents to an empty index; returns how many were passed in.

    If there are many documents and a second processor, a second process writes its own segment.
    """
    seen: set[int] = set()
    repeated: dict[int, Document] = {}
    count = 0
    with ExitStack() as stack:
        partner: Partner | None = None
        with _writer(generation) as writer:
            for batch in _batches(documents):
                if partner is None and count >= ALONE and is_possible():
                    partner = stack.enter_context(Partner(partial(_fill_part, generation.path)))
                count += len(batch)
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
            # Leaving this block commits, so that both processes sort and write at the same time.
        if partner is not None:
            partner.finish()
            with _writer(generation) as writer, explained("written"):
                writer.segments += _moved(generation)
    replace(generation, repeated.values())
    return count


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
    """Write documents to an index in the PART folder of another; runs in the second process."""
    part = path / PART
    with explained("written"):
        part.mkdir(PRIVATE_FOLDER)
        generation = Generation(part, "", create=True)
    with _writer(generation) as writer:
        for batch in _batches(documents):
            with explained("written"):
                _add(writer, batch)


def _moved(generation: Generation) -> list[Any]:
    """Move the files of the segments that ``_fill_part`` wrote; returns the segments."""
    part = generation.path / PART
    index = Generation(part, "").index
    segments: list[Any] = TOC.read(index.storage, index.indexname, schema=SCHEMA).segments
    for path in part.iterdir():
        if any(path.name.startswith(segment.segment_id()) for segment in segments):
            path.rename(generation.path / path.name)
    shutil.rmtree(part)
    return segments


def _add(writer: Any, documents: Sequence[Document]) -> None:
    gathered = writer.pool.gather(writer.docnum, [*map(_whole, documents)])
    for document, (measures, vector) in zip(documents, gathered, strict=True):
        record, tags = record_of(document, measures), packed(document.tags)
        writer.add_document(**{RECORD: record, VECTOR: vector, TAGS: tags})


def _whole(document: Document) -> Document:
    """The document with the texts of all fields."""
    opening = {field.name: document.texts.get(field.opens, "") for field in OPENINGS}
    beginnings = {name: beginning(text, LEAD_WORDS) for name, text in opening.items()}
    return dataclasses.replace(document, texts={**document.texts, **beginnings})


@contextmanager
def _writer(generation: Generation, mark: Mark | None = None) -> Iterator[Writer]:
    """A writer that commits at the end, or leaves the index unchanged if anything fails."""
    with explained("written"):
        writer = Writer(generation.index, generation.seal(), mark, PATIENCE)
        writer.pool = Pool(generation.path, BUDGET)
    try:
        yield writer
        with explained("written"):
            writer.commit(mergetype=merged)
    except BaseException:
        _abandon(writer)
        raise


def _abandon(writer: Writer) -> None:
    """Cancel a writer that failed, remove its files, and release its lock whatever else fails."""
    with suppress(Exception):
        writer.cancel()
    writer.discard()
    with suppress(Exception):
        if not writer.is_closed:
            writer.writelock.release()
