"""An OpenID Connect provider on this machine, for one person at a time, who always agrees."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "archive", "the client's secret"


class Provider:
    """``person`` has the claims of whoever signs in next; ``userinfo`` those that differ there.

    ``fault``: "denied" (the person does not agree), "broken" (no JSON), "audience" (a token for
    another client).
    """

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.fault = ""
        self.url = ""
        self.codes: dict[str, str] = {}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to which the person is sent back."""
        assert asked["client_id"] == CLIENT and asked["code_challenge_method"] == "S256"
        answer = {"state": asked["state"]}
        if self.fault == "denied":
            answer["error"] = "access_denied"
        else:
            answer["code"] = f"code {len(self.codes)}"
            self.codes[answer["code"]] = asked["code_challenge"]
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        challenge = self.codes.pop(sent["code"])
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge
        assert sent["client_secret"] == SECRET
        claims = {
            "iss": self.url,
            "aud": "another" if self.fault == "audience" else CLIENT,
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
            **self.person,
        }
        key = "a key of thirty-two bytes or more"
        return {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": jwt.encode(claims, key, algorithm="HS256"),
        }


@contextmanager
def provider() -> Iterator[Provider]:
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            if made.fault == "broken":
                self._send(b"<html>", "text/html")
            elif address.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(address.query).items()}
                self.send_response(302)
                self.send_header("Location", made.authorize(asked))
                self.end_headers()
            elif address.path == "/userinfo":
                self._send_json(made.person | made.userinfo)
            else:
                self._send_json(made.configuration())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send_json(made.token({n: v[0] for n, v in parse_qs(body).items()}))

        def _send_json(self, content: dict[str, Any]) -> None:
            self._send(json.dumps(content).encode(), "application/json")

        def _send(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
