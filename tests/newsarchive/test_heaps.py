"""Threads share heaps, and what is freed goes back to the system. In processes of their own."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library has no such heaps"
)

FREED = """
from pathlib import Path
from newsarchive import heaps

def kilobytes():
    return int(Path("/proc/self/status").read_text().partition("RssAnon:")[2].split()[0])

blocks = [bytes(2000) for _ in range(50_000)]
kept = blocks[::50]
del blocks
before = kilobytes()
heaps.trim()
print(before, kilobytes())
"""

THREADS = """
import ctypes, tempfile, threading
from newsarchive import heaps

heaps.share({number})
together = threading.Barrier(8)

def allocate():
    together.wait()
    blocks = [bytes(2000) for _ in range(1000)]
    together.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for each in threads: each.start()
for each in threads: each.join()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as file:
    stream = ctypes.c_void_p(libc.fopen(file.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(file.read().count(b"<heap nr="))
"""


def printed(program: str) -> list[int]:
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [int(each) for each in result.stdout.split()]


def test_what_is_freed_between_what_is_kept_goes_back_to_the_system() -> None:
    before, after = printed(FREED)
    assert after < before / 2


@pytest.mark.parametrize("number", [2, 4])
def test_threads_share_heaps(number: int) -> None:
    assert printed(THREADS.format(number=number)) == [number]
