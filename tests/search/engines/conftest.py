"""Rewrites the assertions of the engine contract, which is not a test module, for details."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.search.engines.contract", "tests.search.engines.contracts")
