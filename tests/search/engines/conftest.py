"""The contract of engines is no test module, but its assertions shall tell as much as one's."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.search.engines.contract", "tests.search.engines.contracts")
