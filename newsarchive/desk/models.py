"""What people with an account keep: marked articles, collections, notes, saved searches."""

from __future__ import annotations

import secrets
from typing import ClassVar, Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from newsarchive.desk.anchors import CONTEXT, Anchor
from newsarchive.desk.savedsearches import AlertMail, SavedSearch

__all__ = ["AlertMail", "Collection", "Entry", "Mark", "PassageNote", "SavedSearch"]

#: Who may see what is visible to editors.
_EDITORS: Final = "articles.change_article"
#: Articles and headings of one collection: as many as a marked list has, with room for headings.
MOST_ENTRIES: Final = 12_000


class Mark(models.Model):
    """An article on the marked list of an account. Rows were marked in the order of their keys."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="marks")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("position", "pk")
        indexes: ClassVar = [models.Index(fields=["user", "position"], name="marks_in_order")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "article"], name="marked_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} of {self.user_id}"


def _key() -> str:
    return secrets.token_urlsafe(16)


class CollectionQuerySet(models.QuerySet["Collection"]):
    def seen_by(self, user: AbstractBaseUser | AnonymousUser) -> CollectionQuerySet:
        """The collections that this person may open, if they know the address."""
        allowed = Q(visible_to=Collection.Readers.LINK)
        if isinstance(user, User) and user.is_active:
            allowed |= Q(owner=user.pk)
            if user.has_perm(_EDITORS):
                allowed |= Q(visible_to=Collection.Readers.EDITORS)
        return self.filter(allowed)

    def of_desk(self, user: User) -> CollectionQuerySet:
        """The person's own collections and, for editors, those shared with editors: those to which
        the person may add notes."""
        allowed = Q(owner=user.pk)
        if user.has_perm(_EDITORS):
            allowed |= Q(visible_to=Collection.Readers.EDITORS)
        return self.filter(allowed)


class Collection(models.Model):
    """Articles that a person has put together, in sections and with notes.

    ``key`` is its address, which cannot be guessed. ``version`` grows with every change, so that a
    form that is older than the collection does not overwrite it.
    """

    class Readers(models.TextChoices):
        OWNER = "owner", "only me"
        EDITORS = "editors", "editors of the archive"
        LINK = "link", "everyone with the link"

    key = models.CharField(max_length=22, unique=True, default=_key, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="collections")
    title = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    visible_to = models.CharField(
        "who may see it", max_length=7, choices=Readers.choices, default=Readers.OWNER
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.key])


class EntryQuerySet(models.QuerySet["Entry"]):
    def shown(self) -> EntryQuerySet:
        """The headings, and the articles that are not withdrawn."""
        return self.filter(Q(article=None) | Q(article__withdrawn_at=None))

    def withdrawn(self) -> EntryQuerySet:
        return self.filter(article__withdrawn_at__isnull=False)

    def of_articles(self) -> EntryQuerySet:
        return self.filter(article__isnull=False)


class Entry(models.Model):
    """An article of a collection with a note, or, without an article, the heading of a section,
    which goes on to the next heading."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    article = models.ForeignKey(
        Article, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    heading = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        indexes: ClassVar = [
            models.Index(fields=["collection", "position"], name="entries_in_order")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["collection", "article"], name="collected_once")
        ]

    def __str__(self) -> str:
        return self.heading or f"{self.article_id} in {self.collection_id}"


class PassageNoteQuerySet(models.QuerySet["PassageNote"]):
    def seen_by(self, user: User) -> PassageNoteQuerySet:
        """Those of a person, and those in collections of theirs or, for editors, of editors."""
        return self.filter(Q(owner=user.pk) | Q(collection__in=Collection.objects.of_desk(user)))

    def shown(self) -> PassageNoteQuerySet:
        return self.filter(article__withdrawn_at=None)


class PassageNote(models.Model):
    """Words of an article that a person has highlighted, with a note (``text``) or without.

    ``quote``, ``prefix``, ``suffix`` and ``paragraph`` are the anchor by which the words are found
    again (``anchors.py``). Only its owner sees it, unless it is in a collection that has the
    article: then whoever may see the collection.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passage_notes")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="passage_notes")
    collection = models.ForeignKey(
        Collection, null=True, on_delete=models.SET_NULL, related_name="passage_notes"
    )
    paragraph = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=CONTEXT, blank=True)
    suffix = models.CharField(max_length=CONTEXT, blank=True)
    text = models.TextField(blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PassageNoteQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes: ClassVar = [models.Index(fields=["owner", "article"], name="notes_on_an_article")]

    def __str__(self) -> str:
        return self.quote[:60]

    @property
    def anchor(self) -> Anchor:
        return Anchor(self.quote, self.prefix, self.suffix, self.paragraph)

    @anchor.setter
    def anchor(self, anchor: Anchor) -> None:
        self.quote, self.prefix, self.suffix = anchor.quote, anchor.prefix, anchor.suffix
        self.paragraph = anchor.paragraph
