"""Log lines that cannot be forged, and cannot control the terminal that shows them."""

from __future__ import annotations

import logging

from articles.management.output import printable, printable_lines


class LineFormatter(logging.Formatter):
    """A message is one line, whatever is in it; a traceback may follow on lines of its own."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.message = printable(record.message)
        return super().formatMessage(record)

    def format(self, record: logging.LogRecord) -> str:
        return printable_lines(super().format(record))
