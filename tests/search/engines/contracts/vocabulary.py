"""The contract of engines that have a vocabulary."""

from __future__ import annotations

from search.engines.base import Engine
from tests.search.engines.material import article
from tests.search.engines.reference import Reference


class Vocabulary:
    def test_an_empty_index_has_no_words(self, engine: Engine) -> None:
        assert engine.terms("a") == engine.similar("a") == []
        assert engine.frequencies(["war"]) == {"war": 0}

    def test_it_suggests_the_most_frequent_words_as_written(self, engine: Engine) -> None:
        engine.rebuild([article(1, "talks talked"), article(2, "Talks"), article(3, "tale")])
        assert engine.terms("tal") == ["talks", "tale", "talked"]
        assert engine.terms("tal", limit=1) == ["talks"]
        assert engine.terms("talked by") == []

    def test_it_suggests_words_with_a_similar_spelling(self, engine: Engine) -> None:
        texts = ["Erdoğan's erdogan", "Erdogan erdogans idlib", "talks talk walk tlak"]
        engine.rebuild(article(id_, text) for id_, text in enumerate(texts, 1))
        assert engine.similar("erdogen") == ["erdogan", "erdogans"]
        assert engine.similar("talk") == ["talks", "tlak"]
        assert engine.similar("talk", limit=1) == ["talks"]
        assert engine.similar("zebra") == engine.similar("") == []

    def test_it_counts_documents_whose_body_has_a_stem(
        self, engine: Engine, mixed: Reference
    ) -> None:
        engine.rebuild(mixed.documents.values())  # so that removed documents no longer count
        stems = ["war", "convoy", "xyzzy"]
        assert engine.frequencies(stems) == {
            stem: sum(
                any(stem in token.word.stems for token in mixed.tokens[id_, "body"])
                for id_ in mixed.documents
            )
            for stem in stems
        }
