"""The speed and memory of reading a large web archive.

    python benchmarks/webarchive.py [MEGABYTES] [--packed] [--ingest N]

Writes a WARC of invented pages (50 kB each, with scripts, menus and a story), pictures and error
responses into a temporary folder, and reads it as an ingest does, in this process and without
storing: pages and megabytes per second, and the peak memory after a tenth of the file and at its
end. ``--packed`` compresses each record, as crawlers do. With ``--ingest N`` the first N pages
are read and extracted as well.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.extraction.furniture import Learnt
from articles.ingest.incoming import Extractor, Incoming, jobs_of
from articles.limits import Limits
from articles.readers import Member, PassedOver, find

MB = 1_000_000
PAGE_BYTES, PICTURE_BYTES = 50_000, 120_000


def page(number: int, rng: random.Random, words: list[str]) -> bytes:
    paragraphs = "".join(
        f"<p>{' '.join(rng.choices(words, k=60)).capitalize()}.</p>\n" for _ in range(9)
    )
    script = f"<script>var state = '{rng.randbytes(PAGE_BYTES // 2 - 2_500).hex()}';</script>"
    return (
        f"<!doctype html><html><head><title>Story {number}</title>{script}</head><body><nav>"
        f"<a href=/>Home</a><a href=/world>World</a></nav><h1>Story {number} of the harbour</h1>"
        f"<p>By Jane Doe</p><p>March {number % 28 + 1}, 2020</p>{paragraphs}</body></html>"
    ).encode()


def write(path: Path, megabytes: int, *, packed: bool) -> int:
    """Write the archive; returns the number of pages in it."""
    rng = random.Random(7)
    words = [
        "".join(rng.choices("abcdefghijklmnoprstuvw", k=rng.randint(3, 9))) for _ in range(5_000)
    ]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        number = written = 0
        while written < megabytes * MB:
            number += 1
            url = f"https://gazette.example/2020/{number}"
            for status, kind, body in (
                ("200 OK", "text/html; charset=utf-8", page(number, rng, words)),
                ("200 OK", "image/jpeg", rng.randbytes(PICTURE_BYTES) if number % 4 == 0 else b""),
                ("404 Not Found", "text/html", b"<html>gone</html>" if number % 9 == 0 else b""),
            ):
                if body:
                    headers = StatusAndHeaders(status, [("Content-Type", kind)], "HTTP/1.1")
                    record = writer.create_warc_record(
                        url, "response", payload=io.BytesIO(body), http_headers=headers
                    )
                    writer.write_record(record)
                    written += len(body)
    return number


def peak() -> float:
    """The peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("megabytes", type=int, nargs="?", default=1_000)
    parser.add_argument("--packed", action="store_true")
    parser.add_argument("--ingest", type=int, default=0, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("pages.warc.gz" if options.packed else "pages.warc")
        pages = write(path, options.megabytes, packed=options.packed)
        size = path.stat().st_size / MB
        print(f"{pages:,} pages, {size:,.0f} MB; memory before reading: {peak():.0f} MB")
        passed_over: list[PassedOver] = []
        began, cpu, found, early = time.monotonic(), time.process_time(), 0, 0.0
        for job in jobs_of(find([path]), Limits(), passed_over):
            found += isinstance(job, Member)
            if found == pages // 10:
                early = peak()
        seconds, cpu = time.monotonic() - began, time.process_time() - cpu
        counts = Counter({each.kind: each.count for each in passed_over})
        print(
            f"read: {found:,} pages in {seconds:.1f} s ({found / seconds:,.0f} pages/s, "
            f"{size / seconds:,.0f} MB/s; {cpu:.1f} s of CPU); passed over: {dict(counts)}; "
            f"peak memory {early:.0f} MB after a tenth, {peak():.0f} MB at the end"
        )
        if options.ingest:
            extractor = Extractor(Limits(), Learnt())
            began, cpu = time.monotonic(), time.process_time()
            jobs = islice(jobs_of(find([path]), Limits()), options.ingest)
            done = sum(isinstance(r, Incoming) for job in jobs for r in extractor.results(job))
            seconds, cpu = time.monotonic() - began, time.process_time() - cpu
            print(
                f"extracted: {done:,} pages, {done / cpu:,.0f} per second of CPU "
                f"({seconds:.1f} s by the clock); peak memory {peak():.0f} MB"
            )


if __name__ == "__main__":
    main()
