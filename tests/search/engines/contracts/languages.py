"""The contract of languages: each document is analysed in its own."""

from __future__ import annotations

import pytest

from search.engines.base import Engine
from search.query.clauses import Exact, Filters, InLanguage, Not, Prefix, Query
from search.text.languages import Languages
from tests.search.engines.material import article, found, near, phrase, term

IN_BOTH = Languages(("en", "de"))


class InLanguages:
    def test_it_counts_documents_by_language(self, engine: Engine) -> None:
        assert dict(engine.languages()) == {}
        engine.update(
            article(id_, language=code) for id_, code in enumerate(["en", "de", "", "de"], 1)
        )
        assert dict(engine.languages()) == {"en": 1, "de": 2, "": 1}
        engine.update([article(1, language="fr", version=2)], removed=[2])
        assert dict(engine.languages()) == {"fr": 1, "de": 1, "": 1}

    def test_a_stem_matches_only_documents_of_its_language(self, engine: Engine) -> None:
        engine.update(
            [
                article(1, "Häuser", language="de"),
                article(2, "haus", language="de"),
                article(3, "houses haus", language="en"),
                article(4, "Häuser"),
                article(5, "haus", language="vi"),
            ]
        )
        languages = Languages.of(engine.languages())
        assert found(engine, term("Häuser", languages=languages)) == [1, 2, 4]
        assert found(engine, term("Haus", languages=languages)) == [1, 2, 3, 5]
        assert found(engine, term("house", languages=languages)) == [3]

    def test_a_word_as_written_matches_documents_of_every_language(self, engine: Engine) -> None:
        codes = ["", "en", "de", "ru", "zh", "ar", "tr", "uk"]
        engine.update(
            article(id_, "Zelensky Зеленський 北京 2020", language=code)
            for id_, code in enumerate(codes, 1)
        )
        languages = Languages.of(engine.languages())
        every = list(range(1, len(codes) + 1))
        for word in ("zelensky", "ЗЕЛЕНСЬКИЙ", "北京", "2020"):
            assert found(engine, term(word, languages=languages)) == every, word
        assert found(engine, phrase("zelensky зеленський", languages=languages)) == every
        assert found(engine, Exact(("zelensky",), "")) == found(engine, Prefix("zele")) == every

    def test_a_word_without_its_accents_matches_it(self, engine: Engine) -> None:
        engine.update(
            [article(1, "války", language="cs"), article(2, "valky válka", language="cs")]
        )
        languages = Languages(("cs",))
        for word in ("války", "valky", "VÁLKY"):
            assert found(engine, term(word, languages=languages)) == [1, 2]
            assert found(engine, phrase(f"{word} válka", languages=languages)) == [2]

    def test_a_phrase_is_matched_in_the_language_of_the_document(self, engine: Engine) -> None:
        engine.update(
            [
                article(1, "die Häuser der Stadt", language="de"),
                article(2, "die Haus der Städten", language="en"),
                article(3, "die Haus der Stadt", language="en"),
            ]
        )
        assert found(engine, phrase("Haus der Stadt", languages=IN_BOTH)) == [1, 3]
        assert found(engine, near("Stadt Häuser", 2, languages=IN_BOTH)) == [1]

    def test_documents_in_a_language(self, engine: Engine) -> None:
        codes = ["en", "de", "", "de"]
        engine.update(article(id_, "war", language=code) for id_, code in enumerate(codes, 1))
        assert found(engine, InLanguage("de")) == [2, 4]
        assert found(engine, InLanguage("")) == [3]
        assert found(engine, Not(InLanguage("de"))) == [1, 3]
        assert found(engine, term("war"), Filters(languages=("de", ""))) == [2, 3, 4]

    def test_the_counts_of_languages_ignore_the_chosen_ones(self, engine: Engine) -> None:
        codes = ["en", "de", "de", ""]
        engine.update(
            article(id_, "war", language=code, outlet_id=id_ % 2)
            for id_, code in enumerate(codes, 1)
        )
        every = engine.search(Query()).counts
        assert dict(every.languages) == {"en": 1, "de": 2, "": 1}
        chosen = engine.search(Query(filters=Filters(languages=("de",)))).counts
        assert dict(chosen.languages) == dict(every.languages)
        assert dict(chosen.outlets) == {0: 1, 1: 1}
        narrowed = engine.search(Query(filters=Filters(outlets=(1,)))).counts
        assert dict(narrowed.languages) == {"en": 1, "de": 1}

    @pytest.mark.parametrize("code", ["DE", "german", "d e", "é"])
    def test_a_document_whose_language_is_no_code_cannot_be_indexed(
        self, engine: Engine, code: str
    ) -> None:
        with pytest.raises(ValueError, match="language"):
            engine.update([article(1, language=code)])
        assert dict(engine.languages()) == {}
