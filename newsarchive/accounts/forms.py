"""The forms of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from newsarchive.accounts import throttle
from newsarchive.accounts.models import Token
from newsarchive.accounts.roles import Role, givable_by
from newsarchive.accounts.scopes import SCOPES, Scope, scopes_for

if TYPE_CHECKING:
    UserFormBase = forms.ModelForm[User]
    TokenFormBase = forms.ModelForm[Token]
else:
    UserFormBase = TokenFormBase = forms.ModelForm


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": "This name and this password do not belong together. Both distinguish "
        "capital and small letters.",
        "inactive": "This account is closed.",
    }

    @property
    def is_locked(self) -> bool:
        """True if it was refused for too many wrong passwords."""
        return bool(getattr(self.request, "axes_locked_out", False))

    def get_invalid_login_error(self) -> ValidationError:
        if self.is_locked:
            return ValidationError(throttle.refusal(), code="locked")
        return super().get_invalid_login_error()


class InvitationForm(UserFormBase):
    """A new account, whose person chooses a password by a link."""

    role = forms.ChoiceField(label="Role", initial=Role.READER)

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email")
        labels = {"username": "Name to sign in with"}
        help_texts = {"username": "Letters, digits and @ . + - _"}

    def __init__(self, by: User, data: Any = None) -> None:
        super().__init__(data)
        _offer_roles(self, by)

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        # Two names that differ in capitals only would be taken for each other.
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError("Somebody has this name already. Choose another.")
        return name

    def save(self, commit: bool = True) -> User:
        self.instance.set_unusable_password()
        return super().save(commit)


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Role")

    def __init__(self, by: User, data: Any = None, initial: Role | None = None) -> None:
        super().__init__(data, initial={"role": initial})
        _offer_roles(self, by)


def _offer_roles(form: forms.BaseForm, by: User) -> None:
    """Offer the roles that this person may give."""
    field = form.fields["role"]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [(role, role.capitalize()) for role in givable_by(by)]


class TokenForm(TokenFormBase):
    """A new token of a person, with scopes that this person may give."""

    scopes = forms.MultipleChoiceField(
        label="It may be used to",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one."},
    )

    class Meta:
        model = Token
        fields = ("label", "scopes")
        help_texts = {"label": "The program that will use it, such as “feed reader”"}

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(data)
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        scopes.choices = [(scope, SCOPES[scope].sentence) for scope in scopes_for(user)]

    def clean_scopes(self) -> list[Scope]:
        return [Scope(each) for each in self.cleaned_data["scopes"]]
