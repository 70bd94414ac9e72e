"""Connections to PostgreSQL that do not wait for ever.

The server ends statements that take too long (``statement_timeout``), and the system notices a
machine that has gone. Neither helps where the other end holds the connection and says nothing: a
server that is stopped or waits for its disk, a proxy or firewall that has lost the other half.
"""

from __future__ import annotations

from typing import Any, ClassVar, Final

import psycopg
from psycopg.errors import _WaitTimeout

#: Seconds in which a connection of the pool has to show that it lives.
_SHOWN: Final = 5.0
#: Seconds after which a thread that waits looks for Ctrl-C, as psycopg's own.
_INTERVAL: Final = 0.1


class BoundedConnection(psycopg.Connection[Any]):
    """A connection that is closed, with an OperationalError, if the server does not answer for
    ``patience`` seconds."""

    patience: ClassVar[float]
    _shown: float | None = None

    def wait(self, gen: Any, interval: float = _INTERVAL, timeout: float | None = None) -> Any:
        seconds = timeout or self._shown or self.patience
        try:
            return super().wait(gen, interval, seconds)
        except _WaitTimeout:
            # The answer may still come, and would be taken for that of the next statement.
            self.close()
            raise psycopg.OperationalError(
                f"the server did not answer within {seconds:g} seconds"
            ) from None

    def execute(self, *args: Any, **kwargs: Any) -> Any:
        """What the pool calls to see whether the connection lives; Django uses cursors."""
        self._shown = _SHOWN
        try:
            return super().execute(*args, **kwargs)
        finally:
            self._shown = None


def bounded(patience: float) -> type[BoundedConnection]:
    """The class of connections that wait for so many seconds."""
    return type("BoundedConnection", (BoundedConnection,), {"patience": patience})
