"""Changes of a collection: articles, sections, notes and their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.db import transaction

from newsarchive.desk.markedlist import Added
from newsarchive.desk.models import MOST_ENTRIES, Collection, Entry
from newsarchive.desk.positions import make_room, next_position

#: Rows that are written by one statement.
_CHUNK = 1000
LONGEST_HEADING = 200
#: A section has a heading from the beginning, so that it can be seen.
NEW_SECTION = "New section"


class ChangedMeanwhile(Exception):
    """The collection is newer than the form that was sent."""


@contextmanager
def changing(collection: Collection, version: str | None = None) -> Iterator[None]:
    """Change a collection in one transaction, alone. Raises ChangedMeanwhile if a version is given
    and it is not the present one. The version grows."""
    with transaction.atomic():
        row = Collection.objects.select_for_update().get(pk=collection.pk)
        if version is not None and version != str(row.version):
            raise ChangedMeanwhile
        yield
        collection.version = row.version + 1
        collection.save(update_fields=["version", "changed_at"])


def create(owner: User, title: str, keys: Sequence[int]) -> tuple[Collection, Added]:
    """A new collection with these articles."""
    with transaction.atomic():
        made = Collection.objects.create(owner=owner, title=title)
        return made, add_articles(made, keys)


def add_articles(collection: Collection, keys: Sequence[int]) -> Added:
    """Put articles at the end, in this order, as far as there is room. Those that are in the
    collection already stay where they are."""
    with changing(collection):
        rows = collection.entries.all()
        known = set(rows.of_articles().order_by().values_list("article_id", flat=True))
        new = [key for key in dict.fromkeys(keys) if key not in known]
        fitting = new[: max(MOST_ENTRIES - rows.count(), 0)]
        first = next_position(rows)
        Entry.objects.bulk_create(
            [
                Entry(collection=collection, article_id=key, position=first + number)
                for number, key in enumerate(fitting)
            ],
            batch_size=_CHUNK,
        )
    return Added(len(fitting), len(new) - len(fitting))


def add_section(collection: Collection, before: int | None) -> None:
    """A new heading before this entry, or at the end for None. Nothing happens if the collection
    is full."""
    rows = collection.entries.all()
    if rows.count() >= MOST_ENTRIES:
        return
    following = rows.filter(pk=before).first() if before is not None else None
    position = next_position(rows) if following is None else following.position
    make_room(rows, position)
    collection.entries.create(position=position, heading=NEW_SECTION)


def write(collection: Collection, notes: Mapping[int, str], headings: Mapping[int, str]) -> None:
    """Store the notes of articles and the headings of sections that differ, by key of the entry."""
    for entry in collection.entries.filter(pk__in={*notes, *headings}):
        if entry.article_id is None:
            text = clean(headings.get(entry.pk, entry.heading), LONGEST_HEADING)
            changed, entry.heading = text != entry.heading and bool(text), text or entry.heading
        else:
            text = clean(notes.get(entry.pk, entry.note))
            changed, entry.note = text != entry.note, text
        if changed:
            entry.save(update_fields=["heading", "note"])


def clean(text: str, most: int | None = None) -> str:
    """The text without what no database stores; on one line if its length is limited."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    return text if most is None else " ".join(text.split())[:most]
