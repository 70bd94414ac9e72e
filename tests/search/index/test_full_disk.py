"""Commands on a full disk end with a sentence; with space again, nothing is lost.

The disk is a small one in memory, which only these commands see. To make it takes root, or the
right to a user namespace.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive import Archive
from tests.paths import ROOT

#: Enters a namespace in which a file system can be mounted.
NAMESPACE = ["unshare", "--map-root-user", "--mount", "sh", "-euc"]

SCRIPT = """
mount -t tmpfs -o size=64m none {disk}
cp -r {archive}/. {disk}
used=$(df -k --output=used {disk} | tail -1)
mount -o remount,size=$((used + {free}))k {disk}
code=0; {python} manage.py {command} 2>&1 || code=$?
mount -o remount,size=64m {disk}
echo "ended with $code"
{python} -c {after} {more} 2>&1
ls {disk}/index/gen-*
"""

#: What is typed when there is space again. Both commands run in one process, which starts sooner.
AFTER = """
import sys
import django
from django.core.management import call_command
django.setup()
call_command("ingest", sys.argv[1])
call_command("reindex", "--check")
"""


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("free", [0, 48, 150, 400], ids="{} kB free".format)
@pytest.mark.parametrize(
    "command", ["ingest {more}", "reindex", "learn", "extract --read-again", "drain"]
)
def test_a_command_ends_with_a_sentence_and_nothing_is_lost(
    archive_of_seeds: Archive, tmp_path: Path, command: str, free: int
) -> None:
    disk, more = tmp_path / "disk", tmp_path / "more"
    disk.mkdir()
    more.mkdir()
    for number in range(40):
        words = " ".join(f"word{number * 7 % 31}x{each}" for each in range(200))
        (more / f"{number}.txt").write_text(f"Ferry {number} sails\n\nIt sailed: {words}.\n")
    place = Archive(disk)
    script = SCRIPT.format(
        disk=disk,
        archive=archive_of_seeds.folder,
        free=free,
        python=sys.executable,
        command=command.format(more=more),
        after=shlex.quote(AFTER),
        more=more,
    )
    ended = subprocess.run(
        [*NAMESPACE, script], cwd=ROOT, env=place.environment, capture_output=True, text=True,
        timeout=300, check=False,
    )  # fmt: skip
    assert "Operation not permitted" not in ended.stderr, "This test needs a user namespace."
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    assert "The index is up to date with the articles." in ended.stdout
    assert "failed 0" in ended.stdout.rpartition("ended with")[2]
    if free == 0 and command in ("ingest {more}", "reindex"):
        assert "ended with 1" in ended.stdout
