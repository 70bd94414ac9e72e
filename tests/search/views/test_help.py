"""The help page: every form of the query language, with examples from the archive."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from search.hints.lessons import FORMS, Lesson
from tests.conftest import lose

pytestmark = pytest.mark.django_db(transaction=True)


def lessons(client: Client) -> list[Lesson]:
    response = client.get("/search/help")
    assert response.status_code == 200
    return list(response.context["lessons"])


@pytest.mark.usefixtures("seeds")
def test_examples_are_of_this_archive_and_find_as_many_articles_as_they_say(client: Client) -> None:
    examples = {lesson.form: lesson.example for lesson in lessons(client)}
    shown = [example for example in examples.values() if example]
    assert len(shown) >= len(FORMS) - 4
    for example in shown:
        inquiry = client.get(example.url).context["inquiry"]
        assert (inquiry.total, inquiry.notes) == (example.total, ())


@pytest.mark.usefixtures("seeds")
def test_an_example_of_withdrawn_articles_is_not_shown(client: Client) -> None:
    Article.objects.filter(outlet__slug="tass").update(withdrawn_at=timezone.now())
    page = client.get("/search/help")
    assert "TASS" not in page.text


def test_an_empty_archive_shows_the_forms_without_examples(client: Client) -> None:
    assert [lesson.form for lesson in lessons(client)] == [form for form, _ in FORMS.values()]
    assert "In this archive" not in client.get("/search/help").text


@pytest.mark.usefixtures("seeds")
def test_without_an_index_the_forms_are_shown(client: Client, index_folder: Path) -> None:
    lose(index_folder)
    assert not any(lesson.example for lesson in lessons(client))
    assert "t*key" in client.get("/search/help").text


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("address", ["/", "/?q=idlib"])
def test_pages_with_the_search_form_link_to_it(client: Client, address: str) -> None:
    assert "/search/help" in client.get(address).text


@pytest.mark.usefixtures("seeds")
def test_names_from_captures_are_escaped(client: Client) -> None:
    article = Article.objects.all()[0]
    article.byline = ["<script>Eve</script>"]
    article.save()
    page = client.get("/search/help").text
    assert "<script>Eve" not in page and "&lt;script&gt;Eve" in page


@pytest.mark.usefixtures("seeds")
def test_a_name_with_quotation_marks_of_any_kind_is_no_example(client: Client) -> None:
    article = Article.objects.newest_first()[0]
    for byline, shown in (("Dwayne The Rock Johnson", True), ("Dwayne “The Rock” Johnson", False)):
        article.byline = [byline]
        article.save()
        examples = [lesson.example.text for lesson in lessons(client) if lesson.example]
        assert (f'byline:"{byline}"' in examples) is shown
