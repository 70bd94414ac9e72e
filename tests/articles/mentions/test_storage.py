"""Names and quotations are stored, and follow the table of articles."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.mentions import corrected, receivers, storage
from articles.mentions.corrections import hide_name, hide_quotation, set_speaker, take_back
from articles.mentions.ranking import most_mentioned, most_quoted
from articles.mentions.storage import bring_up_to_date, differing, due
from articles.models import Article, Mention, MentionCorrection, Quotation
from articles.runs import run
from tests.articles.stories import article

pytestmark = pytest.mark.django_db

SAID = "“The hull has a tear,” Captain Anna Weil said in Paris. “Nobody was hurt.”"


def story(headline: str, body: str = SAID, language: str = "en") -> Article:
    made = article(headline, body)
    made.language = language
    made.save()
    return made


def names(of: Article) -> list[tuple[str, str]]:
    return list(Mention.objects.filter(article=of).values_list("name", "kind"))


def said(of: Article) -> list[tuple[str, str]]:
    return list(Quotation.objects.filter(article=of).values_list("speaker", "text"))


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("mira")


def test_an_article_is_due_until_its_present_text_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = story("A")
    assert (list(due()), bring_up_to_date(), list(due())) == ([made], 1, [])
    assert names(made) == [("Anna Weil", "person"), ("Paris", "place")]
    assert said(made) == [("Anna Weil", "The hull has a tear"), ("Anna Weil", "Nobody was hurt.")]
    made.body = "Nothing was said."
    made.save()
    assert list(due()) == [made]
    bring_up_to_date()
    assert (names(made), said(made), list(due())) == ([], [], [])
    monkeypatch.setattr(storage, "RULES", 99)
    assert list(due()) == [made], "other rules may read something else"


def test_an_article_that_changes_while_it_is_read_stays_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = story("A")
    rows_of = corrected.rows_of

    def changing(*args: object) -> object:
        Article.objects.filter(pk=made.pk).update(version=99)
        return rows_of(*args)  # type: ignore[arg-type]  # as the caller gave them

    monkeypatch.setattr(storage, "rows_of", changing)
    bring_up_to_date()
    assert (list(due()), names(made)) == ([made], [])


def test_reading_takes_as_many_queries_for_ten_articles_as_for_two() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            bring_up_to_date()
        return len(context)

    story("A")
    story("B")
    few = queries()
    for number in range(10):
        story(str(number))
    assert queries() == few


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_read_when_it_is_stored_and_many_at_the_end_of_a_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = story("A")
    assert len(names(first)) == 2
    with run():
        other = story("B")
        assert names(other) == []
    assert len(names(other)) == 2
    monkeypatch.setattr(receivers, "IN_RUN", 4)
    with run():
        many = [story(f"D{number}") for number in range(2)]
        assert [len(names(each)) for each in many] == [2, 2], "they were read within the run"
    with run(for_page=True):
        last = story("C")
    assert (names(last), list(due())) == ([], [last])


def test_the_command_says_what_is_not_in_step(capsys: pytest.CaptureFixture[str]) -> None:
    made = story("A")
    with pytest.raises(CommandError, match="not in step"):
        call_command("mentions", "--check")
    assert "1 articles wait to be read" in capsys.readouterr().err
    call_command("mentions")
    assert "2 names and 2 quotations are stored" in capsys.readouterr().err
    call_command("mentions", "--check")
    Quotation.objects.filter(article=made).first().delete()  # type: ignore[union-attr]  # it exists
    assert differing() == [made.public_id]
    with pytest.raises(CommandError, match="not in step"):
        call_command("mentions", "--check")
    call_command("mentions", "--rebuild")
    assert (differing(), len(said(made))) == ([], 2)


def test_corrections_of_people_outlast_each_reading(editor: User) -> None:
    made = story("A")
    bring_up_to_date()
    hide_name(made, "Paris", editor)
    hide_quotation(made, "Nobody was hurt.", editor)
    set_speaker(made, "The hull has a tear", "  Olaf   Brun ", editor)
    assert list(due()) == [made]
    bring_up_to_date()
    wanted = ([("Anna Weil", "person")], [("Olaf Brun", "The hull has a tear")])
    assert (names(made), said(made)) == wanted
    made.refresh_from_db()
    made.body = f"{SAID}\n\nMore was said."
    made.save()
    call_command("mentions", "--rebuild")
    assert (names(made), said(made), differing()) == (*wanted, [])
    for each in MentionCorrection.objects.all():
        assert take_back(made, each.pk, editor)
    assert not take_back(made, 99, editor)
    bring_up_to_date()
    assert (len(names(made)), {speaker for speaker, _ in said(made)}) == (2, {"Anna Weil"})


def test_names_are_ranked_by_articles_and_short_forms_joined_if_they_are_certain() -> None:
    bodies = (
        SAID,
        "Captain Anna Weil left Rome.",
        "On Monday, Weil said: “I am late again.”",
        "On Monday, Brun left Rome.",
        "Mr Olaf Brun met Ms Pia Brun.",
        "Mr Jan Maria Hall left.",
        "Mr Maria Hall left.",
        "On Monday, Hall left.",
    )
    keys = [story(str(number), body).pk for number, body in enumerate(bodies)]
    bring_up_to_date()
    found = most_mentioned(keys)
    people = [(each.name, each.articles, each.also) for each in found["person"]]
    assert people == [
        ("Anna Weil", 3, ["Weil"]),
        ("Jan Maria Hall", 3, ["Maria Hall", "Hall"]),
        ("Olaf Brun", 1, []),
        ("Pia Brun", 1, []),
    ]
    assert [(each.name, each.articles) for each in found["place"]] == [("Rome", 2), ("Paris", 1)]
    assert [each.name for each in found[""]] == ["Brun"], "whose name it is, is not certain"
    quoted = [(each.name, each.articles, each.times) for each in most_quoted(keys)]
    assert quoted == [("Anna Weil", 1, 2), ("Weil", 1, 1)]
