"""Files packed with gzip: what is inside, bounded while it is unpacked."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from articles.readers.text import Unreadable


@contextmanager
def unpacked(file: BinaryIO) -> Iterator[BinaryIO]:
    """``file`` to be read unpacked, as a stream; damage is Unreadable wherever it is met."""
    try:
        with gzip.GzipFile(fileobj=file, mode="rb") as inside:
            yield cast(BinaryIO, inside)  # it reads as any binary file does
    except EOFError as error:
        raise Unreadable("The gzip file is incomplete. Copy it again.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise Unreadable(f"The file is damaged, or is not a gzip file: {error}.") from error
