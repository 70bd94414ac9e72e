"""Tags, which editors give to articles, and their former names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from newsarchive.transactions import writing

if TYPE_CHECKING:
    from articles.models.articlequeries import ArticleQuerySet

LONGEST_TAG: Final = 60
#: Between the names of tags in a form.
SEPARATOR: Final = ","


def tag_name(text: str) -> str:
    """The name of a tag as it is stored, on one line. Raises ValidationError."""
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not name:
        raise ValidationError("A tag needs a name.")
    if len(name) > LONGEST_TAG or len(tag_key(name)) > 2 * LONGEST_TAG:
        raise ValidationError(
            f"“{name[:40]}…” is too long: a tag has at most {LONGEST_TAG} characters."
        )
    if SEPARATOR in name or not name.isprintable():
        raise ValidationError(
            f"“{name[:40]}” cannot be a tag: it has a comma, or a character that cannot be seen."
        )
    return name


def tag_key(name: str) -> str:
    """The same for all spellings of one tag, which differ in capitals, width or blanks."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


class TagQuerySet(models.QuerySet["Tag"]):
    def called(self, name: str) -> Tag | None:
        """The tag that has, or once had, this name in any spelling."""
        key = tag_key(name)
        return self.filter(Q(key=key) | Q(aliases__key=key)).order_by("pk").first()


class Tag(models.Model):
    """A short name that editors give to articles. ``key`` is its name for comparisons."""

    name = models.CharField(max_length=LONGEST_TAG)
    key = models.CharField(max_length=2 * LONGEST_TAG, unique=True, editable=False)

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. After a rename its articles are indexed again, and the old name leads here."""
        self.key = tag_key(self.name)
        with writing():
            before = Tag.objects.filter(pk=self.pk).first() if self.pk is not None else None
            super().save(*args, **kwargs)
            if before is None or before.name == self.name:
                return
            self.aliases.filter(key=self.key).delete()
            if before.key != self.key:
                TagAlias.objects.create(tag=self, key=before.key)
            self._tagged().touch()

    def _tagged(self) -> ArticleQuerySet:
        from articles.models.articles import Article

        return Article.objects.filter(pk__in=self.articles.order_by().values("pk"))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete. Its articles lose it and are indexed again."""
        with writing():
            self._tagged().touch()
            return super().delete(*args, **kwargs)

    def merge_into(self, target: Tag) -> int:
        """Give the articles of this tag to ``target``, where its names then lead, and delete it.
        Returns the number of its articles. Raises ValueError for a merge into itself."""
        if target.pk == self.pk:
            raise ValueError("A tag cannot be merged into itself.")
        with writing():
            keys = list(self.articles.order_by().values_list("pk", flat=True))
            target.articles.add(*keys)
            self.aliases.update(tag=target)
            self.delete()
            TagAlias.objects.create(tag=target, key=self.key)
            # More names lead to its articles now.
            target._tagged().touch()
        return len(keys)


class TagAlias(models.Model):
    """A former name of a tag, or that of a tag that was merged into it, as a key."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=2 * LONGEST_TAG, unique=True)

    class Meta:
        verbose_name_plural = "tag aliases"

    def __str__(self) -> str:
        return self.key


def tags_called(names: Iterable[str]) -> list[Tag]:
    """The tags of these names, each once, in this order; those that are missing are made. Raises
    ValidationError with all that is wrong."""
    errors: list[Any] = []
    wanted: dict[str, str] = {}
    for text in names:
        try:
            name = tag_name(text)
        except ValidationError as error:
            errors.append(error)
        else:
            wanted.setdefault(tag_key(name), name)
    if errors:
        raise ValidationError(errors)
    found = (
        Tag.objects.called(key) or Tag.objects.get_or_create(key=key, defaults={"name": name})[0]
        for key, name in wanted.items()
    )
    return list(dict.fromkeys(found))
