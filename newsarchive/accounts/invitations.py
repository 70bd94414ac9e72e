"""One-time links with which a person chooses a password: invitations, and forgotten passwords.

They are those of Django's password reset: signed, valid for PASSWORD_RESET_TIMEOUT, and worthless
once the password has changed. Nothing of them is stored.
"""

from __future__ import annotations

import logging
import smtplib

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

logger = logging.getLogger(__name__)


def link_for(request: HttpRequest, user: User) -> str:
    """A new link for a person, as an absolute address."""
    if not user.has_usable_password():
        # Another unusable password ends the links that were made before.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return request.build_absolute_uri(reverse("password-link", args=[uid, token]))


def days_valid() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT // 86_400)


def send(request: HttpRequest, user: User, link: str) -> bool:
    """Send a link to the person's e-mail address; False if it was not sent.

    Without EMAIL_URL, or without an address, nothing is sent.
    """
    if not settings.EMAIL_URL or not user.email:
        return False
    context = {"user": user, "link": link, "days": days_valid(), "host": request.get_host()}
    try:
        sent = send_mail(
            f"Your account for the news archive at {request.get_host()}",
            render_to_string("accounts/link.txt", context),
            None,
            [user.email],
        )
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The link for %r could not be sent by e-mail: %s", user.username, error)
        return False
    return bool(sent)
