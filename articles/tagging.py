"""Give tags to articles and take them away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles.models import Article, Tag
from articles.models.tags import SEPARATOR, tag_key, tag_name, tags_called
from newsarchive.transactions import writing

#: Tags that one form names.
MOST_NAMED: Final = 50


@dataclass(frozen=True, slots=True)
class Retagged:
    """The tags that were given to an article, and those that were taken away."""

    given: tuple[Tag, ...]
    taken: tuple[Tag, ...]

    @property
    def sentence(self) -> str:
        """For the history."""
        given = [f"Tagged {_listed(self.given)}."] if self.given else []
        tags = "tags" if len(self.taken) > 1 else "tag"
        taken = [f"Removed the {tags} {_listed(self.taken)}."] if self.taken else []
        return " ".join([*given, *taken])


@dataclass(frozen=True, slots=True)
class Retagging:
    """Names of tags to give and to take away, each once."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.remove)

    @classmethod
    def between(cls, opened: str, typed: str) -> Retagging:
        """What changed between the names that a form showed and those that it sends, so that tags
        which others gave meanwhile stay. Raises ValidationError for names that cannot be."""
        before = {tag_key(name): name for name in _split(opened)}
        after: dict[str, str] = {}
        for name in names_in(typed):
            after.setdefault(tag_key(name), name)
        return cls(
            tuple(name for key, name in after.items() if key not in before),
            tuple(name for key, name in before.items() if key not in after),
        )

    def apply(self, keys: Sequence[int], by: User | None) -> dict[int, Retagged]:
        """Change the tags of articles (primary keys); see ``retag``."""
        removed = (Tag.objects.called(name) for name in self.remove)
        with writing():
            return retag(keys, tags_called(self.add), [tag for tag in removed if tag], by)


def names_in(text: str) -> list[str]:
    """The names of tags in a field of a form. Raises ValidationError with all that is wrong."""
    errors, names = [], []
    for part in _split(text):
        try:
            names.append(tag_name(part))
        except ValidationError as error:
            errors.append(error)
    if len(names) > MOST_NAMED:
        errors.append(ValidationError(f"Name at most {MOST_NAMED} tags."))
    if errors:
        raise ValidationError(errors)
    return names


def shown(tags: Iterable[Tag]) -> str:
    """Tags as the field of a form shows them."""
    return f"{SEPARATOR} ".join(tag.name for tag in tags)


def retag(
    keys: Sequence[int], add: Sequence[Tag], remove: Sequence[Tag], by: User | None
) -> dict[int, Retagged]:
    """Give tags to articles (primary keys) and take others away; returns what changed, by primary
    key of the article. Writes into their histories if a person does it."""
    through = Article.tags.through
    with writing():
        rows = Article.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        articles = {article.pk: article for article in rows.only("headline", "body")}
        tags = [*add, *remove]
        present = set(
            through.objects.filter(article__in=articles, tag__in=tags).values_list(
                "article_id", "tag_id"
            )
        )
        changed: dict[int, Retagged] = {}
        for key in articles:
            given = [tag for tag in add if (key, tag.pk) not in present]
            taken = [tag for tag in remove if (key, tag.pk) in present]
            if given or taken:
                changed[key] = Retagged(tuple(given), tuple(taken))
        through.objects.bulk_create(
            through(article_id=key, tag_id=tag.pk)
            for key, each in changed.items()
            for tag in each.given
        )
        through.objects.filter(article__in=articles, tag__in=remove).delete()
        Article.objects.filter(pk__in=changed).touch()
        if by is not None:
            entries = defaultdict(list)
            for key, each in changed.items():
                entries[each.sentence].append(articles[key])
            for sentence, those in entries.items():
                LogEntry.objects.log_actions(by.pk, those, CHANGE, sentence)
    return changed


def _listed(tags: Iterable[Tag]) -> str:
    return ", ".join(f"“{tag}”" for tag in tags)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", SEPARATOR).split(SEPARATOR) if part.strip()]
