"""System checks of the settings that face the network, for `manage.py check --deploy`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

#: Hosts that only this machine reaches.
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})


@register(Tags.security, deploy=True)
def check_https(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """Django's own warnings about https (W004, W008, W012, W016) are silenced where it is off: an
    archive that only this machine reaches needs none, and for others this is the whole remedy."""
    others = sorted(set(settings.ALLOWED_HOSTS) - LOCAL)
    if settings.SECURE_SSL_REDIRECT or not others:
        return []
    return [
        Warning(
            f"Passwords and sessions of {', '.join(others)} cross the network unencrypted.",
            hint="Put a proxy that speaks https in front of the archive, and set "
            f"CSRF_TRUSTED_ORIGINS=https://{others[0].lstrip('.')}.",
            id="newsarchive.W001",
        )
    ]
