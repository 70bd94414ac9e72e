"""The form of the log: lines for people, or JSON for programs.

Used by Django and by gunicorn, which reads it before Django is set up.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import socket
from collections.abc import Mapping
from typing import Any

from newsarchive.doors.loglines import LineFormatter

FORMS = ("text", "json")

#: What gunicorn knows of a request, by the names of its access log, and our names for it.
_ACCESS = {"m": "method", "U": "path", "s": "status", "L": "seconds", "B": "bytes", "h": "client"}
_NUMBERS = {"s": int, "L": float, "B": int}


def access_format(*, queries: bool) -> str:
    """Return the line for each request. Without ``queries`` it shows no text of a search."""
    path = "%(U)s?%(q)s" if queries else "%(U)s"
    return f"%(h)s %(m)s {path} %(s)s %(B)s bytes %(L)s s"


def logging_settings(form: str, level: str, *, queries: bool) -> dict[str, Any]:
    """Return the settings of the logging module. ``form`` is one of FORMS."""
    here = "newsarchive.watching"
    formatters: dict[str, dict[str, Any]] = {
        "text": {"()": f"{here}.logs.Line"},
        "json": {"()": f"{here}.logs.JsonLine", "queries": queries},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": f"{here}.requestids.WithRequestId"},
            "silent": {"()": f"{here}.logs.NotOfSilentClients"},
        },
        "formatters": {form: formatters[form]},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": form,
                "filters": ["request_id"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # gunicorn would give them handlers of its own.
            "gunicorn.error": {"level": level, "propagate": True, "filters": ["silent"]},
            "gunicorn.access": {"level": "INFO", "propagate": True},
            # newsarchive/accounts/signins.py logs the same; axes quotes no line ends in names.
            "axes": {"level": "ERROR"},
        },
    }


class Line(LineFormatter):
    """One line for people, with the id of the request if there is one."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the name is logging's
        line = super().formatMessage(record)
        request_id = getattr(record, "request_id", "")
        return f"{line} [{request_id}]" if request_id else line


class JsonLine(logging.Formatter):
    """One JSON object in one line. (A library for it would be larger than this class.)"""

    def __init__(self, *, queries: bool = False) -> None:
        super().__init__()
        self._queries = queries

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id := getattr(record, "request_id", ""):
            line["request_id"] = request_id
        if record.name == "gunicorn.access" and isinstance(record.args, Mapping):
            line |= self._access(record.args)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)

    def _access(self, atoms: Mapping[str, Any]) -> dict[str, Any]:
        found = {name: _NUMBERS.get(key, str)(atoms[key]) for key, name in _ACCESS.items()}
        return found | {"query": atoms["q"]} if self._queries else found


class NotOfSilentClients(logging.Filter):
    """Leaves out the traceback of a connection that was closed because its client said nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, (BlockingIOError, socket.timeout))
