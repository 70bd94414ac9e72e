"""Concurrent edits of one article by people or rules: nothing is lost unnoticed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from articles.admin.onewriter import OneWriter
from articles.models import Article, Outlet, StaleArticleError
from tests.samples import sampled


def errors(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.context["form"].non_field_errors())


def test_a_form_opened_before_the_row_changed_saves_nothing_and_says_what_changed(
    desk: Any, article: Article
) -> None:
    opened = desk.open(article)
    desk.save(article, headline="Theirs")

    response = desk.send(article, opened | {"headline": "Mine", "agency": "Lusa"})

    assert "Headline is now “Theirs”." in errors(response)
    assert "Agency is now" not in errors(response)
    row = Article.objects.get(pk=article.pk)
    assert (row.headline, row.agency) == ("Theirs", article.agency)


def test_saving_again_after_a_conflict_keeps_the_edit(desk: Any, article: Article) -> None:
    opened = desk.open(article)
    desk.save(article, headline="Theirs", language="pt")
    form = desk.send(article, opened | {"headline": "Mine"}).context["form"]

    again = {name: form[name].value() or "" for name in opened}
    assert again["headline"] == "Mine"
    assert desk.send(article, again).status_code == 302

    row = Article.objects.get(pk=article.pk)
    assert row.headline == "Mine"
    assert row.language == "pt", "a field that this person never touched is not turned back"


def test_another_change_after_a_conflict_is_reported_again(desk: Any, article: Article) -> None:
    opened = desk.open(article)
    desk.save(article, headline="Theirs")
    form = desk.send(article, opened | {"headline": "Mine"}).context["form"]
    again = {name: form[name].value() or "" for name in opened}
    desk.save(article, headline="Theirs, better")

    assert "Headline is now “Theirs, better”." in errors(desk.send(article, again))


def test_a_change_of_no_fact_is_reported_as_such(desk: Any, article: Article) -> None:
    opened = desk.open(article)
    Article.objects.filter(pk=article.pk).touch()

    response = desk.send(article, opened | {"headline": "Mine"})

    assert "None of the facts below has changed." in errors(response)


def test_an_invalid_field_and_a_conflict_are_reported_together(desk: Any, article: Article) -> None:
    opened = desk.open(article)
    desk.save(article, headline="Theirs")

    response = desk.send(article, opened | {"published": "soon"})

    assert "Headline is now" in errors(response)
    assert response.context["form"]["headline"].value() == "Theirs"
    assert "published" in response.context["form"].errors


@pytest.mark.parametrize("missing", ["version", "opened"])
@pytest.mark.parametrize("value", sampled([None, "", "x", "[1]", "7"], every=4))
def test_a_damaged_form_never_overwrites_what_it_did_not_see(
    desk: Any, article: Article, missing: str, value: str | None
) -> None:
    sent = desk.open(article) | {"headline": "Mine"}
    desk.save(article, headline="Theirs")
    sent.pop(missing)
    if value is not None:
        sent[missing] = value

    assert "Theirs" in errors(desk.send(article, sent))
    assert Article.objects.get(pk=article.pk).headline == "Theirs"


def test_a_save_at_the_same_moment_is_reported_and_not_lost(
    desk: Any, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, view, late = desk.open(article) | {"headline": "Mine"}, OneWriter.changeform_view, [True]

    def overtaken(*args: Any, **kwargs: Any) -> Any:
        if late:
            late.clear()
            Article.objects.filter(pk=article.pk).update(headline="Theirs")
            raise StaleArticleError("as Article.save does when the row moved since it was read")
        return view(*args, **kwargs)

    monkeypatch.setattr(OneWriter, "changeform_view", overtaken)

    assert "Headline is now “Theirs”." in errors(desk.send(article, sent))
    assert Article.objects.get(pk=article.pk).headline == "Theirs"


@pytest.mark.django_db(transaction=True)
def test_of_two_concurrent_saves_one_is_stored_and_the_other_reports_a_conflict(
    desk: Any, article: Article
) -> None:
    opened = desk.open(article)

    def save(headline: str) -> int:
        try:
            status: int = desk.send(article, opened | {"headline": headline}).status_code
            return status
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip(("Ana’s", "Jo’s"), pool.map(save, ("Ana’s", "Jo’s")), strict=True))

    assert sorted(answers.values()) == [200, 302]
    stored = next(headline for headline, status in answers.items() if status == 302)
    assert Article.objects.get(pk=article.pk).headline == stored


def test_a_conflict_names_the_outlet(desk: Any, article: Article) -> None:
    opened = desk.open(article)
    gazette = Outlet.objects.create(name="Harbour Gazette")
    desk.save(article, outlet=str(gazette.pk))

    response = desk.send(article, opened | {"headline": "Mine"})

    assert "Outlet is now “Harbour Gazette”." in errors(response)
    assert response.context["form"]["outlet"].value() == str(gazette.pk)
