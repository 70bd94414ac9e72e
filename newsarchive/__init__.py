"""The project: settings, addresses and what concerns all apps."""

#: As in pyproject.toml.
VERSION = "0.1.0"
