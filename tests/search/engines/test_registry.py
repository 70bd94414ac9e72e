from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from search.engines import get_engine
from search.engines.whoosh import WhooshEngine
from tests.search.engines.plain import PlainEngine


def test_whoosh_is_chosen_by_its_url_and_cached(settings: Settings, tmp_path: Path) -> None:
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
        ("", "Use a form such as"),
        ("elastic://localhost", "Use a form such as"),
        ("/srv/index", "Use a form such as"),
        ("plain:index", "absolute folder"),
        ("whoosh:", "three slashes"),
        ("whoosh://srv/index", "three slashes"),
        ("whoosh:relative/index", "three slashes"),
        ("whoosh:///", "three slashes"),
    ],
)
def test_any_other_url_is_refused_with_a_hint(settings: Settings, url: str, hint: str) -> None:
    settings.SEARCH_URL = url
    with pytest.raises(ImproperlyConfigured, match=hint) as caught:
        get_engine()
    for engine in (WhooshEngine, PlainEngine):
        assert engine.address in str(caught.value)


def test_settings_add_engines_by_scheme(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_URL = f"plain://{tmp_path}"
    assert isinstance(get_engine(), PlainEngine)
    settings.SEARCH_ENGINES = {}
    settings.SEARCH_URL = f"plain://{tmp_path}/other"
    with pytest.raises(ImproperlyConfigured, match="Use a form such as"):
        get_engine()


def test_an_engine_whose_library_is_not_installed_is_named_too(
    settings: Settings,
) -> None:
    settings.SEARCH_ENGINES = {"remote": "tests.nowhere.RemoteEngine"}
    settings.SEARCH_URL = "whoosh:"
    with pytest.raises(ImproperlyConfigured, match="remote://"):
        get_engine()
