"""The paths of articles' pages. A page of results has dozens, and ``reverse`` looks through all
addresses of the archive for each."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, reverse

_ID, _SLUG = "PUBLIC-ID", "SLUG"


def article_path(public_id: str, slug: str = "") -> str:
    """The path of an article, by default the short one, without a slug."""
    before, between, after = _around(get_script_prefix(), with_slug=bool(slug))
    return f"{before}{quote(public_id)}{between}{slug}{after}"


@lru_cache
def _around(prefix: str, *, with_slug: bool) -> tuple[str, str, str]:
    """What stands before, between and after id and slug in the paths below a prefix."""
    if not with_slug:
        before, _, after = reverse("article-short", args=[_ID]).partition(_ID)
        return before, "", after
    before, _, rest = reverse("article", args=[_ID, _SLUG]).partition(_ID)
    between, _, after = rest.partition(_SLUG)
    return before, between, after
