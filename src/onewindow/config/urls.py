"""All URLs of the web process."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from onewindow.config.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("language/", set_language, name="set_language"),
    path("healthz", health, name="health"),
    path("design/", include("onewindow.design.urls")),
    path("desk/", include("onewindow.desk.urls")),
    path("", include("onewindow.portal.urls")),
]

handler400 = "onewindow.design.views.bad_request"
handler403 = "onewindow.design.views.permission_denied"
handler404 = "onewindow.design.views.not_found"
handler500 = "onewindow.design.views.server_error"
