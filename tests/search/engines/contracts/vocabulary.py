"""Words of texts and of an index, as every engine must know them."""

from __future__ import annotations

from dataclasses import replace

from search.engines.base import Engine
from search.query.clauses import Prefix, Query
from tests.search.engines.material import (
    article,
    found,
    phrase,
    term,
)
from tests.search.engines.reference import Reference


class Vocabulary:
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

    def test_a_prefix_is_of_the_word_as_written(self, engine: Engine) -> None:
        engine.update([article(1, "happiness"), article(2, "happy")])
        assert found(engine, Prefix("happ")) == [1, 2]
        assert found(engine, Prefix("happy")) == [2]
        assert found(engine, Prefix("happin")) == [1]

    def test_a_prefix_of_too_many_words_says_so(self, engine: Engine) -> None:
        words = [f"zz{number}" for number in range(1100)]
        engine.update([article(1, " ".join(words)), article(2, "zz3")])
        results = engine.search(Query((Prefix("zz"),)))
        assert results.total == 2
        (note,) = results.notes
        assert "“zz*”" in note and "1,000" in note
        assert engine.search(Query((Prefix("zz1"),))).notes == ()

    def test_only_live_documents_count_in_scores(self, engine: Engine) -> None:
        lasting = [article(1, "war talks"), article(2, "peace talks in a long text of words")]
        engine.rebuild(lasting)
        before = engine.search(Query((term("war"),))).hits
        engine.update([article(id_, "war war war") for id_ in range(3, 60)])
        assert engine.search(Query((term("war"),))).hits != before
        engine.update([], range(3, 60))
        assert engine.search(Query((term("war"),))).hits == before

    def test_suggests_the_most_frequent_words_as_written(self, engine: Engine) -> None:
        engine.rebuild([article(1, "talks talked"), article(2, "Talks"), article(3, "tale")])
        assert engine.terms("tal") == ["talks", "tale", "talked"]
        assert engine.terms("tal", limit=1) == ["talks"]
        assert engine.terms("talked by") == []

    def test_knows_words_that_are_spelt_nearly_so(self, engine: Engine) -> None:
        texts = ["Erdoğan's erdogan", "Erdogan erdogans idlib", "talks talk walk tlak"]
        engine.rebuild(article(id_, text) for id_, text in enumerate(texts, 1))
        assert engine.similar("erdogen") == [("erdogan", 2), ("erdogans", 1)]
        assert engine.similar("talk") == [("talks", 1), ("tlak", 1)]
        assert engine.similar("talk", limit=1) == [("talks", 1)]
        assert engine.similar("zebra") == engine.similar("") == []

    def test_it_counts_documents_and_those_whose_body_has_a_stem(
        self, engine: Engine, mixed: Reference
    ) -> None:
        engine.rebuild(mixed.documents.values())  # nothing removed is left in it
        stems = ["war", "convoy", "xyzzy"]
        assert engine.size() == len(mixed.documents)
        assert engine.frequencies(stems) == {
            stem: sum(
                any(token.stem == stem for token in mixed.tokens[id_, "body"])
                for id_ in mixed.documents
            )
            for stem in stems
        }
