"""The archive's files are for its own user only: they hold accounts and withdrawn articles."""

from __future__ import annotations

import logging
import os
import stat
from pathlib import Path

logger = logging.getLogger(__name__)

#: Whatever this process makes: files of mode 0600 and folders of mode 0700.
_UMASK = 0o077
_BESIDE = ("-wal", "-shm")
_OTHERS = 0o077
_OTHERS_WRITE = 0o022


def keep_private(place: Path, *, own_folder: Path | None = None) -> None:
    """Make new files private, and mend a database or an index that an earlier version has made.

    ``place`` is the file of the database or the folder of the index, which may not exist yet.
    ``own_folder`` is a folder that the archive made for itself. The folders around other places
    are not touched, since they may hold other things.
    """
    os.umask(_UMASK)
    # SQLite's other two files are beside its database.
    for path in (own_folder, place, *(place.with_name(place.name + end) for end in _BESIDE)):
        if path is not None:
            _close_to_others(path)


def _close_to_others(path: Path) -> None:
    try:
        found = path.stat()
        mode = stat.S_IMODE(found.st_mode)
        if not mode & _OTHERS or found.st_uid != os.geteuid():
            return
        if stat.S_ISDIR(found.st_mode) and mode & _OTHERS_WRITE:
            # Others may have put files there. Whoever opens it has to refuse it.
            return
        path.chmod(mode & ~_OTHERS)
    except FileNotFoundError:
        return
    except OSError as error:
        logger.warning("%s can be read by others: %s", path, error)
