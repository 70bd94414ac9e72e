"""Outlets, which publish articles, and their other names."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from newsarchive.transactions import writing


class OutletQuerySet(models.QuerySet["Outlet"]):
    def called(self, name: str) -> Outlet | None:
        """Return the outlet with this name, slug or alias, or None."""
        slug = slugify(name)
        direct = self.filter(Q(slug=slug) | Q(name__iexact=name)).order_by("pk").first()
        return direct or self.filter(Q(aliases__slug=slug) | Q(aliases__name__iexact=name)).first()


class Outlet(models.Model):
    """A publisher of articles. ``slug`` is its name in addresses and never changes."""

    class Origin(models.TextChoices):
        LISTED = "listed", "listed"
        FOUND = "found", "found in a text"
        STATED = "stated", "stated by a record or page"
        ADDED = "added", "added by a person"
        CONFIRMED = "confirmed", "confirmed by a person"

    #: The origins of outlets that nobody has reviewed yet.
    TO_REVIEW: ClassVar = (Origin.FOUND, Origin.STATED)

    name = models.CharField(max_length=200, unique=True)
    slug = models.SlugField(max_length=100, unique=True, editable=False)
    origin = models.CharField(
        max_length=10, choices=Origin.choices, default=Origin.ADDED, editable=False
    )

    objects = OutletQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. After a rename, all articles are indexed again and the old name is an alias."""
        with writing():
            if not self.slug:
                self.slug = self._free_slug()
            before = Outlet.objects.filter(pk=self.pk).first() if self.pk is not None else None
            super().save(*args, **kwargs)
            if before is not None and before.name != self.name:
                self.aliases.filter(name=self.name).delete()
                OutletAlias.objects.create(outlet=self, name=before.name)
                self.article_set.all().touch()

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.slug])

    @property
    def needs_review(self) -> bool:
        return self.origin in self.TO_REVIEW

    def _free_slug(self) -> str:
        base = slugify(self.name)[:90] or "outlet"
        slug, number = base, 1
        while (
            Outlet.objects.filter(slug=slug).exists()
            or OutletAlias.objects.filter(slug=slug).exists()
            or slug == "unknown"  # what an address calls articles without an outlet
        ):
            number += 1
            slug = f"{base}-{number}"
        return slug

    def merge_into(self, target: Outlet) -> int:
        """Move the articles, names and learnt lines of this outlet to ``target``, and delete it.

        The names become aliases of ``target``. Pins stay. Returns how many articles moved. Raises
        ValueError for a merge into itself.
        """
        if target.pk == self.pk:
            raise ValueError("An outlet cannot be merged into itself.")
        with writing():
            moved = self.article_set.update(outlet=target)
            self.aliases.update(outlet=target)
            # Its learnt lines, and decisions on lines, hold for the target too.
            self.rulings.exclude(text__in=target.rulings.values("text")).update(outlet=target)
            known = target.learnt_lines.current().values("text")
            duplicates = models.Q(until__isnull=True, text__in=known)
            self.learnt_lines.exclude(duplicates).update(outlet=target)
            OutletAlias.objects.create(outlet=target, name=self.name, slug=self.slug)
            self.delete()
            # The target's articles can now be found by more names, so they are indexed again.
            target.article_set.all().touch()
        return moved


class OutletAlias(models.Model):
    """Another name of an outlet: an earlier one, or with its slug that of a merged outlet."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    # Many aliases have no slug: a unique column may have many NULLs, but only one empty string.
    slug = models.SlugField(max_length=100, unique=True, null=True)  # noqa: DJ001 - see above

    class Meta:
        verbose_name_plural = "outlet aliases"

    def __str__(self) -> str:
        return self.name
