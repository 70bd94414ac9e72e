"""The quick looks that spare a text costly expressions never hide a phrase from them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction.lines import selfnaming
from articles.extraction.lines.triggers import wording_of

NAME = "Canal Post"
PRINTED = st.characters(max_codepoint=ord("©"), exclude_categories=["C"], exclude_characters="\xa0")


@pytest.mark.parametrize("cue", sorted(selfnaming._CUES))
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_matches_a_phrase_is_looked_at(cue: selfnaming.Cue, data: st.DataObject) -> None:
    form = selfnaming._CUES[cue]
    phrase = data.draw(st.from_regex(form, fullmatch=True, alphabet=PRINTED))
    text = f"{phrase}{NAME}"
    wording = wording_of(text)
    found = selfnaming.namings(text, wording.plain, wording.cues, prose=False)
    looked_at = {match.end() for match in form.finditer(text)}
    expected = {name.group() for end in looked_at if (name := selfnaming._NAME.match(text, end))}
    assert expected <= {naming.name for naming in found}


@pytest.mark.parametrize(
    ("form", "prose"),
    [(selfnaming._AFTER, False), (selfnaming._AFTER_WITH_KEPT, True)],
    ids=["furniture", "prose"],
)
@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_follows_a_name_is_looked_at(
    form: re.Pattern[str], prose: bool, data: st.DataObject
) -> None:
    phrase = data.draw(st.from_regex(form, fullmatch=True, alphabet=PRINTED))
    text = f"{NAME} {phrase} again"
    wording = wording_of(text)
    found = selfnaming.namings(text, wording.plain, wording.cues, prose=prose)
    assert NAME in {naming.name for naming in found}
