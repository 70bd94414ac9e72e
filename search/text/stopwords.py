"""Stop words: the function words of a language, which queries leave out (``data/``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from search.text.folding import fold

_FILE: Final = Path(__file__).parent / "data" / "stopwords.toml"

#: Both written languages of Norway have one list.
_SAME: Final = {"nb": "no", "nn": "no"}


def _stop_words() -> Mapping[str, frozenset[str]]:
    lists = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = {code: frozenset(map(fold, text.split())) for code, text in lists.items()}
    return words | {code: words[other] for code, other in _SAME.items()}


#: Folded stop words by the code of their language.
STOP_WORDS: Final = _stop_words()
