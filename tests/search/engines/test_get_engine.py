from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from search.engines import get_engine
from search.engines.whoosh import WhooshEngine


def test_whoosh_is_chosen_by_its_url_and_kept(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_URL = f"whoosh://{tmp_path}/my%20index"
    engine = get_engine()
    assert isinstance(engine, WhooshEngine)
    assert engine is get_engine()
    engine.rebuild([])
    assert (tmp_path / "my index" / "current").is_file()
    settings.SEARCH_URL = f"whoosh://{tmp_path}/other"
    assert engine is not get_engine()


@pytest.mark.parametrize(
    ("url", "hint"),
    [
        ("", "use a form such as whoosh:///"),
        ("elastic://localhost", "use a form such as whoosh:///"),
        ("/srv/index", "use a form such as whoosh:///"),
        ("whoosh:", "three slashes"),
        ("whoosh://srv/index", "three slashes"),
        ("whoosh:relative/index", "three slashes"),
        ("whoosh:///", "three slashes"),
    ],
)
def test_any_other_url_is_refused_with_a_hint(settings: Settings, url: str, hint: str) -> None:
    settings.SEARCH_URL = url
    with pytest.raises(ImproperlyConfigured, match=hint):
        get_engine()
