"""Text exports of databases: one article for each document, whichever file brings it."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command

from articles.ingest.ingest import Kind, Outcome, ingest
from articles.models import Article
from articles.readers import find
from articles.readers.sources import Source

pytestmark = pytest.mark.django_db

SUBJECTS = ("ferry", "quay", "weir", "kestrel", "zebrawood", "lighthouse", "tram", "orchard")


def body(subject: str, number: int) -> str:
    return (
        f"The {subject} of Eastharbour was closed on Saturday for the {number}th time this year.\n\n"
        f"Nobody had asked the council about the {subject}, its leader said.\n\n"
        "An inquiry will begin in April."
    )


def proquest(subjects: Iterable[str], *, counted: str = "") -> str:
    """An export of one article for each subject; ids and texts follow from the subject."""
    named = list(subjects)
    parts = []
    for place, subject in enumerate(named, start=1):
        number = SUBJECTS.index(subject) + 1
        parts.append(
            f"Document {place} of {counted or len(named)}\n\n"
            f"The {subject} is closed\n\n"
            f"Author: Holt, Marian\n\n"
            f"Publication info: Harbour Gazette ; Northfield [Northfield]. "
            f"0{number} Mar 2019: A.{number}.\n\n"
            "ProQuest document link\n\n"
            f"Full text: {body(subject, number)}\n\n"
            f"Publication title: Harbour Gazette; Northfield\n\n"
            f"Publication date: Mar {number}, 2019\n\n"
            f"ProQuest document ID: 21880001{number}\n\n"
            "Last updated: 2019-06-01\n\n"
            "Database: ProQuest Central"
        )
    rule = "_" * 60
    return f"{rule}\n\n" + f"\n\n{rule}\n\n".join(parts) + f"\n\n{rule}\n\nContact ProQuest\n"


def lexisnexis(subjects: Iterable[str], *, total: int = 0) -> str:
    named = list(subjects)
    return "\n\n\n".join(
        f"{'':30}{place} of {total or len(named)} DOCUMENTS\n\n\n"
        f"{'':30}Harbour Gazette\n\n"
        f"{'':28}March {SUBJECTS.index(subject) + 1}, 2019\n\n"
        f"The {subject} is closed\n\n"
        "BYLINE: Marian Holt\n\nLENGTH: 40 words\n\n"
        f"{body(subject, SUBJECTS.index(subject) + 1)}\n\n"
        "LOAD-DATE: March 20, 2019\n\n"
        f"{'':20}Copyright 2019 Harbour Gazette Ltd\n"
        for place, subject in enumerate(named, start=1)
    )


def stored(path: Path, data: str | bytes, *, layout: str = "", dry: bool = False) -> list[Outcome]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    sources = [
        Source(each.name, each.resolved, layout=layout)
        for each in find([path])
        if isinstance(each, Source)
    ]
    return list(ingest(sources, dry_run=dry))


def kinds(outcomes: Iterable[Outcome]) -> list[Kind]:
    return [each.kind for each in outcomes]


class TestIdentity:
    @pytest.mark.parametrize("export", [proquest, lexisnexis])
    def test_an_overlapping_export_adds_only_what_is_new(
        self, export: Callable[..., str], tmp_path: Path
    ) -> None:
        first = stored(tmp_path / "first.txt", export(SUBJECTS[:4]))
        assert kinds(first) == [Kind.CREATED] * 4
        second = stored(tmp_path / "second.txt", export(SUBJECTS[2:6]))
        known = [each.kind for each in second if each.kind is not Kind.CREATED]
        assert len(known) == 2
        assert set(known) <= {Kind.UNCHANGED, Kind.DUPLICATE}
        assert Article.objects.count() == 6

    @pytest.mark.parametrize("export", [proquest, lexisnexis])
    def test_the_same_file_again_changes_nothing(
        self, export: Callable[..., str], tmp_path: Path
    ) -> None:
        stored(tmp_path / "a.txt", export(SUBJECTS[:3]))
        assert kinds(stored(tmp_path / "a.txt", export(SUBJECTS[:3]))) == [Kind.UNCHANGED] * 3

    def test_a_document_corrected_by_the_database_updates_its_article(self, tmp_path: Path) -> None:
        (before,) = stored(tmp_path / "a.txt", proquest(["ferry"]))
        corrected = proquest(["ferry"]).replace("in April", "in May, not in April")
        (after,) = stored(tmp_path / "b.txt", corrected)
        assert after.kind is Kind.UPDATED
        assert before.article is not None
        assert after.article is not None
        assert after.article.public_id == before.article.public_id
        assert "in May" in Article.objects.get().body

    def test_an_export_once_stored_as_one_article_keeps_its_public_id(self, tmp_path: Path) -> None:
        path = tmp_path / "notes.txt"
        (whole,) = stored(path, "The quay is closed\n\n" + body("quay", 2))
        assert whole.kind is Kind.CREATED
        found = stored(path, lexisnexis(SUBJECTS[:3]), layout="lexisnexis")
        assert kinds(found) == [Kind.CREATED, Kind.UPDATED, Kind.CREATED]
        assert Article.objects.count() == 3
        assert found[1].article is not None
        assert whole.article is not None
        assert found[1].article.public_id == whole.article.public_id
        assert kinds(stored(path, lexisnexis(SUBJECTS[:3]))) == [Kind.UNCHANGED] * 3


class TestBroken:
    def test_a_truncated_export_gives_all_whole_documents_and_names_the_broken_one(
        self, tmp_path: Path
    ) -> None:
        text = lexisnexis(SUBJECTS[:4])
        cut = text[: text.index("Nobody had asked the council about the kestrel")]
        outcomes = stored(tmp_path / "cut.txt", cut)
        assert kinds(outcomes) == [Kind.CREATED] * 3 + [Kind.FAILED]
        assert outcomes[3].source.endswith("cut.txt, document 4")
        assert "“The kestrel is closed”" in outcomes[3].error

    def test_documents_that_should_follow_are_missed(self, tmp_path: Path) -> None:
        outcomes = stored(tmp_path / "a.txt", lexisnexis(SUBJECTS[:2], total=9))
        assert kinds(outcomes) == [Kind.CREATED, Kind.CREATED, Kind.FAILED]
        assert "7 more documents" in outcomes[2].error

    def test_a_document_over_the_limit_fails_alone(
        self, tmp_path: Path, settings: pytest.FixtureRequest
    ) -> None:
        settings.INGEST_MAX_BYTES = 2_000  # type: ignore[attr-defined]  # of pytest-django
        long = proquest(SUBJECTS[:3]).replace("about the quay", "about the quay " * 500)
        outcomes = stored(tmp_path / "a.txt", long)
        assert kinds(outcomes) == [Kind.CREATED, Kind.FAILED, Kind.CREATED]
        assert outcomes[1].source.endswith("a.txt, document 2")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("cp1252", "a.txt"), ("utf-16", "a.txt"), ("utf-8-sig", "a.txt"), ("utf-8", "a.txt.gz")],
)
def test_encodings_and_compression(encoding: str, name: str, tmp_path: Path) -> None:
    text = proquest(SUBJECTS[:3]).replace("Holt, Marian", "Müller, Renée").replace("\n", "\r\n")
    data = text.encode(encoding)
    outcomes = stored(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    assert kinds(outcomes) == [Kind.CREATED] * 3
    assert all(each.article and each.article.byline == ["Renée Müller"] for each in outcomes)


def docx_of(text: str) -> bytes:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rtf_of(text: str) -> bytes:
    return ("{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}").encode("ascii")


def page_of(text: str) -> bytes:
    lines = "".join(f"<p>{line}</p>\n" for line in text.split("\n"))
    return f"<!doctype html><html><body>{lines}</body></html>".encode()


class TestOtherFormats:
    @pytest.mark.parametrize(
        ("name", "written"), [("a.docx", docx_of), ("a.rtf", rtf_of), ("a.html", page_of)]
    )
    def test_the_same_articles_as_from_the_text(
        self, name: str, written: Callable[[str], bytes], tmp_path: Path
    ) -> None:
        outcomes = stored(tmp_path / name, written(proquest(SUBJECTS[:3])))
        assert kinds(outcomes) == [Kind.CREATED] * 3
        found = [each.article for each in outcomes if each.article]
        assert [each.headline for each in found] == [
            f"The {subject} is closed" for subject in SUBJECTS[:3]
        ]
        assert all(each.byline == ["Marian Holt"] for each in found)
        assert [str(each.published) for each in found] == [f"2019-03-0{n}" for n in (1, 2, 3)]
        again = stored(tmp_path / "text.txt", proquest(SUBJECTS[:4]))
        assert again[3].kind is Kind.CREATED
        assert Article.objects.count() == 4


class TestUnsplit:
    MANY = "\n\n".join(
        f"Headline: The {subject} is closed\nDate: March {n}, 2019\nSource: Harbour Gazette\n"
        f"Author: Marian Holt\n\n{body(subject, n)}\n"
        for n, subject in enumerate(SUBJECTS, start=1)
    )

    @pytest.mark.parametrize("dry", [False, True])
    def test_what_looks_like_many_articles_is_announced(self, dry: bool, tmp_path: Path) -> None:
        (outcome,) = stored(tmp_path / "many.txt", self.MANY, dry=dry)
        assert outcome.kind is Kind.CREATED
        assert "looks like 8 articles" in outcome.note
        assert "--layout" in outcome.note

    def test_rules_between_parts_are_a_sign(self, tmp_path: Path) -> None:
        text = f"\n\n{'=' * 40}\n\n".join(body(subject, 4) * 2 for subject in SUBJECTS[:5])
        (outcome,) = stored(tmp_path / "many.txt", text)
        assert "looks like 5 articles" in outcome.note

    def test_one_article_is_not(self, tmp_path: Path) -> None:
        (outcome,) = stored(tmp_path / "one.txt", "The ferry is closed\n\n" + body("ferry", 1))
        assert outcome.note == ""


class TestTakes:
    """A story that a wire sends in takes is one article."""

    LEAD = (
        "BC-Quay,120\n^Quaymaster resigns\n   The quaymaster of Eastharbour resigned on Saturday "
        "after councillors learned that a contract had been signed.\nAP-WF-03-03-19 1015GMT\n\n"
    )
    OTHER = (
        "BC-Wood,90\n^No wood at port\n   Customs officers have stopped all imports of wood "
        "through the port of Northfield.\nAP-WF-03-03-19 1017GMT\n\n"
    )
    ADD = (
        "BC-Quay,1st Add,80\n   An inquiry into the contract will begin in April.\n"
        "AP-WF-03-03-19 1030GMT\n"
    )

    def test_a_take_that_the_file_gains_updates_the_article(self, tmp_path: Path) -> None:
        first = stored(tmp_path / "wire.txt", self.LEAD + self.OTHER)
        later = stored(tmp_path / "wire.txt", self.LEAD + self.OTHER + self.ADD)
        assert [each.kind for each in first] == [Kind.CREATED] * 2
        assert [each.kind for each in later] == [Kind.UPDATED, Kind.UNCHANGED]
        assert "An inquiry into" in Article.objects.get(headline="Quaymaster resigns").body

    def test_a_take_without_its_beginning_is_announced(self, tmp_path: Path) -> None:
        outcomes = stored(tmp_path / "wire.txt", self.OTHER + self.ADD)
        assert ["sent in takes" in each.note for each in outcomes] == [False, True]


class TestCommand:
    def test_the_note_is_printed_and_in_the_json(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "many.txt").write_text(TestUnsplit.MANY)
        call_command("ingest", str(tmp_path / "many.txt"), json=True, dry_run=True)
        printed = capsys.readouterr()
        assert "looks like 8 articles" in json.loads(printed.out)["note"]
        assert "many.txt: It looks like 8 articles" in printed.err

    def test_an_unknown_layout_is_refused_with_the_names_of_all(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"no layout “lexis”.*factiva.*lexisnexis"):
            call_command("ingest", str(tmp_path), "--layout", "lexis")

    def test_a_file_without_a_document_in_the_layout_fails(self, tmp_path: Path) -> None:
        (outcome,) = stored(tmp_path / "a.txt", "Nothing\n\nof that kind.\n", layout="factiva")
        assert outcome.kind is Kind.FAILED
        assert "no document in the layout of Factiva" in outcome.error
