"""The contract of how the words of texts are indexed."""

from __future__ import annotations

from dataclasses import replace

from search.engines.base import Engine
from search.query.clauses import Prefix
from tests.search.engines.material import article, found, phrase, term


class Words:
    def test_forms_accents_and_case_match(self, engine: Engine) -> None:
        engine.update([article(1, "The TALKS stopped"), article(2, "İzzeddin met Erdoğan’s men")])
        assert found(engine, term("talk")) == [1]
        assert found(engine, term("stop")) == [1]
        assert found(engine, term("izzeddin")) == found(engine, term("erdogan")) == [2]

    def test_a_phrase_stays_in_one_field(self, engine: Engine) -> None:
        engine.update([replace(article(1), texts={"headline": "peace", "body": "talks end"})])
        assert found(engine, phrase("peace talks")) == []
        assert found(engine, phrase("talks end")) == [1]

    def test_a_phrase_stays_in_one_paragraph(self, engine: Engine) -> None:
        engine.update([article(1, "Ann Lee\n\nJohn Smith"), article(2, "Ann\nLee John Smith")])
        assert found(engine, phrase("lee john")) == [2]
        assert found(engine, phrase("ann lee")) == [1, 2]

    def test_a_prefix_matches_words_as_written(self, engine: Engine) -> None:
        engine.update([article(1, "happiness"), article(2, "happy")])
        assert found(engine, Prefix("happ")) == [1, 2]
        assert found(engine, Prefix("happy")) == [2]
        assert found(engine, Prefix("happin")) == [1]

    def test_words_of_any_script_are_indexed_as_searches_read_them(self, engine: Engine) -> None:
        engine.update(
            [article(1, "北京市的会议"), article(2, "U.S. F-16s"), article(3, "Müller, 1,800")]
        )
        assert found(engine, phrase("北京市")) == [1]
        assert found(engine, Prefix("北")) == [1]
        assert found(engine, term("us")) == [2]
        assert found(engine, term("muller")) == found(engine, term("1800")) == [3]
