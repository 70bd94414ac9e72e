"""Files that a form sends go to the disk while they arrive."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class NoSpace(BadRequest):
    """What was sent could not be written to the disk."""


class ToDisk(TemporaryFileUploadHandler):
    """Django's own handler, but a full disk is an answer to the sender and no fault of the code."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        try:
            super().new_file(*args, **kwargs)
        except OSError as error:
            raise NoSpace(str(error)) from error

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            raise NoSpace(str(error)) from error
