"""The one settings file. Everything that differs between places comes from the environment."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from onewindow.config import data_folder, database, environment, outbox, static

PACKAGE = Path(__file__).resolve().parent.parent
HOME = environment.home()
DATA_FOLDER = data_folder()

# A trial runs on 127.0.0.1 with sample data; production sets ONEWINDOW_TRIAL=0 and the rest below.
TRIAL = environment.trial("ONEWINDOW_TRIAL", hosts="ONEWINDOW_HOSTS")
DEBUG = False
SECRET_KEY = environment.secret("ONEWINDOW_SECRET_KEY")
FIELD_KEY = environment.secret("ONEWINDOW_FIELD_KEY")
INDEX_KEY = environment.secret("ONEWINDOW_INDEX_KEY")
ALLOWED_HOSTS = environment.hosts("ONEWINDOW_HOSTS", is_trial=TRIAL)
CSRF_TRUSTED_ORIGINS = environment.words("ONEWINDOW_ORIGINS")
# Where whoever holds a letter checks it; printed as QR code once the site has an address.
VERIFICATION_ADDRESS = f"{CSRF_TRUSTED_ORIGINS[0]}/verification/" if CSRF_TRUSTED_ORIGINS else ""
CITY_NAME = environment.text("ONEWINDOW_CITY", default="示例市")
REGION_CODE = environment.text("ONEWINDOW_REGION", default="999900")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "onewindow.design",  # its sign-in pages go before allauth's
    "pgtrigger",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "axes",
    "onewindow.events",
    "onewindow.accounts",
    "onewindow.orgs",
    "onewindow.documents",
    "onewindow.messages",
    "onewindow.catalogue",
    "onewindow.delegation",
    "onewindow.mandates",
    "onewindow.cases",
    "onewindow.insight",
    "onewindow.projects",
    "onewindow.portal",
    "onewindow.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "onewindow.config.limits.limit_request_size",
    "onewindow.design.views.explain_not_allowed",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "onewindow.design.once.Once",
]

ROOT_URLCONF = "onewindow.config.urls"
WSGI_APPLICATION = "onewindow.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "onewindow.design.templatetags.posting",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = {"default": database.settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "onewindow.accounts.hashers.Argon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/signed-in/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "onewindow.accounts.adapter.AccountAdapter"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "onewindow.accounts.adapter.attempted_username"
AXES_CLIENT_IP_CALLABLE = "onewindow.accounts.adapter.client_address"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
# Axes alone counts failures: allauth's own count lives in one process's memory.
# A hall signs in from one address, and so does the demo; axes counts the failures.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "600/m/ip"}
CSRF_FAILURE_VIEW = "onewindow.design.views.csrf_failure"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

PROCRASTINATE_IMPORT_PATHS = ["onewindow.config.housekeeping", "onewindow.config.sample_redesign"]

STATIC_URL = "/static/"
STATIC_ROOT = static.root()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": static.STORAGE if static.is_built() else static.PLAIN_STORAGE},
}
WHITENOISE_USE_FINDERS = not static.is_built()
FILES_ROOT = HOME / "files"
ANCHORS_ROOT = HOME / "anchors"
OUTBOX_ROOT = HOME / "outbox"
# 秒批: so many cases must agree with humans before a table decides; so many in a hundred of its
# decisions are checked by a human afterwards.
INSTANT_AGREEING = environment.number("ONEWINDOW_INSTANT_AGREEING", default=3 if TRIAL else 30)
INSTANT_CHECK_PERCENT = environment.percent("ONEWINDOW_INSTANT_CHECK_PERCENT", default=5)
UPLOAD_FILE_BYTES = environment.number("ONEWINDOW_UPLOAD_MB", default=20) * 1024 * 1024
UPLOAD_FILES = environment.number("ONEWINDOW_UPLOAD_FILES", default=30)
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A long table of a draft sends every field of every row.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# Where notices go besides the inbox: an adapter for each channel; without one it is off.
MAIL = outbox.mail_server()
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL.host, MAIL.port, 20
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_SSL, EMAIL_USE_TLS = MAIL.is_encrypted, bool(MAIL.user) and not MAIL.is_encrypted
DEFAULT_FROM_EMAIL = environment.text("ONEWINDOW_MAIL_FROM", default="onewindow@localhost")
MESSAGE_CHANNELS = outbox.channels(MAIL, is_trial=TRIAL)

# Set when a proxy ends TLS; it must then write these headers itself.
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.flag("ONEWINDOW_BEHIND_PROXY"))
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not TRIAL
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Browsers heed it over HTTPS only.
SECURE_HSTS_SECONDS = 0 if TRIAL else 365 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # A HEAD request is no reason for a warning, nor is what a user mistyped (404, 422).
    "loggers": {
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
    "root": {
        "handlers": ["console"],
        "level": environment.text("ONEWINDOW_LOG", default="WARNING"),
    },
}
