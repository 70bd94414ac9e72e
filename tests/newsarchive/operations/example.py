"""A small archive with a row of every model that backups contain."""

from __future__ import annotations

from pathlib import Path

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone

from articles.ingest.ingest import ingest
from articles.ingest.runlog import begun
from articles.learning.learning import learn
from articles.models import Article, ErasedCapture, MentionCorrection, Outlet, Ruling, Takedown
from articles.models.tags import tags_called
from articles.readers import find
from articles.reextraction import extract_again
from articles.tagging import retag
from newsarchive.desk.models import Collection, Entry, Mark, PassageNote, SavedSearch
from search.index.draining import rebuild

STORY = """Lantern Weekly

Home | Sport | Weather | Crossword

Ferry {number} leaves the harbour of Zürich–Öst late

By Mira Ødegaard

{day} March 2021

Ferry {number} left the harbour late on Monday because its captain had lost the only key to it.

Passengers of line {number} waited for an hour; the harbour master gave them tea (“чай”) and a song.

“We are used to it,” said one of the {number} passengers, who had brought a book of two volumes.

© 2021 Lantern Weekly. All rights reserved.
"""
RECORD = (
    '{"headline": "Bridge opened in Vale", "published": "2020-05-04", "outlet": "Vale Echo",'
    ' "url": "https://echo.example/bridge", "body": "The bridge in Vale was opened on Monday by'
    " the mayor, who walked over it twice before lunch and told everybody whom he met on the way"
    ' that he had never doubted its eleven arches.\\n\\nPeople danced on it until dark."}\n'
)
#: How many articles the example has.
ARTICLES = 9


def fill(folder: Path) -> None:
    """Ingest captures, written below ``folder``, and edit them as people do."""
    for number in range(ARTICLES - 1):
        text = STORY.format(number=number + 1, day=number + 1)
        (folder / f"ferry-{number}.txt").write_text(text)
    (folder / "records.jsonl").write_text(RECORD)
    list(ingest(find([folder]), record=begun([str(folder)], by="mira")))

    editor = User.objects.create_user("mira", "mira@lantern.example", "a good password")
    group = Group.objects.create(name="desk")
    group.permissions.add(*Permission.objects.filter(codename="change_article"))
    editor.groups.add(group)
    editor.user_permissions.add(*Permission.objects.filter(codename="view_outlet"))

    first, second, *_ = Article.objects.order_by("pk")
    first.headline = "Ferry one was late"
    first.pins = {"headline": {"by": "mira", "at": timezone.now().isoformat()}}
    first.save()
    LogEntry.objects.log_actions(
        editor.pk,
        Article.objects.filter(pk=first.pk),
        CHANGE,
        "Headline corrected",
        single_object=True,
    )
    # So that a rule changes it back, which is written to the log.
    second.headline = "Nothing like it"
    second.save()
    extract_again(Article.objects.get(pk=second.pk))
    Article.objects.filter(pk=Article.objects.order_by("-pk")[2].pk).update(
        withdrawn_at=timezone.now()
    )
    erased = Takedown.objects.create(
        action="erased", public_id="0123456789", case="7", purged_at=timezone.now()
    )
    ErasedCapture.objects.create(takedown=erased, sha256="0" * 64, comparison_key="1" * 64)

    (tag,) = tags_called(["Tea"])
    retag([first.pk], [tag], [], editor)
    tag.name = "Tea & song"
    tag.save()

    MentionCorrection.objects.create(
        article=first, of="name", key="zürich", words="Zürich", is_hidden=True, by="mira"
    )
    outlet = Outlet.objects.get(name="Vale Echo")
    outlet.name = "The Vale Echo"
    outlet.save()
    Outlet.objects.create(name="Vale Eko").merge_into(outlet, "mira")
    Ruling.objects.create(
        outlet=outlet, text="people danced", line="People danced", verdict="furniture", by="mira"
    )
    learn("an example")
    Mark.objects.create(user=editor, article=first, position=0)
    collection = Collection.objects.create(owner=editor, title="Ferries", note="For Öst")
    Entry.objects.create(collection=collection, position=0, heading="Late ones")
    Entry.objects.create(collection=collection, position=1, article=first, note="“Tea”")
    PassageNote.objects.create(
        owner=editor, article=first, collection=collection, paragraph=1, quote="the only key"
    )
    SavedSearch.objects.create(
        owner=editor,
        name="Ferries",
        query="q=ferry&from=last+week",
        position=0,
        seen_up_to=2,
        mailed_up_to=1,
    )
    # Edits leave deleted documents in the index, which count in its statistics until a rebuild.
    rebuild()
