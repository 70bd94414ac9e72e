"""Citations for people in three styles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from articles.partialdate import PartialDate
from search.exports.citations.citation import Citation
from search.exports.citations.people import Person
from search.exports.citations.styles import Reference, apa, chicago, mla

ANN, BO, CY = Person("Lee", "Ann"), Person("Ek", "Bo"), Person("Vance", "Cy")
URL = "https://a.example/articles/1ad7/"
ORIGINAL = "https://post.example/talks"
FULL = Citation(
    key="1ad7",
    title="Talks go on",
    url=URL,
    accessed=dt.date(2026, 11, 2),
    authors=(ANN, BO),
    agency="AP",
    outlet="The Post",
    date=PartialDate(2020, 3, 4),
)
BARE = Citation(key="1ad7", title="Talks go on", url=URL, accessed=dt.date(2026, 11, 2))
READ = "Accessed 2 Nov. 2026."

TABLE = {
    "whole": (
        FULL,
        f"Lee, A., & Ek, B. (2020, March 4). Talks go on. The Post. {URL}",
        f"Lee, Ann, and Bo Ek. “Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"Lee, Ann, and Bo Ek. “Talks go on.” The Post, March 4, 2020. {URL}.",
    ),
    "three authors": (
        replace(FULL, authors=(ANN, BO, CY)),
        f"Lee, A., Ek, B., & Vance, C. (2020, March 4). Talks go on. The Post. {URL}",
        f"Lee, Ann, et al. “Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"Lee, Ann, Bo Ek, and Cy Vance. “Talks go on.” The Post, March 4, 2020. {URL}.",
    ),
    "an agency for an author": (
        replace(FULL, authors=()),
        f"AP. (2020, March 4). Talks go on. The Post. {URL}",
        f"AP. “Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"AP. “Talks go on.” The Post, March 4, 2020. {URL}.",
    ),
    "an agency that is the outlet": (
        replace(FULL, authors=(), agency="The Post"),
        f"The Post. (2020, March 4). Talks go on. {URL}",
        f"“Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"The Post. “Talks go on.” March 4, 2020. {URL}.",
    ),
    "nobody named": (
        replace(FULL, authors=(), agency=""),
        f"Talks go on. (2020, March 4). The Post. {URL}",
        f"“Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"The Post. “Talks go on.” March 4, 2020. {URL}.",
    ),
    "a month alone": (
        replace(FULL, authors=(ANN,), date=PartialDate(2020, 3)),
        f"Lee, A. (2020, March). Talks go on. The Post. {URL}",
        f"Lee, Ann. “Talks go on.” The Post, Mar. 2020, {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” The Post, March 2020. {URL}.",
    ),
    "a year alone": (
        replace(FULL, authors=(ANN,), date=PartialDate(2020)),
        f"Lee, A. (2020). Talks go on. The Post. {URL}",
        f"Lee, Ann. “Talks go on.” The Post, 2020, {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” The Post, 2020. {URL}.",
    ),
    "an inferred date": (
        replace(FULL, authors=(ANN,), inferred=True),
        f"Lee, A. ([2020, March 4]). Talks go on. The Post. {URL}",
        f"Lee, Ann. “Talks go on.” The Post, [4 Mar. 2020], {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” The Post, [March 4, 2020]. {URL}.",
    ),
    "undated": (
        replace(FULL, authors=(ANN,), date=None),
        f"Lee, A. (n.d.). Talks go on. The Post. {URL}",
        f"Lee, Ann. “Talks go on.” The Post, {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” The Post, n.d. Accessed November 2, 2026. {URL}.",
    ),
    "nothing known": (
        BARE,
        f"Talks go on. (n.d.). {URL}",
        f"“Talks go on.” {URL}. {READ}",
        f"“Talks go on.” n.d. Accessed November 2, 2026. {URL}.",
    ),
    "a title with quotes and an end of its own": (
        replace(FULL, authors=(ANN,), title='Who said “go” and "stop"?'),
        f'Lee, A. (2020, March 4). Who said “go” and "stop"? The Post. {URL}',
        f"Lee, Ann. “Who said ‘go’ and ‘stop’?” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"Lee, Ann. “Who said ‘go’ and ‘stop’?” The Post, March 4, 2020. {URL}.",
    ),
    "an original address": (
        replace(FULL, authors=(ANN,), original=ORIGINAL),
        f"Lee, A. (2020, March 4). Talks go on. The Post. {ORIGINAL}. Archived at {URL}",
        f"Lee, Ann. “Talks go on.” The Post, 4 Mar. 2020, {ORIGINAL}. Archived at {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” The Post, March 4, 2020. {ORIGINAL}. Archived at {URL}.",
    ),
    "an outlet that ends a sentence": (
        replace(FULL, authors=(ANN,), outlet="Stop!"),
        f"Lee, A. (2020, March 4). Talks go on. Stop! {URL}",
        f"Lee, Ann. “Talks go on.” Stop!, 4 Mar. 2020, {URL}. {READ}",
        f"Lee, Ann. “Talks go on.” Stop!, March 4, 2020. {URL}.",
    ),
    "a name that is not split": (
        replace(FULL, authors=(Person("Staff"),)),
        f"Staff. (2020, March 4). Talks go on. The Post. {URL}",
        f"Staff. “Talks go on.” The Post, 4 Mar. 2020, {URL}. {READ}",
        f"Staff. “Talks go on.” The Post, March 4, 2020. {URL}.",
    ),
}


@pytest.mark.parametrize(
    ("citation", "in_apa", "in_mla", "in_chicago"), TABLE.values(), ids=TABLE.keys()
)
def test_each_style_has_its_own_form(
    citation: Citation, in_apa: str, in_mla: str, in_chicago: str
) -> None:
    assert str(apa(citation)) == in_apa
    assert str(mla(citation)) == in_mla
    assert str(chicago(citation)) == in_chicago


def test_a_long_list_of_authors_is_shortened() -> None:
    crowd = replace(FULL, authors=tuple(Person(f"Lee{n}", "Ann") for n in range(1, 23)))
    assert "Lee19, A., . . . Lee22, A. (2020" in str(apa(crowd))
    assert "Lee20" not in str(apa(crowd))
    assert str(chicago(crowd)).startswith("Lee1, Ann, Ann Lee2,")
    assert "Ann Lee7, et al. “Talks" in str(chicago(crowd))


@pytest.mark.parametrize("style", [apa, mla, chicago])
def test_the_outlet_is_in_italics_and_everything_is_escaped(
    style: Callable[[Citation], Reference],
) -> None:
    hostile = replace(FULL, title="<b>Talks</b> & more", outlet="The <i>Post")
    html = style(hostile).html
    assert "&lt;b&gt;Talks&lt;/b&gt; &amp; more" in html
    assert "<i>The &lt;i&gt;Post</i>" in html
    assert html.count("<") == 2
    assert "<i>" not in style(replace(FULL, outlet="")).html


def test_an_outlet_in_the_place_of_an_author_is_not_in_italics() -> None:
    alone = replace(FULL, authors=(), agency="")
    assert chicago(alone).html.startswith("The Post. “Talks go on.”")
    assert "<i>The Post</i>" in mla(alone).html
