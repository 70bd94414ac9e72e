"""A folder for uploads, and an editor who may add articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import override_settings

from newsarchive.accounts.roles import Role, give


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(UPLOAD_FOLDER=str(tmp_path), FILE_UPLOAD_TEMP_DIR=str(tmp_path)):
        yield tmp_path


@pytest.fixture
def user(transactional_db: None, folder: Path) -> User:
    made = User.objects.create_user("editor")
    give(made, Role.EDITOR)
    return made
