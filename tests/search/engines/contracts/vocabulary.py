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

    def test_a_word_that_only_removed_documents_had_is_gone_at_once(self, engine: Engine) -> None:
        texts = {1: "Zebrowitz resigned", 2: "Zebras resigned", 3: "Zebras graze", 4: "Nobody"}
        engine.rebuild(article(id_, text) for id_, text in texts.items())
        engine.update([article(5, "Zebrowski graze")])
        assert "zebrowitz" in engine.terms("zeb")
        assert "zebrowitz" in engine.similar("zebrowitts")
        engine.update([article(4, "Everybody", version=2)], removed=[1, 5])
        for word in ("zebrowitz", "zebrowski"):
            assert engine.terms("zeb") == ["zebras"]
            assert word not in engine.similar(f"{word}s")
        assert engine.terms("no") == []
        stems = ["zebrowitz", "zebrowski", "nobodi", "nobody", "resign", "graze"]
        assert {stem for stem, df in engine.frequencies(stems).items() if df} == {"resign", "graze"}
