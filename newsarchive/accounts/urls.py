"""The addresses of accounts."""

from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import path

from newsarchive.accounts.views import people, signin, tokens

urlpatterns = [
    path("", signin.account, name="account"),
    path("login/", signin.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", signin.ChangePassword.as_view(), name="password-change"),
    path("link/<str:uidb64>/<str:token>/", signin.ByLink.as_view(), name="password-link"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:key>/revoke", tokens.revoke, name="token-revoke"),
    path("people/", people.people, name="people"),
    path("people/<int:key>/", people.person, name="person"),
]

if settings.SECOND_FACTOR:
    from newsarchive.accounts import secondfactor

    urlpatterns += secondfactor.urlpatterns
if settings.OIDC_ISSUER:
    from newsarchive.accounts import oidc

    urlpatterns += oidc.urlpatterns
