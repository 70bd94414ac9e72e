"""Settings of a process of an older version of this program, whose index has another schema."""

from newsarchive.settings import *  # noqa: F403
from search.engines.opensearch import generations

vars(generations)["SCHEMA_VERSION"] = 1
