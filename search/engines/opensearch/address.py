"""The address of an index in an OpenSearch cluster, from a SEARCH_URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self
from urllib.parse import parse_qsl, unquote, urlsplit

PLAIN, TLS = "opensearch+http", "opensearch+https"
PORT: Final = 9200

#: What OpenSearch allows for the name of an index, and room for the rest of our names.
_PREFIX: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_HOST: Final = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[^:\[\]@/\s]+)(?::(?P<port>\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Address:
    """``hosts`` are pairs of host and port. ``prefix`` begins the name of each index; the index in
    use has that alias. ``ca`` is a file of certificates, "" for those that the system trusts.
    ``timeout`` is the number of seconds that one request may take."""

    hosts: tuple[tuple[str, int], ...]
    prefix: str
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    shards: int = 1
    replicas: int = 1
    timeout: float = 10.0

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Raises ValueError with a sentence, which never contains the password."""
        parts = urlsplit(url)
        credentials, at, hosts = parts.netloc.rpartition("@")
        user, _, password = map(unquote, credentials.partition(":"))
        if parts.fragment:
            raise ValueError("A “#” in a password must be written as %23.")
        places = tuple(map(_host, hosts.split(",")))
        options = _options(parts.query)
        if at and not user:
            raise ValueError("An OpenSearch address needs a user before its password.")
        secret = options.pop("password_file", "")
        if secret:
            if password or not user:
                raise ValueError("password_file needs a user and no other password.")
            password = _content(secret)
        ca = options.pop("ca", "")
        is_tls = parts.scheme == TLS
        if ca and not is_tls:
            raise ValueError(f"ca needs an address that begins with {TLS}.")
        if ca and not Path(ca).is_file():
            raise ValueError(f"ca names a file that cannot be read: {ca}.")
        prefix = unquote(parts.path).strip("/")
        if not _PREFIX.fullmatch(prefix):
            raise ValueError(
                "An OpenSearch address ends in /PREFIX: small letters, digits, “-” and “_”."
            )
        address = cls(
            places,
            prefix,
            is_tls,
            user,
            password,
            ca,
            _number(options, "shards", 1, least=1, most=100),
            _number(options, "replicas", 1, least=0, most=10),
            float(_number(options, "timeout", 10, least=1, most=600)),
        )
        if options:
            raise ValueError(f"An OpenSearch address has no option {min(options)!r}.")
        return address


def _options(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    if len(dict(pairs)) < len(pairs):
        raise ValueError("An OpenSearch address has each option once.")
    return dict(pairs)


def _host(text: str) -> tuple[str, int]:
    match = _HOST.fullmatch(text)
    if not match or not 0 < int(match["port"] or PORT) < 1 << 16:
        # Without the text, which may be the end of a password that has an unescaped sign.
        raise ValueError(
            "An OpenSearch address needs hosts such as h1:9200,h2:9200. Signs such as “@”, “:” and "
            "“/” in a password must be written as %40, %3A and %2F."
        )
    return match["name"].strip("[]"), int(match["port"] or PORT)


def _number(options: dict[str, str], name: str, default: int, *, least: int, most: int) -> int:
    text = options.pop(name, str(default))
    if not re.fullmatch("[0-9]{1,3}", text) or not least <= int(text) <= most:
        raise ValueError(f"{name} is a whole number from {least} to {most}.")
    return int(text)


def _content(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"password_file names a file that cannot be read: {path}.") from None
