"""Pages of one's own account: allauth's, without those that let people sign up or change who they are."""

from allauth.account import views as account
from allauth.socialaccount import views as single
from allauth.socialaccount.providers.openid_connect import views as sign_on
from django.urls import include, path, re_path

from gongkai.desk.accounts import views

PASSWORD = [
    path("change/", account.password_change, name="account_change_password"),
    path("set/", account.password_set, name="account_set_password"),
    path("reset/", account.password_reset, name="account_reset_password"),
    path("reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9a-z]{1,13})-(?P<key>[0-9a-z-]{1,100})/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "reset/key/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
]
SINGLE_SIGN_ON = [
    path("", single.connections, name="socialaccount_connections"),
    path("login/cancelled/", single.login_cancelled, name="socialaccount_login_cancelled"),
    path("login/error/", single.login_error, name="socialaccount_login_error"),
    # Where somebody comes from single sign-on whom nobody invited: the page says so.
    path("signup/", single.signup, name="socialaccount_signup"),
]
urlpatterns = [
    path("", views.overview, name="account_email"),  # the name that allauth goes by
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", include(PASSWORD)),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="usersessions_end"),
    path("3rdparty/", include(SINGLE_SIGN_ON)),
    path("oidc/<str:provider_id>/login/", views.sign_on, name="openid_connect_login"),
    path("oidc/<str:provider_id>/login/callback/", sign_on.callback, name="openid_connect_callback"),
]
