"""Asks an archive over HTTP, without a server: a request a line comes in, an answer a line goes out.

A line may also be a command of manage.py, which costs less here than in a process of its own.
It runs as a process of its own (``python -m tests.recorded.ask``), so that the environment decides
which archive it asks and with which settings.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import django
from django.core.management import execute_from_command_line
from django.test import Client


def main() -> None:
    django.setup()
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    for line in sys.stdin:
        request = json.loads(line)
        match request.pop("do"):
            case "ask":
                answer = ask(client, **request)
            case "command":
                answer = command(**request)
            case _:
                answer = sign_in(client)
        # ASCII, so that no locale of a machine can change it on its way.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def command(arguments: list[str]) -> dict[str, Any]:
    """A command of manage.py with what it writes; its exit code as a shell would see it."""
    code: Any = 0
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        try:
            execute_from_command_line(["manage.py", *arguments])
        except SystemExit as end:
            code = end.code or 0
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def sign_in(client: Client) -> dict[str, Any]:
    # Only now are the models known.
    from django.contrib.auth import get_user_model

    client.force_login(get_user_model().objects.create_superuser("maria"))
    return {}


def ask(
    client: Client,
    address: str,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    form: dict[str, Any] | None = None,
) -> dict[str, Any]:
    if form is None:
        response = client.generic(method, address, headers=headers)
    else:
        response = client.post(address, form, headers=headers)
    return {
        "status": response.status_code,
        "headers": dict(response.items()),
        "body": response.getvalue().decode("utf-8", "backslashreplace"),
    }


if __name__ == "__main__":
    main()
