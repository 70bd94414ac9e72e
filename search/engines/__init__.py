"""Search engines behind one interface; ``get_engine`` returns the configured one."""

from search.engines.base import Engine, EngineUnavailable, IndexMissing
from search.engines.registry import get_engine

__all__ = ["Engine", "EngineUnavailable", "IndexMissing", "get_engine"]
