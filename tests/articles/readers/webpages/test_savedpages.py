"""Pages that programs saved: their folders, their addresses, and encodings declared wrongly."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from articles.readers import Failure, Member, PassedOver, Source, capture_of, find, read
from articles.readers.webpages.html import read_page
from articles.readers.webpages.savedpages import is_of_saved_page, saved_from

PAGE = (
    "<!DOCTYPE html><html><head><title>Weir</title></head><body><p>The weir is open.</body></html>"
)


@pytest.mark.parametrize(
    ("folder", "siblings", "is_of_page"),
    [
        ("Weir opens_files", ["Weir opens.html"], True),
        ("Wehr offen-Dateien", ["Wehr offen.htm"], True),
        ("Écluse_fichiers", ["Écluse.html"], True),
        ("Weir.files", ["weir.HTM"], True),
        ("Weir opens_files", ["Another.html"], False),
        ("press_files", [], False),
        ("2024", ["2024.html"], False),
    ],
)
def test_folders_of_saved_pages(folder: str, siblings: list[str], is_of_page: bool) -> None:
    assert is_of_saved_page(folder, siblings) is is_of_page


def test_a_page_saved_with_its_folder_is_one_article(tmp_path: Path) -> None:
    files = {
        "Weir.html": PAGE,
        "Weir_files/frame.html": PAGE,
        "Weir_files/ads/deep.html": PAGE,
        "Other.html": PAGE,
        "zotero/AB12CD34/Weir.html": PAGE,
        "zotero/AB12CD34/.zotero-ft-cache": "The weir is open.",
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, text in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
            packed.writestr(name, text)
    passed_over: list[PassedOver] = []
    found = list(find([tmp_path / "in"], passed_over=passed_over))
    names = [Path(each.name).relative_to(tmp_path / "in").as_posix() for each in found]
    assert names == ["Other.html", "Weir.html", "zotero/AB12CD34/Weir.html"]
    assert {each.kind for each in passed_over} == {"folder of a saved page", "hidden file"}
    (tmp_path / "a.zip").write_bytes(archive.getvalue())
    members = list(read(Source("a.zip", tmp_path / "a.zip"), 20_000))
    assert [each.name for each in members if isinstance(each, Member)] == [
        "a.zip#Weir.html",
        "a.zip#Other.html",
        "a.zip#zotero/AB12CD34/Weir.html",
    ]


def test_a_folder_of_archivebox_is_one_article_with_its_address_and_time(tmp_path: Path) -> None:
    folder = tmp_path / "archive" / "1709456534.5"
    folder.mkdir(parents=True)
    listing = {"url": "https://gazette.example/weir", "timestamp": "1709456534.5", "title": "Weir"}
    (folder / "index.json").write_text(json.dumps(listing))
    for name in ("index.html", "output.html", "singlefile.html", "output.pdf", "article.json"):
        (folder / name).write_text(PAGE)
    (source,) = find([tmp_path])
    assert isinstance(source, Source)
    assert Path(source.name).name == "singlefile.html"
    (member,) = read(source, 20_000)
    assert isinstance(member, Member)
    assert member.url == "https://gazette.example/weir"
    assert str(member.captured_at) == "2024-03-03 09:02:14.500000+00:00"
    assert capture_of(member).stated[-1].value == "https://gazette.example/weir"
    (folder / "index.json").write_text("{}")
    assert not any(isinstance(each, Failure) for each in find([tmp_path]))
    assert len(list(find([tmp_path]))) > 1


@pytest.mark.parametrize(
    ("comment", "url"),
    [
        (
            "<!--\n Page saved with SingleFile \n url: https://gazette.example/weir \n"
            " saved date: Sun Mar 03 2024 10:02:14 GMT+0100 \n-->",
            "https://gazette.example/weir",
        ),
        (
            "<!-- saved from url=(0028)https://gazette.example/weir -->",
            "https://gazette.example/weir",
        ),
        (
            "<!-- Mirrored from gazette.example/weir.html by HTTrack Website Copier/3.x -->",
            "http://gazette.example/weir.html",
        ),
        ("<!-- saved from url=(0014)about:internet -->", ""),
    ],
)
def test_programs_state_the_address_of_a_page_that_they_saved(comment: str, url: str) -> None:
    found = saved_from(f"<!DOCTYPE html>\n{comment}\n{PAGE}")
    assert (found.value if found else "") == url


RUSSIAN = "Плотина открыта для лодок впервые за сорок лет, сказал смотритель шлюза в воскресенье."


@pytest.mark.parametrize(
    ("text", "declared", "real"),
    [
        (RUSSIAN, "iso-8859-1", "cp1251"),
        (RUSSIAN, "windows-1251", "utf-8"),
        (RUSSIAN, "utf-8", "cp1251"),
        ("Das Wehr ist „offen“ für Boote – endlich", "utf-8", "cp1252"),
        ("Das Wehr ist „offen“ für Boote – endlich", "iso-8859-1", "cp1252"),
        ("堰は四十年ぶりに船に開放された。①", "shift_jis", "cp932"),
        ("四十年来第一次向船只开放。镕", "gb2312", "gb18030"),
    ],
)
def test_a_page_is_read_in_its_real_encoding(text: str, declared: str, real: str) -> None:
    page = f'<html><head><meta charset="{declared}"><title>{text}</title></head><body><p>{text * 4}'
    assert text * 4 in read_page(page.encode(real)).text
