"""Ask an archive over HTTP, without a server: each line of input is a request, each line of output
its answer, both as JSON.

A request may also be a command of manage.py, which takes less time here than in a new process. The
module runs as a process (``python -m tests.recorded.ask``), so that the environment chooses the
archive and its settings.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

import django
from django.test import Client

from tests.commandline import command


def main() -> None:
    django.setup()
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    for line in sys.stdin:
        request = json.loads(line)
        match request.pop("do"):
            case "ask":
                answer = ask(client, **request)
            case "command":
                answer = asdict(command(*request["arguments"]))
            case _:
                answer = sign_in(client)
        # json.dumps writes ASCII, which does not depend on the locale of the machine.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def sign_in(client: Client) -> dict[str, Any]:
    # The models can be imported only after django.setup().
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
