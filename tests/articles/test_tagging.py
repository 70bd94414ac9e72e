"""Tags: one for all spellings of a name, given to articles and taken away, renamed and merged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from articles.ingest.outcomes import Outcome
from articles.models import Article, Tag
from articles.models.tags import tags_called
from articles.tagging import Retagging, names_in, retag, shown
from tests.conftest import Ingest

Write = Callable[[str, str | bytes], Path]

STORY = "Ferry leaves late\n\n12 June 2021\n\nThe ferry left the harbour late, number {}."


@pytest.fixture
def articles(write: Write, ingest_paths: Ingest) -> list[Article]:
    paths: list[Path] = [write(f"ferry-{n}.txt", STORY.format(n * "very ")) for n in (1, 2)]
    outcomes: list[Outcome] = ingest_paths(*paths)
    return [each.article for each in outcomes if each.article is not None]


def names(article: Article) -> list[str]:
    return Article.objects.get(pk=article.pk).tag_names


@pytest.mark.parametrize(
    ("opened", "typed", "add", "remove"),
    [
        ("", "", (), ()),
        ("", "Ports, ferries", ("Ports", "ferries"), ()),
        ("Ports", "  ports  ", (), ()),
        ("Ports, Ferries", "ferries", (), ("Ports",)),
        ("Ports", "Harbours", ("Harbours",), ("Ports",)),
        ("", "Climate   change,\nclimate CHANGE,,", ("Climate change",), ()),
        ("", "Straße, STRASSE", ("Straße",), ()),
        ("", "<b>\"'&", ("<b>\"'&",), ()),
    ],
)
def test_a_form_says_what_changed(
    opened: str, typed: str, add: tuple[str, ...], remove: tuple[str, ...]
) -> None:
    assert Retagging.between(opened, typed) == Retagging(add, remove)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("x" * 61, "at most 60 characters"),
        ("ferry\x00boat", "a character that cannot be seen"),
        ("ferry\u202eboat", "a character that cannot be seen"),
        (",".join(f"tag {n}" for n in range(51)), "at most 50 tags"),
    ],
)
def test_names_that_cannot_be_are_refused_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        names_in(typed)


@pytest.mark.django_db(transaction=True)
class TestStored:
    def test_tags_are_given_and_taken_away_and_the_history_says_so(
        self, articles: list[Article]
    ) -> None:
        editor, keys = User.objects.create_user("edda"), [each.pk for each in articles]
        first, second = articles
        assert Retagging(("Ports",)).apply(keys[:1], editor).keys() == {first.pk}
        assert Retagging(("ports", "Ferries")).apply(keys, editor).keys() == set(keys)
        assert names(first) == names(second) == ["Ferries", "Ports"]
        assert shown(first.tags.all()) == "Ferries, Ports"
        assert Retagging((), ("PORTS", "no such tag")).apply(keys, editor).keys() == set(keys)
        assert Retagging(("Ferries",)).apply(keys, editor) == {}
        assert names(first) == ["Ferries"]
        entries = LogEntry.objects.filter(object_id=first.pk).order_by("pk")
        assert [entry.change_message for entry in entries] == [
            "Tagged “Ports”.",
            "Tagged “Ferries”.",
            "Removed the tag “Ports”.",
        ]
        assert Article.objects.get(pk=first.pk).version == first.version + 3

    def test_a_former_name_leads_to_its_tag_until_another_takes_it(self, db: None) -> None:
        (tag,) = tags_called(["Ports"])
        tag.name = "Harbours"
        tag.save()
        assert tags_called(["PORTS", "harbours"]) == [tag]
        tag.name = "ports"
        tag.save()
        assert [alias.key for alias in tag.aliases.all()] == ["harbours"]

    def test_a_merge_moves_articles_and_names_and_indexes_them_again(
        self, articles: list[Article]
    ) -> None:
        first, second = articles
        ports, harbours = tags_called(["Ports", "Harbours"])
        retag([first.pk], [ports, harbours], [], None)
        retag([second.pk], [ports], [], None)
        before = Article.objects.get(pk=second.pk).version
        assert ports.merge_into(harbours) == 2
        assert names(first) == names(second) == ["Harbours"]
        assert tags_called(["ports"]) == [harbours]
        assert Article.objects.get(pk=second.pk).version > before
        with pytest.raises(ValueError, match="itself"):
            harbours.merge_into(harbours)

    def test_a_deleted_tag_leaves_its_articles(self, articles: list[Article]) -> None:
        (tag,) = tags_called(["Ports"])
        retag([articles[0].pk], [tag], [], None)
        version = Article.objects.get(pk=articles[0].pk).version
        tag.delete()
        assert names(articles[0]) == []
        assert Article.objects.get(pk=articles[0].pk).version > version
        assert not Tag.objects.exists()
