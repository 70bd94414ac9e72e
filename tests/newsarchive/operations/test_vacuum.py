"""Tables of PostgreSQL are written anew without deleted rows, or it is said why not."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Takedown
from newsarchive.operations import vacuum
from tests.databases import stored_files

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

WORD = "quibblewick"


def is_on_disk() -> bool:
    return any(WORD.encode() in path.read_bytes() for path in stored_files() if path.exists())


def erase_a_row() -> None:
    """One whose word the statistics of the planner have, too."""
    for number in range(40):
        Takedown.objects.create(public_id=f"a{number % 4}", action="erased", reason=WORD)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    Takedown.objects.all().delete()
    assert is_on_disk()


def test_no_page_and_no_statistic_has_a_deleted_row() -> None:
    erase_a_row()
    vacuum.write_anew(patience=0)
    assert not is_on_disk()


def test_rows_that_an_open_transaction_may_read_are_not_taken_for_removed() -> None:
    import psycopg

    base, _, _ = settings.TEST_DATABASE_URL.rpartition("/")
    name = connection.settings_dict["NAME"]
    with psycopg.connect(f"{base.replace('postgres:', 'postgresql:')}/{name}") as reader:
        reader.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT 1 FROM django_migrations LIMIT 1")
        erase_a_row()
        with pytest.raises(vacuum.Remains, match="a transaction has been open for long"):
            vacuum.write_anew(patience=0)
    vacuum.write_anew(patience=0)
    assert not is_on_disk()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("20s",)


def test_a_role_that_may_not_do_it_is_told_what_it_needs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE ROLE limited; GRANT SELECT ON ALL TABLES IN SCHEMA public TO limited"
        )
        try:
            cursor.execute("SET ROLE limited")
            with pytest.raises(vacuum.Remains, match="Make it the owner of the database"):
                vacuum.write_anew(patience=0)
        finally:
            cursor.execute("RESET ROLE; DROP OWNED BY limited; DROP ROLE limited")
