"""Articles that share text are found, and what was found follows the table."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.copies import detection
from articles.copies.detection import article_with, bring_up_to_date, compare, differing, due
from articles.models import Article, SharedText, TextKey
from articles.runs import run
from tests.articles.stories import article, text

pytestmark = pytest.mark.django_db


def shared() -> dict[tuple[str, str], int]:
    """The stored shares, by the headlines of both articles."""
    rows = SharedText.objects.select_related("article", "other")
    return {(row.article.headline, row.other.headline): row.share for row in rows}


def test_each_of_two_articles_knows_what_of_it_stands_in_the_other() -> None:
    article("A", text(1, 2, 3, 4, 5, 6, 7, 8))
    article("B", text(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
    article("C", text(20, 21, 22, 23))
    assert bring_up_to_date() == 3
    assert shared() == {("A", "B"): 1000, ("B", "A"): 800}


def test_a_roundup_is_a_copy_of_each_story_and_joins_none_with_another() -> None:
    article("A", text(*range(1, 9)))
    article("B", text(*range(11, 19)))
    article("Roundup", text(*range(1, 9), *range(11, 19)))
    bring_up_to_date()
    copies = SharedText.objects.copies().values_list("article__headline", "other__headline")
    assert sorted(copies) == [
        ("A", "Roundup"),
        ("B", "Roundup"),
        ("Roundup", "A"),
        ("Roundup", "B"),
    ]


def test_what_shares_little_is_not_stored() -> None:
    article("A", text(1, *range(10, 20)))
    article("B", text(1, *range(30, 40)))
    bring_up_to_date()
    assert shared() == {}


def steps_of(work: Callable[[], object]) -> int:
    """About how many steps SQLite takes for some work, in hundreds."""
    connection.ensure_connection()
    seen = 0

    def count() -> int:
        nonlocal seen
        seen += 1
        return 0

    connection.connection.set_progress_handler(count, 100)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return seen


@pytest.mark.sqlite
@pytest.mark.parametrize("what", ["an edit", "a preview"])
def test_standing_words_cost_the_same_however_many_articles_have_them(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(detection, "_COMMON", 20)
    body = text(*range(5))
    chosen = article("Chosen", body)
    others = [article(str(number), text(100 + number)) for number in range(30)]
    bring_up_to_date()
    keys = list(TextKey.objects.filter(article=chosen).values_list("key", flat=True))

    def give(times: int) -> None:
        rows = ((each.pk, key) for each in others for key in keys for _ in range(times))
        TextKey.objects.insert(rows)

    def work() -> None:
        if what == "an edit":
            compare([chosen.pk])
        else:
            assert article_with(body) is None, "these keys are common ones"

    give(1)
    few = steps_of(work)
    give(20)
    assert steps_of(work) < 1.2 * few


def test_standing_words_do_not_hide_an_article_with_the_same_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(detection, "_COMMON", 3)
    standing = text(1, 2, 3)
    for number in range(6):
        article(str(number), f"{standing}\n\n{text(*range(10 + 9 * number, 19 + 9 * number))}")
    bring_up_to_date()
    found = article_with(f"{standing}\n\n{text(*range(28, 37))}")
    assert found is not None and found.headline == "2"


def test_standing_words_of_an_outlet_join_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "_COMMON", 3)
    for number in range(5):
        article(str(number), text(1, 2, 100 + number))
    bring_up_to_date()
    assert shared() == {}


def test_an_article_is_due_until_its_present_text_was_compared() -> None:
    first, _ = article("A", text(*range(9))), article("B", text(*range(9)))
    assert due().count() == 2
    bring_up_to_date()
    assert due().count() == 0
    first.body = text(*range(50, 59))
    first.save()
    assert list(due()) == [first]
    bring_up_to_date()
    assert (shared(), due().count()) == ({}, 0)


def test_an_article_that_changes_while_it_is_compared_stays_due(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, _ = article("A", text(*range(9))), article("B", text(*range(9)))
    pairs = detection._pairs

    def changing(*args: object) -> object:
        Article.objects.filter(pk=first.pk).update(version=99)
        return pairs(*args)  # type: ignore[arg-type]  # as the caller gave them

    monkeypatch.setattr(detection, "_pairs", changing)
    bring_up_to_date()
    assert list(due()) == [first]


def test_articles_may_be_compared_again_and_in_any_order() -> None:
    made = [article(name, text(*range(9))) for name in "ABC"]
    for each in (made[2], made[0], made[1], made[2]):
        compare([each.pk])
    assert len(shared()) == 6
    bring_up_to_date()
    assert (len(shared()), due().count()) == (6, 0)


def test_what_is_stored_little_by_little_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that whoever saves an article meanwhile need not wait until all is stored."""
    texts = {name: text(*range(first, first + 12)) for first, name in enumerate("ABCDEFGH")}
    made = [article(name, body) for name, body in texts.items()]
    bring_up_to_date()
    together = shared()
    assert len(together) > 2 * len(made)
    stored: list[int] = []
    store = detection._store

    def counting(versions: dict[int, int], pairs: list[SharedText]) -> None:
        stored.append(len(pairs))
        store(versions, pairs)

    monkeypatch.setattr(detection, "_STORED", 1)
    monkeypatch.setattr(detection, "_store", counting)
    detection.forget()
    bring_up_to_date()
    assert (shared(), due().count(), differing()) == (together, 0, [])
    assert sum(stored) == len(together)
    assert max(stored) < len(together)


def test_a_comparison_takes_as_many_queries_for_ten_articles_as_for_two() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as context:
            bring_up_to_date()
        return len(context)

    for name in "AB":
        article(name, text(*range(9)))
    few = queries()
    for number in range(10):
        article(str(number), text(*range(100 + number, 120 + number)))
    assert queries() == few


def test_an_article_with_many_copies_takes_as_many_queries_as_one_with_few() -> None:
    def queries(name: str) -> int:
        newest = article(name, text(*range(9)))
        with CaptureQueriesContext(connection) as context:
            compare([newest.pk])
        return len(context)

    for name in "AB":
        article(name, text(*range(9)))
    bring_up_to_date()
    few = queries("C")
    for number in range(10):
        article(str(number), text(*range(9)))
    bring_up_to_date()
    assert queries("D") == few


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_compared_when_it_is_stored_and_many_at_the_end_of_a_run() -> None:
    first = article("A", text(*range(9)))
    with run():
        other = article("B", text(*range(9)))
        assert shared() == {}
    assert len(shared()) == 2
    other.body = text(*range(50, 59))
    other.save()
    assert shared() == {}
    assert (due().count(), first.shared_texts.count()) == (0, 0)


class TestCommand:
    def test_it_compares_what_waits_and_says_how_many_have_copies(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        article("A", text(*range(9)))
        article("B", text(*range(9)))
        call_command("copies")
        assert "Compared 2 articles; 2 articles have copies." in capsys.readouterr().err
        call_command("copies")
        assert "Compared 0 articles; 2 articles have copies." in capsys.readouterr().err
        call_command("copies", "--rebuild")
        assert "Compared 2 articles; 2 articles have copies." in capsys.readouterr().err

    def test_a_check_tells_what_waits_and_what_differs(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        first, _ = article("A", text(*range(9))), article("B", text(*range(9)))
        with pytest.raises(CommandError, match="not in step"):
            call_command("copies", "--check")
        assert "2 articles wait to be compared: run `manage.py copies`." in capsys.readouterr().err
        call_command("copies")
        call_command("copies", "--check")
        assert "The copies are in step." in capsys.readouterr().err
        SharedText.objects.filter(article=first).update(share=500)
        with pytest.raises(CommandError, match="not in step"):
            call_command("copies", "--check")
        assert f"Article {first.public_id}: what is stored" in capsys.readouterr().err


def test_a_lost_row_is_noticed() -> None:
    first, _ = article("A", text(*range(9))), article("B", text(*range(9)))
    bring_up_to_date()
    assert differing() == []
    SharedText.objects.filter(article=first).delete()
    assert differing() == [first.public_id]


def test_a_withdrawn_article_keeps_what_it_shares() -> None:
    first, _ = article("A", text(*range(9))), article("B", text(*range(9)))
    bring_up_to_date()
    first.withdrawn_at = timezone.now()
    first.save()
    bring_up_to_date()
    assert len(shared()) == 2
