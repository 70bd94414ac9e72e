"""The system checks of PostgreSQL."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from newsarchive.operations.databasechecks import check_database, messages


@pytest.mark.parametrize(
    ("encoding", "collation", "ids"),
    [
        ("UTF8", "C.UTF-8", []),
        ("UTF8", "C", []),
        ("UTF8", "de_DE.UTF-8", ["operations.W001"]),
        ("LATIN1", "C", ["operations.E001"]),
    ],
)
def test_other_encodings_and_collations_are_named(
    encoding: str, collation: str, ids: list[str]
) -> None:
    found = messages(encoding, collation)
    assert [each.id for each in found] == ids
    assert all("LOCALE 'C.UTF-8'" in str(each.hint) for each in found)


@pytest.mark.django_db
def test_the_database_of_the_tests_passes() -> None:
    assert check_database(None, ["default"]) == []
    call_command("check", "--database", "default")
