"""An archive whose processes are killed, and what must hold of it afterwards.

For ``benchmarks/kills.py``. Commands and servers run as processes of their own. An archive is
examined in a fork of this process, in which Django is set up but has never opened an archive.
"""

from __future__ import annotations

import contextlib
import http.client
import io
import multiprocessing
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from benchmarks.archivestate import State, finish_work, in_step, stored

if TYPE_CHECKING:
    from benchmarks.killedchanges import Change
    from benchmarks.killedcommands import Command

ROOT = Path(__file__).resolve().parent.parent

#: Captures of the archive.
CAPTURES = 100
PATIENCE = 60.0
CSRF = "x" * 32


@dataclass
class Examined:
    """What an archive holds, and what is wrong with it. ``remedied``: a remedy was needed."""

    state: State
    faults: list[str] = field(default_factory=list)
    remedied: bool = False


@dataclass
class Killed:
    """The status that the client got from a server that was killed; None: no whole answer."""

    status: int | None
    faults: list[str] = field(default_factory=list)


class Server:
    """A gunicorn on an archive, and a browser of somebody who has signed in."""

    def __init__(self, port: int, process: subprocess.Popen[bytes], session: str) -> None:
        self.port, self.process = port, process
        self._cookie = f"sessionid={session}; csrftoken={CSRF}"

    def ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str, str]:
        """The status, the address of a redirect, and the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self._cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
            return answer.status, answer.headers.get("Location", ""), text

    def get(self, path: str) -> str:
        status, _, text = self.ask("GET", path)
        if status != http.client.OK:
            raise RuntimeError(f"{status} for {path}")
        return text

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> int:
        """The status. Raises RuntimeError if the server does not know who asks."""
        pairs = [("csrfmiddlewaretoken", CSRF), *fields]
        status, location, _ = self.ask("POST", path, urlencode(pairs))
        if "/login/" in location:
            raise RuntimeError(f"the server asks to sign in for {path}")
        return status

    def page_after(self, path: str, fields: Sequence[tuple[str, str]]) -> str:
        """The page that answers a form."""
        pairs = [("csrfmiddlewaretoken", CSRF), *fields]
        status, _, text = self.ask("POST", path, urlencode(pairs))
        if status != http.client.OK:
            raise RuntimeError(f"{status} for {path}")
        return text

    def workers(self) -> list[int]:
        pid = self.process.pid
        path = Path(f"/proc/{pid}/task/{pid}/children")
        return [int(each) for each in path.read_text(encoding="ascii").split()]

    def wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/readyz")[0] in (200, 503):
                    return
            if time.monotonic() > until or self.process.poll() is not None:
                raise RuntimeError("gunicorn did not start")
            time.sleep(0.05)


class Archive:
    """An archive in a folder; ``material`` has captures, a backup and the key of a session."""

    def __init__(self, folder: Path, material: Path) -> None:
        self.folder, self.material = folder, material
        self.database, self.index = folder / "archive.sqlite3", folder / "index"

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "of a benchmark",
            "LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "SEARCH_URL": f"whoosh://{self.index}",
            "UPLOAD_FOLDER": str(self.folder / "uploads"),
            "DJANGO_SUPERUSER_PASSWORD": "a password of the benchmark",
        }

    def copy_to(self, folder: Path) -> Archive:
        copy = Archive(folder, self.material)
        subprocess.run(["rm", "-rf", str(folder)], check=True)  # noqa: S607
        subprocess.run(["cp", "-r", str(self.folder), str(folder)], check=True)  # noqa: S607
        return copy

    # Processes

    def start(self, arguments: Sequence[str], settings: Mapping[str, str], out: Any,
              err: Any = subprocess.DEVNULL, files: Sequence[int] = (),
              ) -> subprocess.Popen[bytes]:  # fmt: skip
        """Start a process, which inherits these open files."""
        self.folder.mkdir(exist_ok=True)
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment | dict(settings),
            stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True,
            pass_fds=files,
        )  # fmt: skip

    def run(self, arguments: Sequence[str], settings: Mapping[str, str]) -> tuple[int, str]:
        """Run a command to its end; its exit code and what it wrote to standard error."""
        with self.start(["manage.py", *arguments], settings, subprocess.DEVNULL,
                        subprocess.PIPE) as process:  # fmt: skip
            _, err = process.communicate(timeout=300)
        return process.returncode, err.decode()

    def seconds(self, *arguments: str) -> float:
        began = time.monotonic()
        self.run(arguments, {})
        return time.monotonic() - began

    def killed(self, command: Command, moment: float, *, with_workers: bool) -> str | None:
        """Run a command and kill it after so many seconds. What it has printed; None: too late."""
        path = self.folder.parent / "printed"
        with path.open("wb") as out:
            process = self.start(["manage.py", *command.arguments(self)], command.settings, out)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=moment)
            is_late = process.poll() is not None
            if with_workers:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
            self._await_end_of(process.pid)
        return None if is_late else path.read_text(encoding="utf-8")

    @staticmethod
    def _await_end_of(group: int) -> None:
        """Wait until the workers have noticed that they are alone."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        raise RuntimeError("a worker process outlives its killed parent")

    @contextmanager
    def served(self, settings: Mapping[str, str]) -> Iterator[Server]:
        # The server inherits the socket. Another one might take a free port before it does, and the
        # answers of that would be taken for its own.
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port, number = listening.getsockname()[1], listening.fileno()
            own = {"WEB_BIND": f"fd://{number}", "WEB_WORKERS": "1", "ACCESS_LOG": "off"}
            process = self.start(
                ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"], own | dict(settings),
                subprocess.DEVNULL, files=[number],
            )  # fmt: skip
        try:
            server = Server(port, process, (self.material / "session").read_text(encoding="ascii"))
            server.wait()
            yield server
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self._await_end_of(process.pid)

    def killed_server(self, change: Change, moment: float, *, workers_only: bool) -> Killed:
        """Post a change, and kill the server after so many seconds."""
        answers: list[int] = []

        def post() -> None:
            try:
                answers.append(server.post(*request))
            except RuntimeError as error:
                faults.append(str(error))
            except (OSError, http.client.HTTPException):
                pass  # it was killed

        faults: list[str] = []
        with self.served(change.settings) as server:
            request = change.request(server)
            thread = threading.Thread(target=post)
            thread.start()
            time.sleep(moment)
            workers = server.workers() if workers_only else []
            answered = tuple(answers)
            for pid in workers:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if not workers_only:
                os.killpg(server.process.pid, signal.SIGKILL)
            thread.join()
            if workers_only:
                server.wait()  # its master has started another
                server.get("/")
            if answers and answers[0] >= http.client.INTERNAL_SERVER_ERROR:
                faults.append(f"{answers[0]} from a server that was killed")
        return Killed(next(iter(answered or answers), None), faults)

    def backup_problem(self, name: str) -> str:
        """What is wrong with a backup that may be absent but must not be half."""
        path = self.folder / name
        if not path.exists():
            return ""
        code, err = self.again(["restore", "--check", str(path)], {})
        return f"a backup that is no backup: {err[-200:]}" if code else ""

    # Examination, in a fork

    def set_up(self) -> None:
        """Set Django up in this process, without any archive."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.material.mkdir(parents=True, exist_ok=True)
        os.environ.update(self.environment)
        import django

        django.setup()

    def call(self, function: Callable[[], object]) -> Any:
        """Call a function in a fork of this process that uses this archive; return its result."""
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=self._called, args=(function, theirs))
        process.start()
        theirs.close()
        try:
            result = ours.recv()
        except EOFError:
            result = RuntimeError("the fork died")
        process.join()
        if isinstance(result, BaseException):
            raise result
        return result

    def _called(self, function: Callable[[], object], pipe: Any) -> None:
        from django.conf import settings
        from django.db import connections

        os.environ.update(self.environment)  # for the commands that start others
        connections.databases["default"]["NAME"] = str(self.database)
        settings.SEARCH_URL = f"whoosh://{self.index}"
        settings.UPLOAD_FOLDER = str(self.folder / "uploads")
        try:
            pipe.send(function())
        except Exception as error:
            pipe.send(RuntimeError(f"{type(error).__name__}: {error}"))

    def again(self, arguments: Sequence[str], settings: Mapping[str, str]) -> tuple[int, str]:
        """Run a command in a fork, which starts sooner; its exit code and standard error."""

        def run() -> tuple[int, str]:
            from django.conf import settings as archive
            from django.core.management import CommandError, call_command

            archive.INGEST_PROCESSES = int(settings.get("INGEST_PROCESSES", "2"))
            out, err = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                try:
                    call_command(*arguments)
                except CommandError as error:
                    return error.returncode, str(error)
                except SystemExit as end:
                    return (end.code if isinstance(end.code, int) else 0), err.getvalue()
            return 0, err.getvalue()

        code, err = self.call(run)
        return code, err

    def make(self) -> None:
        """Fill this archive, and the folder of material."""
        from benchmarks.ingest import write_captures
        from benchmarks.killpreparations import fill

        for name, number in (("captures", CAPTURES), ("more", CAPTURES // 2)):
            folder = self.material / name
            folder.mkdir()
            write_captures(folder, number)
        for path in (self.material / "more").iterdir():
            path.write_text(path.read_text().replace("Jane Doe", "John Roe") + path.stem + "\n")
        # Another text at a known path is an update.
        known = self.material / "captures"
        self._ok("migrate")
        self._ok("ingest", str(known))
        for path in sorted(known.iterdir())[:20]:
            path.write_text(path.read_text().replace("Jane Doe", "Ann Poe"))
        session = self.call(fill)
        (self.material / "session").write_text(session, encoding="ascii")
        self._ok("reindex")
        self._ok("backup", str(self.material / "backup.zip"))

    def _ok(self, *arguments: str) -> None:
        code, err = self.run(arguments, {})
        if code:
            raise RuntimeError(f"{arguments[0]}: {err}")

    def examined(
        self, remedy: str = "", acknowledged: Sequence[str] = (), *, works: bool = False
    ) -> Examined:
        """Compare index and table, after ``remedy`` if they differ, and read all that is stored.

        ``acknowledged`` are public ids that must be there. ``works``: a worker process does first
        what people have started.
        """

        def examine() -> dict[str, Any]:
            from django.core.management import call_command

            from articles.copies.detection import bring_up_to_date, differing
            from articles.mentions import storage as mentions

            faults, remedied = [], False
            if works:
                finish_work()
            if remedy == "learn":
                call_command("learn", stderr=io.StringIO(), stdout=io.StringIO())
            problem = in_step()
            if problem and remedy:
                remedied = True
                call_command("drain", stderr=io.StringIO(), stdout=io.StringIO())
                problem = in_step()
            if problem:
                faults.append(f"index: {problem}")
            # Whatever was cut off is made up for by the next comparison.
            bring_up_to_date()
            mentions.bring_up_to_date()
            wrong = mentions.differing(most=1000)
            faults += [f"the names of article {each} are wrong" for each in wrong]
            faults += [f"the copies of article {each} are wrong" for each in differing(most=1000)]
            state = stored()
            missing = {f"article {each}" for each in acknowledged} - state["objects"].keys()
            faults += [f"{each} was acknowledged and is lost" for each in sorted(missing)]
            return {"state": state, "faults": faults, "remedied": remedied}

        with closing(sqlite3.connect(self.database)) as database:
            (sound,) = database.execute("PRAGMA integrity_check").fetchone()
        found = Examined(**self.call(examine))
        if sound != "ok":
            found.faults.append(f"the database is damaged: {sound}")
        return found
