"""How well a labelled folder of captures is read: `python benchmarks/extraction.py DIR`.

DIR holds `dev/NAME.json` (the truth), `dev/NAME.txt` (a page as copied whole), and as far as there
are any `region/dev/NAME.txt` (the article's column alone) and `html/NAME.html.gz`. A truth has
`headline`, `outlet`, `date`, `bylines`, `body` (null where unknown), `…_alt` with what is right
too, `family` (the outlet) and `visible` (what the capture shows at all).

Printed for each field: pages whose truth has it, the share that the capture shows (the ceiling of
whoever reads text only), the share right of those shown with its 95 % interval (a bootstrap over
families), and of all pages the shares right, wrong and silent. Then the body's mean precision,
recall and F1 in words, the speed, and the slowest pages.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import importlib.util
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.extraction import Context, Extraction, Page, extract
from articles.extraction.html import extract_html
from articles.readers.pages import read_page, stated_values, visible_text
from benchmarks.scoring import FIELDS, Reading, Truth, body_score, interval, verdicts

SLOWEST = 5


# Who reads


def _of(found: Extraction, seconds: float) -> Reading:
    date = str(found.published.date or "")
    body = "\n\n".join(found.body)
    return Reading(found.headline, found.outlet or "", date, "; ".join(found.byline), body, seconds)


def ours_on_text(data: bytes) -> Reading:
    text = data.decode("utf-8", "replace")
    began = time.perf_counter()
    found = extract(Page.of(text))
    return _of(found, time.perf_counter() - began)


def ours_on_html(data: bytes) -> Reading:
    began = time.perf_counter()
    markup = read_page(data).text
    text = visible_text(markup)
    now = Context(captured_at=dt.datetime.now(dt.UTC))
    found = extract_html(text, stated_values(markup, text), now)
    return _of(found, time.perf_counter() - began)


def trafilatura_on_html(data: bytes) -> Reading:
    import trafilatura

    began = time.perf_counter()
    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    values = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    return Reading(
        headline=values.get("title") or "",
        outlet=values.get("sitename") or values.get("hostname") or "",
        date=values.get("date") or "",
        byline=values.get("author") or "",
        body=values.get("text") or "",
        seconds=time.perf_counter() - began,
    )


def newspaper_on_html(data: bytes) -> Reading:
    import newspaper

    began = time.perf_counter()
    # Without pictures, which it would fetch from the network.
    article = newspaper.Article("https://example.org/", language="en", fetch_images=False)
    article.download(input_html=data.decode("utf-8", "replace"))
    article.parse()
    return Reading(
        headline=article.title or "",
        outlet=article.meta_site_name or "",
        date=article.publish_date.date().isoformat() if article.publish_date else "",
        byline="; ".join(article.authors),
        body=article.text or "",
        seconds=time.perf_counter() - began,
    )


# What is printed


def share(values: Iterable[bool]) -> str:
    listed = list(values)
    return f"{sum(listed) / len(listed):.3f}" if listed else "    -"


def report(truths: Mapping[str, Truth], readings: Mapping[str, Reading], capture: str) -> None:
    print(f"{'':10}{'pages':>6}{'ceiling':>9}{'of shown':>10}{'95 %':>16}", end="")
    print(f"{'right':>8}{'wrong':>8}{'silent':>8}")
    for field in FIELDS:
        made = verdicts(field, truths, readings, capture)
        shown = [each for each in made if each.visible]
        bounds = ""
        if shown:
            values = [float(each.right) for each in shown]
            low, high = interval(values, [each.family for each in shown])
            bounds = f"{low:.3f} to {high:.3f}"
        print(
            f"{field.name:10}{len(made):6}{share(each.visible for each in made):>9}"
            f"{share(each.right for each in shown):>10}{bounds:>16}"
            f"{share(each.right for each in made):>8}"
            f"{share(each.said and not each.right for each in made):>8}"
            f"{share(not each.said for each in made):>8}"
        )
    bodies = [
        (truth.get("family") or name, body_score(readings.get(name, Reading()).body, truth["body"]))
        for name, truth in truths.items()
        if truth.get("body") and not truth.get("body_doubtful")
    ]
    if bodies:
        precision, recall, f1 = np.mean([score for _, score in bodies], axis=0)
        low, high = interval([score[2] for _, score in bodies], [family for family, _ in bodies])
        print(
            f"{'body':10}{len(bodies):6}  precision {precision:.3f}  recall {recall:.3f}"
            f"  F1 {f1:.3f} ({low:.3f} to {high:.3f})"
        )
    spent = sum(each.seconds for each in readings.values())
    if spent:
        print(f"{'speed':10}{len(readings) / spent:6.0f} captures a second")


def slowest(readings: Mapping[str, Reading]) -> None:
    print("\nSlowest pages")
    order = sorted(readings.items(), key=lambda item: -item[1].seconds)
    for name, reading in order[:SLOWEST]:
        print(f"  {reading.seconds * 1000:8.1f} ms  {name}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--capture", choices=["full", "region"], default="full")
    parser.add_argument("--split", default="dev", help="the folder of the truths (default: dev)")
    parser.add_argument("--text-only", action="store_true", help="leave HTML and its readers out")
    options = parser.parse_args(arguments)
    folder, split = options.folder, options.split
    truths = {path.stem: json.loads(path.read_bytes()) for path in _files(folder / split, "json")}
    texts = folder / "region" / split if options.capture == "region" else folder / split
    captures = {path.stem: path for path in _files(texts, "txt") if path.stem in truths}
    if not captures:
        print(f"{texts} holds no NAME.txt with a NAME.json in {folder / split}.", file=sys.stderr)
        return 1
    truths = {name: truths[name] for name in captures}
    print(f"{len(captures)} pages, {options.capture} captures. This project, on text")
    readings = {name: ours_on_text(path.read_bytes()) for name, path in captures.items()}
    report(truths, readings, options.capture)
    slowest(readings)
    if not options.text_only:
        _beside(folder, truths)
    return 0


def _beside(folder: Path, truths: Mapping[str, Truth]) -> None:
    """The same pages read from HTML, by this project and by others."""
    pages = {name: folder / "html" / f"{name}.html.gz" for name in truths}
    pages = {name: path for name, path in pages.items() if path.is_file()}
    if not pages:
        print(f"\nNothing to compare with: {folder / 'html'} holds no NAME.html.gz.")
        return
    print(f"\n{len(pages)} of {len(truths)} pages have HTML.")
    for title, module, reader in (
        ("This project, on HTML", "", ours_on_html),
        ("trafilatura", "trafilatura", trafilatura_on_html),
        ("newspaper4k", "newspaper", newspaper_on_html),
    ):
        print(f"\n{title}")
        if module and importlib.util.find_spec(module) is None:
            print(f"  is not installed: pip install {title}")
            continue
        readings = {name: _attempt(reader, path) for name, path in pages.items()}
        report({name: truths[name] for name in pages}, readings, "html")


def _attempt(reader: Callable[[bytes], Reading], path: Path) -> Reading:
    """A page on which a reader fails counts as one on which it is silent."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return reader(gzip.decompress(path.read_bytes()))
    except Exception as error:
        print(f"  {path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return Reading()


def _files(folder: Path, suffix: str) -> list[Path]:
    return sorted(folder.glob(f"*.{suffix}"))


if __name__ == "__main__":
    sys.exit(main())
