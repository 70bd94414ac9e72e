"""Names and quotations are stored, and follow the table of articles."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.mentions import corrected, receivers, storage
from articles.mentions.corrections import hide_name, hide_quotation, set_speaker, take_back
from articles.mentions.ranking import Read, mentioned_as, most_mentioned, most_quoted, read_among
from articles.mentions.reading import RULES, Mentions, mentions_in
from articles.mentions.storage import bring_up_to_date, differing, due
from articles.models import Article, Mention, MentionCorrection, MentionReading, Quotation
from articles.runs import run
from search.index.documents import document_of
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
    stray = story("E", "Olaf Brun left.")
    Mention.objects.filter(article=stray).delete()
    MentionReading.objects.filter(article=stray).delete()
    with run():
        many = [story(f"D{number}") for number in range(2)]
        assert [len(names(each)) for each in many] == [2, 2], "they were read within the run"
    with run(for_page=True):
        last = story("C")
    assert (names(last), list(due())) == ([], [stray, last]), "a run reads only what it changed"


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
    # Rules may have another key of the same name later.
    MentionCorrection.objects.filter(words="Paris").update(key="of older rules")
    call_command("mentions", "--rebuild")
    assert names(made) == wanted[0]
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
    found = most_mentioned(read_among(keys))
    people = [(each.name, each.articles, each.also) for each in found["person"]]
    assert people == [
        ("Anna Weil", 3, ["Weil"]),
        ("Jan Maria Hall", 3, ["Maria Hall", "Hall"]),
        ("Olaf Brun", 1, []),
        ("Pia Brun", 1, []),
    ]
    assert [(each.name, each.articles) for each in found["place"]] == [("Rome", 2), ("Paris", 1)]
    assert [each.name for each in found[""]] == ["Brun"], "whose name it is, is not certain"
    quoted = [(each.name, each.articles, each.times) for each in most_quoted(read_among(keys))]
    assert quoted == [("Anna Weil", 1, 2), ("Weil", 1, 1)]


def test_an_article_that_has_a_name_and_its_short_form_apart_counts_once() -> None:
    bodies = (
        "Captain Anna Weil left the town of Weil.",
        "Captain Anna Weil left. Mr Weil followed.",
        "On Monday, Weil, 47, left.",
    )
    found = read_among([story(str(number), body).pk for number, body in enumerate(bodies)])
    assert not found.dates and found.waiting == 3, "nothing is known of what was not read"
    bring_up_to_date()
    found = read_among(list(Article.objects.values_list("pk", flat=True)))
    Mention.objects.filter(key="weil", kind="place").update(kind="")
    [ranked] = most_mentioned(found)["person"]
    assert (ranked.name, ranked.articles, ranked.also) == ("Anna Weil", 3, ["Weil"])
    for key in ("weil", "anna weil"):
        alone = mentioned_as(found, key)
        assert alone is not None and (alone.name, alone.of) == ("Anna Weil", ranked.of)
    assert mentioned_as(found, "nobody") is None


def test_names_of_a_text_that_changed_are_not_counted_until_it_is_read(
    django_assert_max_num_queries: Any,
) -> None:
    keys = [story("A").pk, story("B").pk]
    bring_up_to_date()
    Article.objects.filter(pk=keys[0]).touch()
    found = read_among(keys)
    assert (list(found.dates), found.waiting) == (keys[1:], 1)
    with django_assert_max_num_queries(2):
        assert [each.articles for each in most_mentioned(found)["person"]] == [1]
        assert [each.times for each in most_quoted(found)] == [2]
    MentionReading.objects.filter(article=keys[1]).update(rules=RULES - 1)
    assert read_among(keys) == Read({}, 2), "names by older rules do not count either"
    Article.objects.filter(pk=keys[1]).update(withdrawn_at=timezone.now())
    assert read_among(keys) == Read({}, 1), "withdrawn articles neither count nor wait"


@pytest.mark.django_db(transaction=True)
def test_a_fault_of_a_rule_is_logged_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(paragraphs: list[str], *args: object) -> Mentions:
        if "Brun" in paragraphs[0]:
            raise RecursionError("a rule failed")
        return mentions_in(paragraphs, *args)  # type: ignore[arg-type]  # as the caller gave them

    monkeypatch.setattr(corrected, "mentions_in", failing)
    with run():
        bad, good = story("A", "On Friday, Olaf Brun of Velm left."), story("B")
    assert (names(bad), len(names(good)), list(due())) == ([], 2, [bad])
    assert f"article {bad.public_id} were not read" in caplog.text
    times = caplog.text.count("RecursionError")
    assert corrected.mentions_of(bad).failed
    assert caplog.text.count("RecursionError") == times, "each look at a page would log it again"
    assert "RecursionError" in caplog.text
    assert document_of(bad).texts["quote"] == "", "the index takes it without quotations"
    call_command("mentions")
    assert "Read 0 articles" in (said := capsys.readouterr().err)
    assert "1 wait still" in said
    monkeypatch.undo()
    corrected._read.cache_clear()
    call_command("mentions")
    assert (len(names(bad)), list(due())) == (2, [])
