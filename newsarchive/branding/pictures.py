"""The kinds of pictures that may be the logo of an archive."""

from typing import Final

#: Media types by the ending of the logo's file.
LOGOS: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}
