"""Outlets, which publish articles, and their other names."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from articles.extraction.words.knownoutlets import known_outlets
from articles.extraction.words.nominalarticles import other_articles
from newsarchive.transactions import writing

#: Articles that move in one statement.
_TOGETHER: Final = 1000


class OutletQuerySet(models.QuerySet["Outlet"]):
    def called(self, name: str) -> Outlet | None:
        """Return the outlet with this name, slug or alias, or None."""
        slug = slugify(name)
        direct = self.filter(Q(slug=slug) | Q(name__iexact=name)).order_by("pk").first()
        return direct or self.filter(Q(aliases__slug=slug) | Q(aliases__name__iexact=name)).first()

    def meant_by(self, name: str) -> Outlet | None:
        """Return the outlet that a capture calls so, or None: the one with this name or, if there
        is none, the listed one that it is another name of, or the only one whose name differs by
        its article, as "Harbour Gazette" and "The Harbour Gazette" do."""
        outlet = self.called(name)
        if outlet is None and (known := known_outlets().meant_by(name)):
            outlet = self.filter(slug=known.key).first() or self.called(known.name)
        if outlet is None:
            spelt = Q()
            for each in other_articles(name):
                spelt |= Q(name=each) | Q(aliases__name=each)
            others = list(self.filter(spelt).distinct()[:2]) if spelt else []
            if len(others) == 1 and known_outlets().may_be_one(name, others[0].name):
                (outlet,) = others
        return outlet


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

    def merge_into(self, target: Outlet, by: str = "") -> int:
        """Move the articles, names and learnt lines of this outlet to ``target``, and delete it.

        The names become aliases of ``target``. Pins stay. Returns how many articles moved. What
        moved is written down, so that it can be undone. Raises ValueError for a merge into itself.
        """
        if target.pk == self.pk:
            raise ValueError("An outlet cannot be merged into itself.")
        with writing():
            known = target.rulings.values("text")
            merge = OutletMerge(
                target=target,
                name=self.name,
                slug=self.slug,
                origin=self.origin,
                by=by,
                articles=_keys(self.article_set),
                aliases=_keys(self.aliases),
                merges=_keys(self.merges),
                rulings=_keys(self.rulings.exclude(text__in=known)),
                lost_rulings=list(
                    self.rulings.filter(text__in=known).values("text", "line", "verdict", "by")
                ),
            )
            moved = self.article_set.update(outlet=target)
            self.aliases.update(outlet=target)
            self.merges.update(target=target)
            # Its learnt lines, and decisions on lines, hold for the target too.
            self.rulings.exclude(text__in=known).update(outlet=target)
            learnt = target.learnt_lines.current().values("text")
            duplicates = models.Q(until__isnull=True, text__in=learnt)
            self.learnt_lines.exclude(duplicates).update(outlet=target)
            OutletAlias.objects.create(outlet=target, name=self.name, slug=self.slug)
            self.delete()
            merge.save()
            # The target's articles can now be found by more names, so they are indexed again.
            target.article_set.all().touch()
        return moved


def _keys(rows: Any) -> list[int]:
    """The primary keys of rows, which may be a manager's."""
    return list(rows.order_by("pk").values_list("pk", flat=True))


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


class OutletMerge(models.Model):
    """A merge of an outlet, called ``name``, into ``target``, with all that undoing it needs.

    ``articles``, ``aliases``, ``merges`` and ``rulings`` are the primary keys of what moved.
    ``lost_rulings`` are decisions on lines on which the target had one, too. What was learnt by
    counting is counted anew.
    """

    target = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="merges")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=100)
    origin = models.CharField(max_length=10, choices=Outlet.Origin.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.CharField(max_length=150, blank=True)
    articles = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    merges = models.JSONField(default=list)
    rulings = models.JSONField(default=list)
    lost_rulings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.name} into {self.target}"

    @property
    def obstacle(self) -> str:
        """A sentence that says why it cannot be undone now; "" if it can."""
        if Outlet.objects.filter(models.Q(name=self.name) | models.Q(slug=self.slug)).exists():
            return f"There is another outlet called {self.name} now: rename or merge it first."
        return ""

    def undo(self) -> tuple[Outlet, int]:
        """Make the outlet again and give back what is its own; returns it, and the number of
        articles that moved.

        What a person has decided since stays: an article whose outlet was chosen after the merge
        stays where it is. Articles that came since go by the name that rules found for them.
        Raises ValueError with the obstacle.
        """
        with writing():
            # Read again, since another merge may have moved it, or somebody undone it.
            present = OutletMerge.objects.select_related("target").filter(pk=self.pk).first()
            if present is None:
                raise ValueError("This merge was undone already.")
            self.target, self.articles = present.target, present.articles
            if self.obstacle:
                raise ValueError(self.obstacle)
            target = self.target
            target.aliases.filter(slug=self.slug).delete()
            outlet = Outlet(name=self.name, slug=self.slug, origin=self.origin)
            outlet.save()
            target.aliases.filter(pk__in=self.aliases).update(outlet=outlet)
            keys = self._own(outlet)
            for start in range(0, len(keys), _TOGETHER):
                some = keys[start : start + _TOGETHER]
                target.article_set.filter(pk__in=some).update(outlet=outlet)
            target.merges.filter(pk__in=self.merges).update(target=outlet)
            target.rulings.filter(pk__in=self.rulings).update(outlet=outlet)
            for ruling in self.lost_rulings:
                outlet.rulings.create(**ruling)
            # Of these, no other merge into the target has a say any more.
            gone = set(keys)
            for merge in target.merges.exclude(pk=self.pk):
                if gone & set(merge.articles):
                    merge.articles = [key for key in merge.articles if key not in gone]
                    merge.save(update_fields=["articles"])
            self.delete()
            # The target's articles are no longer found by these names.
            target.article_set.all().touch()
        return outlet, len(keys)

    def _own(self, outlet: Outlet) -> list[int]:
        """The articles (primary keys) of the target that belong to the outlet that is made again,
        which has its names already."""
        moved = set(self.articles)
        called: dict[str, int | None] = {}
        keys: list[int] = []
        rows = self.target.article_set.order_by("pk")
        for key, pin, name in rows.values_list("pk", "pins__outlet", "extracted__outlet").iterator(
            chunk_size=_TOGETHER
        ):
            if pin:
                is_own = key in moved and str(pin.get("at", "")) <= self.at.isoformat()
            else:
                # A name may be spelt in many ways that mean one outlet, as at an ingest.
                name = "" if name is None else str(name)
                if name not in called:
                    found = Outlet.objects.meant_by(name) if name else None
                    called[name] = found.pk if found else None
                is_own = called[name] == outlet.pk or (
                    key in moved and called[name] != self.target.pk
                )
            if is_own:
                keys.append(key)
        return keys
