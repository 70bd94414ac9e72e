"""The option that renews what is recorded."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-recorded",
        action="store_true",
        help="write the answers of today to tests/recorded instead of comparing with them",
    )
