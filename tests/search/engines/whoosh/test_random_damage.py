"""Random damage to every file of an index: the answer is right, or the engine refuses to answer."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import EngineUnavailable, Mark
from search.engines.whoosh import WhooshEngine
from search.query.clauses import And, AtLeast, Everything, Not, Or, Prefix, Query, Sort
from search.query.document import Document
from tests.search.engines.material import article, phrase, term

#: Damages of each file. Those of one second find the kinds that matter; the others are slow.
FEW, MANY = 6, 200

#: The ends of the names of all files.
KINDS = (
    "pst",
    "trm",
    "record.col",
    "tags.col",
    "vector.col",
    "_stored.col",
    "toc",
    "json",
    "current",
)

VOCABULARY = [f"{first}{last}" for first in "bdfgklmnprst" for last in ("and", "eek", "ill", "ost")]

QUERIES = [
    Query(),
    Query((Everything(),), sort=Sort.NEWEST),
    *(Query((term(word),)) for word in ("band", "feek", "mill", "rost", "sand", "absent")),
    Query((And((term("band"), term("mill"))),)),
    Query((Or((term("geek"), term("tost"))), AtLeast(1, (term("lill"), term("kost"))))),
    Query((And((term("dand"), Not(term("peek")))),)),
    Query((phrase("band mill"),)),
    Query((Prefix("bee"),), sort=Sort.OLDEST),
]

Damage = Callable[[Path, "Copies", random.Random], None]


class Copies:
    """An index, an older state of it, and an index of the same form with other articles."""

    def __init__(self, folder: Path) -> None:
        self.whole, self.older, self.other = (folder / name for name in ("whole", "older", "other"))
        engine = WhooshEngine(self.whole)
        for generation in range(2):
            engine.rebuild([])
            for batch in range(6):
                documents = [_article(batch * 12 + number, generation) for number in range(1, 13)]
                engine.update(documents, mark=Mark("archive", batch, f"{generation}.{batch}"))
            if not generation:
                shutil.copytree(self.whole, self.older)
        engine.update([], removed=[3, 30, 31])
        self.answers = answers(engine)
        other = WhooshEngine(self.other)
        other.rebuild(_article(number, 7) for number in range(1, 73))

    def names(self) -> list[str]:
        """The kinds of the index's files, as the ends of their names."""
        names = {path.name for path in self.files(self.whole)}
        return sorted({name.split(".", 1)[-1] for name in names} - {"lock", "MAIN_WRITELOCK"})

    @staticmethod
    def files(folder: Path, ending: str = "") -> list[Path]:
        return sorted(path for path in folder.rglob(f"*{ending}") if path.is_file())


def _article(id_: int, seed: int) -> Document:
    rng = random.Random(id_ * 31 + seed)
    text = " ".join(rng.choices(VOCABULARY, k=60))
    return article(id_, text)


def answers(engine: WhooshEngine) -> list[object]:
    """All answers of an engine, without the name of the state of its index."""
    found: list[object] = []
    for query in QUERIES:
        results = engine.search(query, size=30)
        found.append((results.total, results.hits, results.counts, results.partial, results.shared))
    found.append(engine.totals(QUERIES))
    found += [list(engine.ids(query)) for query in QUERIES[:4]]
    found += [engine.terms("b"), engine.similar("bant"), engine.frequencies(["band", "absent"])]
    return [*found, dict(engine.versions()), dict(engine.languages()), engine.mark()]


def _flip_bits(path: Path, copies: Copies, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice([1, 2, 50])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def _zero_a_block(path: Path, copies: Copies, rng: random.Random) -> None:
    data = bytearray(path.read_bytes())
    size = rng.choice([8, 64, 4096])
    start = rng.randrange(0, max(1, len(data) - size // 2))
    end = min(len(data), start + size)
    data[start:end] = bytes(end - start)
    path.write_bytes(data)


def _cut(path: Path, copies: Copies, rng: random.Random) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(len(data))])


def _lengthen(path: Path, copies: Copies, rng: random.Random) -> None:
    path.write_bytes(path.read_bytes() + rng.randbytes(rng.choice([1, 500])))


def _remove(path: Path, copies: Copies, rng: random.Random) -> None:
    path.unlink()


def _swap(path: Path, copies: Copies, rng: random.Random) -> None:
    """Exchange the file for another one of the same kind, or of any kind if there is none."""
    root = path.parent.parent if path.parent.name.startswith("gen-") else path.parent
    alike = [each for each in copies.files(root) if each.suffix == path.suffix and each != path]
    other = rng.choice(alike or [each for each in copies.files(root) if each != path])
    content = path.read_bytes()
    path.write_bytes(other.read_bytes())
    other.write_bytes(content)


def _of_an_older_generation(path: Path, copies: Copies, rng: random.Random) -> None:
    _from(copies.older, path, copies, rng)


def _of_another_archive(path: Path, copies: Copies, rng: random.Random) -> None:
    _from(copies.other, path, copies, rng)


def _from(folder: Path, path: Path, copies: Copies, rng: random.Random) -> None:
    kind = path.name.split(".", 1)[-1]
    path.write_bytes(rng.choice(copies.files(folder, kind)).read_bytes())


DAMAGES: list[Damage] = [
    _flip_bits, _flip_bits, _flip_bits, _zero_a_block, _zero_a_block, _cut, _cut, _lengthen,
    _remove, _swap, _swap, _of_an_older_generation, _of_another_archive,
]  # fmt: skip


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    return Copies(tmp_path_factory.mktemp("damage"))


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.engines.whoosh.engine.PAUSE", 0)


def test_these_are_all_kinds_of_files(copies: Copies) -> None:
    assert copies.names() == sorted(KINDS)


def _try(copies: Copies, folder: Path, kind: str, seed: int) -> str:
    """Damage a file of this kind in a copy of the index; returns what became of the searches."""
    rng = random.Random(f"{kind} {seed}")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(copies.whole, folder)
    path = rng.choice(copies.files(folder, kind))
    before = path.read_bytes()
    damage = DAMAGES[seed % len(DAMAGES)]
    damage(path, copies, rng)
    changed = not path.exists() or path.read_bytes() != before
    engine = WhooshEngine(folder)
    try:
        right = answers(engine) == copies.answers
    except EngineUnavailable as error:
        assert "`manage.py reindex`" in error.remedy
        return "refused" if changed else "refused a whole index"
    if not right:
        return f"wrong after {damage.__name__}, {seed}"
    if changed:
        with pytest.raises(EngineUnavailable):
            engine.verify()
    return "right"


@pytest.mark.parametrize(
    "number", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"]
)
@pytest.mark.parametrize("kind", KINDS)
def test_no_damaged_file_gives_a_wrong_answer(
    copies: Copies, tmp_path: Path, kind: str, number: int
) -> None:
    outcomes = Counter(_try(copies, tmp_path / "copy", kind, seed) for seed in range(number))
    assert set(outcomes) <= {"refused", "right"}, outcomes


@pytest.mark.parametrize("kind", ["pst", "trm", "record.col", "vector.col", "toc", "json"])
def test_damage_under_an_open_process_is_found_by_a_check(
    copies: Copies, tmp_path: Path, kind: str
) -> None:
    shutil.copytree(copies.whole, tmp_path / "copy")
    engine = WhooshEngine(tmp_path / "copy")
    assert answers(engine) == copies.answers
    engine.verify()
    path = copies.files(tmp_path / "copy", kind)[0]
    content = path.read_bytes()
    damaged = bytearray(content)
    damaged[len(damaged) // 2] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(EngineUnavailable, match="is damaged"):
        engine.verify()
    for ask in (lambda: engine.search(Query()), engine.mark, lambda: engine.terms("b")):
        with pytest.raises(EngineUnavailable, match="is damaged"):
            ask()
    path.write_bytes(content)
    engine.verify()
    assert answers(engine) == copies.answers


def test_damage_is_not_merged_into_a_new_file(copies: Copies, tmp_path: Path) -> None:
    """Its checksum would be right."""
    shutil.copytree(copies.whole, tmp_path / "copy")
    engine = WhooshEngine(tmp_path / "copy")
    assert answers(engine) == copies.answers
    for path in copies.files(tmp_path / "copy", "pst"):
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
    for number in range(20):
        try:
            engine.update(_article(1000 + 12 * number + each, 0) for each in range(12))
        except EngineUnavailable as error:
            assert "is damaged" in error.problem
            break
    else:
        pytest.fail("The segments were not merged.")
