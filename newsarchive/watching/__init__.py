"""How operators watch the archive: logs, the ids of requests, metrics."""
