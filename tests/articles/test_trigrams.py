"""Searches in admin use indexes of PostgreSQL, where the extension for them may be created."""

from __future__ import annotations

from typing import cast

import pytest
from django.contrib import admin
from django.db import connection
from django.http import HttpRequest

from articles import trigrams
from articles.models import Article, SeenPath
from newsarchive.operations.databasechecks import check_database

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_each_word_is_looked_up_in_the_indexes_of_both_tables() -> None:
    model_admin = admin.site.get_model_admin(Article)
    found, _ = model_admin.get_search_results(
        cast(HttpRequest, None), Article.objects.all(), 'ferry "late boat"'
    )
    with connection.cursor() as cursor:
        # The tables are empty: whoever reads them whole, in whatever order, is quicker.
        cursor.execute("SET enable_seqscan = off; SET enable_indexscan = off")
        of_rows = found.explain()
        of_paths = SeenPath.objects.filter(path__icontains="ferry").explain()
        cursor.execute("RESET enable_seqscan; RESET enable_indexscan")
    assert of_rows.count("Bitmap Index Scan on articles_article_trigrams") == 2 * 4
    assert "Bitmap Index Scan on articles_seenpath_trigrams" in of_paths
    assert "Seq Scan" not in of_rows + of_paths


def test_without_the_right_nothing_fails_and_a_check_says_what_is_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE; CREATE ROLE limited; SET ROLE limited")
        try:
            trigrams.create_indexes()
        finally:
            cursor.execute("RESET ROLE; DROP ROLE limited")
    assert len(trigrams.missing()) == 2
    (warning,) = check_database(None, ["default"])
    assert (warning.id, "CREATE EXTENSION pg_trgm" in str(warning.hint)) == (
        "operations.W002",
        True,
    )

    trigrams.create_indexes()
    assert check_database(None, ["default"]) == []
