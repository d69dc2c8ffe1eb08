"""Django's settings, all from the environment; docs/operate.zh.md explains each."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import bootstrap
import environ
import structlog
from csp.constants import NONE, SELF

from gongkai.isolation.roles import Role

env = environ.Env()
DEMO_KEY = "demo-key-never-used-in-production-0000000000000000000"

PRODUCTION = env.str("GONGKAI_ENV", "demo") == "production"
DEBUG = env.bool("GONGKAI_DEBUG", False)
SECRET_KEY = env.str("GONGKAI_SECRET_KEY", DEMO_KEY)
SECRET_KEY_FALLBACKS = env.list("GONGKAI_OLD_SECRET_KEYS", default=[])
# Seal personal data: the first seals, all unseal. Lost keys are lost data, so they are kept apart from it.
FIELD_KEYS = env.list("GONGKAI_FIELD_KEYS", default=[SECRET_KEY])
# Everything that this installation writes, but for the database of a given server.
VAR = Path(env.str("GONGKAI_VAR", "var")).resolve()
SITE_URL = env.str("GONGKAI_SITE_URL", "http://127.0.0.1:8000")
# Probes on this machine, ``gongkai serve`` itself among them, ask by the address and know no other name.
ALLOWED_HOSTS = ["127.0.0.1", *env.list("GONGKAI_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

ROOT_URLCONF = "gongkai.urls"
WSGI_APPLICATION = "gongkai.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The e-mail is unique whatever its case, by a constraint that this check does not understand.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]

INSTALLED_APPS = [
    "gongkai.ledger",
    "gongkai.organs",
    "gongkai.jobs",
    "gongkai.notices",
    "gongkai.files",
    "gongkai.letters",
    "gongkai.catalogue",
    "gongkai.channels",
    "gongkai.requests",
    "gongkai.disputes",
    "gongkai.reports",
    "gongkai.faces",
    "gongkai.portal",
    "gongkai.desk",
    "gongkai.service",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "rules.apps.AutodiscoverRulesConfig",
    "procrastinate.contrib.django",
    "django_filters",
    "django_tables2",
    "crispy_forms",
    "crispy_bootstrap5",
]

MIDDLEWARE = [
    "gongkai.health.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "gongkai.api.middleware.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.portal.baking.middleware.BakedMiddleware",
    "gongkai.isolation.middleware.ScopeMiddleware",
    "gongkai.portal.moved.MovedMiddleware",
    "gongkai.desk.accounts.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.desk.accounts.middleware.PlacesMiddleware",
    "gongkai.desk.middleware.StaffMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.portal.context.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "components/table.html"
FILTERS_EMPTY_CHOICE_LABEL = "全部"

# --- the database: one connection a process, a transaction a request (ScopeMiddleware) ---
DATABASES = {"default": env.db("DATABASE_URL", "postgresql://gongkai_app@127.0.0.1/gongkai")}
DATABASES["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
DATABASES["default"].setdefault("OPTIONS", {})
# Only `gongkai migrate` and its like set this, and connect as the owner.
if env.bool("GONGKAI_MAINTENANCE", False):
    DATABASES["default"]["OPTIONS"]["options"] = "-c app.maintenance=on"

# --- people ---
AUTH_USER_MODEL = "organs.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai.desk.accounts.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "gongkai.desk.accounts.passwords.GuessableValidator"},
    {"NAME": "gongkai.desk.accounts.passwords.SimilarValidator"},
    {"NAME": "gongkai.desk.accounts.passwords.NumericValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "gongkai.desk.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "gongkai.desk.accounts.adapter.SingleSignOnAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # whoever has no account is not written to, whatever address was typed
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# Whole offices share an address, so these are wide; wrong passwords are counted by django-axes besides.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "5/5m/key",  # wrong codes of the second factor
    "reset_password": "10/m/ip,3/10m/key",
    "reset_password_from_key": "10/m/ip",
    # On the portal: above the first, a plain question is asked; the others count wrong query codes.
    "portal_ask": "20/h/ip",
    "portal_code": "20/10m/ip",
    "portal_number": "30/h/key",
    "portal_error": "10/h/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("GONGKAI_PROXIES", 0)
ACCOUNT_FORMS = {
    "login": "gongkai.desk.accounts.forms.LoginForm",
    "reset_password": "gongkai.desk.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "gongkai.desk.accounts.forms.ResetPasswordKeyForm",
    "change_password": "gongkai.desk.accounts.forms.ChangePasswordForm",
    "set_password": "gongkai.desk.accounts.forms.SetPasswordForm",
    "reauthenticate": "gongkai.desk.accounts.forms.ReauthenticateForm",
}
USERSESSIONS_TRACK_ACTIVITY = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ADAPTER = "gongkai.desk.accounts.adapter.SecondFactorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the organ's administrator vouches for the address
MFA_TOTP_TOLERANCE = 1  # clocks of phones differ by half a minute
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_FORMS = {
    "authenticate": "gongkai.desk.accounts.forms.AuthenticateForm",
    "reauthenticate": "gongkai.desk.accounts.forms.ReauthenticateWithCodeForm",
    "activate_totp": "gongkai.desk.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "gongkai.desk.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "gongkai.desk.accounts.forms.EditWebAuthnForm",
    "login_webauthn": "gongkai.desk.accounts.forms.LoginWebAuthnForm",
    "authenticate_webauthn": "gongkai.desk.accounts.forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "gongkai.desk.accounts.forms.ReauthenticateWebAuthnForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "公开"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
SOCIALACCOUNT_ONLY = False
# The organ's own identity platform is believed when it vouches for a mailbox; others are not asked.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
OIDC_SERVER = env.str("GONGKAI_OIDC_SERVER", "")
SINGLE_SIGN_ON = {
    "provider_id": "sso",
    "name": env.str("GONGKAI_OIDC_NAME", "统一身份认证"),
    "client_id": env.str("GONGKAI_OIDC_CLIENT", ""),
    "secret": env.str("GONGKAI_OIDC_SECRET", ""),
    "settings": {"server_url": OIDC_SERVER},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [SINGLE_SIGN_ON] if OIDC_SERVER else []}}
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "gongkai.desk.accounts.lockout.username"
AXES_CLIENT_IP_CALLABLE = "gongkai.desk.accounts.lockout.address"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # nobody keeps another out by trying on and on
AXES_HANDLER = "gongkai.desk.accounts.lockout.Handler"
# Each wrong password is kept, with the address it came from: as long as other logs of log-ins (jobs.tasks).
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_ACCESS_FAILURE_LOG_PER_USER_LIMIT = 100_000
AXES_LOCKOUT_TEMPLATE = "account/locked.html"

# --- sessions, cookies, headers ---
SESSION_ENGINE = "gongkai.desk.accounts.sessions"
SESSION_COOKIE_NAME = "gongkai"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SESSION_COOKIE_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
if env.int("GONGKAI_PROXIES", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # The button for single sign-on posts to us, and is sent on from there.
        "form-action": [
            SELF,
            *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER))] if OIDC_SERVER else []),
        ],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Limits on tries are counted here, for all processes together.
CACHES = {
    "default": {
        "BACKEND": "gongkai.desk.accounts.counting.SharedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # published texts as Word and PDF; what is written anew at any time
    "printed": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "printed",
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}
API_PER_MINUTE = env.int("GONGKAI_API_PER_MINUTE", 300)  # by address: whole offices share one; 0 is no limit
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --- language, days ---
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- logs: one line an event, without personal data; JSON in production ---
LOG_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso"),
]
LOG_LAST: list[Any] = [  # without the values of variables, which may hold what people wrote
    structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
]
if PRODUCTION:
    LOG_LAST = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
structlog.configure(
    processors=[*LOG_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": LOG_STEPS,
            "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *LOG_LAST],
        }
    },
    "handlers": {"screen": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["screen"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["screen"], "level": "INFO", "propagate": False},
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},  # its lines name people and addresses; the table keeps them
        "procrastinate": {"level": "WARNING"},
    },
}

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [("bootstrap", next(iter(bootstrap.__path__)))]
FILES_ROOT = VAR / "files"
SEARCH_ROOT = VAR / "search"  # derived: `gongkai search rebuild` makes it anew
# Views of pages wait here to be summed up, with the day's salt: in memory, so that neither is ever on a disk.
MEMORY = Path(env.str("GONGKAI_MEMORY", "/dev/shm"))  # noqa: S108  a folder of one's own below it
VISITS_ROOT = (
    MEMORY / f"gongkai-{os.getuid()}-{crc32(str(VAR).encode()):08x}" if MEMORY.is_dir() else VAR / "visits"
)
OPENDATA_ROOT = VAR / "opendata"  # derived: `gongkai opendata` makes it anew
BAKED_ROOT = VAR / "baked"  # derived: `gongkai bake --all` makes it anew
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gongkai.faces.collected.CollectedStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
# Maps are asked for by developer tools alone, and take as long to compress as all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "png", "jpg", "webp", "woff2")
CLAMD = env.str("GONGKAI_CLAMD", "")
FILES_MOST_BYTES = env.int("GONGKAI_FILE_MB", 200) << 20  # a file, and a form with files
FILES_MOST_AT_ONCE = DATA_UPLOAD_MAX_NUMBER_FILES = env.int("GONGKAI_FILES_AT_ONCE", 20)
FILES_ORGAN_BYTES = env.int("GONGKAI_ORGAN_GB", 50) << 30
FILES_ORGAN_COUNT = env.int("GONGKAI_ORGAN_FILES", 200_000)
# Wordings that must not be published, beside those that are shipped.
SEVERE_WORDS = env.str("GONGKAI_SEVERE_WORDS", "")
FILE_UPLOAD_HANDLERS = ["gongkai.files.handlers.BoundedUploadHandler"]

# --- mail, text messages ---
EMAIL_HOST = env.str("GONGKAI_SMTP_HOST", "")
EMAIL_PORT = env.int("GONGKAI_SMTP_PORT", 25)
EMAIL_HOST_USER = env.str("GONGKAI_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.str("GONGKAI_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.bool("GONGKAI_SMTP_STARTTLS", False)
EMAIL_USE_SSL = env.bool("GONGKAI_SMTP_SSL", False)
EMAIL_TIMEOUT = 20
# Without a server, mails become files that the operator can read.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("GONGKAI_MAIL_FROM", "gongkai@localhost")
# Where the mail system reports what it could not deliver, as bounces@…; each mail gets an address of its own.
MAIL_BOUNCES = env.str("GONGKAI_MAIL_BOUNCES", "")
SMS_BACKEND = env.str("GONGKAI_SMS", "gongkai.notices.sms.FileBackend")
SMS_FILE_PATH = VAR / "sms"

# --- what follows from an act ---
HANDLERS = "gongkai.handlers.HANDLERS"
QUEUE = "gongkai.jobs.job.queue_up"
DUE_SOURCES = "gongkai.handlers.DUE_SOURCES"
FILE_HOLDERS = "gongkai.handlers.FILE_HOLDERS"
# A few jobs at once, each in a thread: one that waits for a mail server must not hold up the others.
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4, "update_heartbeat_interval": 5.0}
# A daily job is made up for when no worker was there at its hour.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 24 * 60 * 60}

# --- where a request runs ---
# Path prefixes, the first that fits; every other page is the public's.
SCOPES = {
    "/desk/": Role.GATE,  # until StaffMiddleware knows who it is
    "/accounts/": Role.GATE,
}
# Pages that read no rows: they take no scope, and say themselves when the database is away.
WITHOUT_DATABASE = ("/healthz", "/readyz", "/metrics", "/static/", "/visits/")
METRICS_TOKEN = env.str("GONGKAI_METRICS_TOKEN", "")
