"""Queries that every page makes: to make their SQL takes longer than the database's answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

#: Stands for the key while the SQL is made; no row has it.
_ANY_KEY: Final = -(2**31) + 1


class Statement:
    """A query whose SQL is made once. Its values are those of the database, so it suits texts and
    whole numbers."""

    def __init__(self, rows: Callable[[], QuerySet[Any, Any]]) -> None:
        """``rows`` makes the query, with ``values_list``."""
        self._sql = lru_cache(lambda vendor: rows().query.sql_with_params())

    def first(self) -> tuple[Any, ...] | None:
        """The first row; None if there is none."""
        # The SQL depends on the kind of database.
        sql, parameters = self._sql(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row


class KeyedStatement:
    """A query about one row of another table, by its primary key, whose SQL is made once."""

    def __init__(self, rows: Callable[[int], QuerySet[Any, Any]]) -> None:
        """``rows`` makes the query for a key, with ``values_list``."""
        self._sql = lru_cache(lambda vendor: rows(_ANY_KEY).query.sql_with_params())

    def all(self, key: int) -> list[tuple[Any, ...]]:
        sql, parameters = self._sql(connection.vendor)
        given = [key if each == _ANY_KEY else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
