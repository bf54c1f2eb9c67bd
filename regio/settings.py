"""Settings of Regio, read from the environment; `.env.example` explains each of them.

`REGIO_DEBUG=1` is development mode: secrets get a throw-away default, mail goes to files and the
demonstration may be loaded. Django's own DEBUG stays off even then, so that a developer sees the
pages, errors included, as a user does; tracebacks go to the log.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
env.read_env(env.str("REGIO_ENV_FILE", default=str(BASE_DIR / ".env")))

VAR_DIR = Path(env.str("REGIO_VAR", default=str(BASE_DIR / "var")))
for folder in (VAR_DIR, VAR_DIR / "mail", VAR_DIR / "broker", VAR_DIR / "static"):
    folder.mkdir(parents=True, exist_ok=True)

DEVELOPMENT = env.bool("REGIO_DEBUG", default=False)
DEBUG = False


def required(name, development):
    """Read a setting that has a default in development mode only.

    Raises ImproperlyConfigured naming the variable when it is missing elsewhere.
    """
    value = env.str(name, default=development if DEVELOPMENT else "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: see .env.example")
    return value


SECRET_KEY = required("REGIO_SECRET_KEY", "only-for-development-" + "x" * 40)
ALLOWED_HOSTS = required("REGIO_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
BASE_URL = required("REGIO_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SECURE = BASE_URL.startswith("https://")
SECURITY_CONTACT = env.str("REGIO_SECURITY_CONTACT", default="mailto:security@regio.example")

INSTALLED_APPS = [
    "regio",
    "regio.demo",
    "oogo",
    "checklist",
    "monitoring",
    "agenda",
    "reminders",
    "partners",
    "records",
    "accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "regio.lib.middleware.HostileInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "regio.demo.middleware.DemonstrationMiddleware",
    "regio.lib.middleware.KeepTypedTextMiddleware",
    "regio.lib.middleware.OnceMiddleware",
    "regio.lib.middleware.MethodPageMiddleware",
    "accounts.middleware.RegionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "regio.urls"
WSGI_APPLICATION = "regio.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "regio.home.context.shell",
            ],
            "builtins": ["regio.templatetags.regio"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

DATABASES = {
    "default": env.db_url("REGIO_DATABASE_URL", default=f"sqlite:///{VAR_DIR}/regio.sqlite3")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # As Django sets SQLite up, concurrent writers fail as "locked" (docs/adr/0003-writing.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Walls make queries look dear: compiling one takes PostgreSQL longer than all our rows take. So
    # does weighing every order of eight joins: more than four it keeps as they are written.
    options = DATABASES["default"].setdefault("OPTIONS", {})
    ours = "-c jit=off -c join_collapse_limit=4"
    options["options"] = f"{options.get('options', '')} {ours}".strip()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all web workers without Redis. The rate limits of sign-in live in the first: what a full
# cache throws away is a limit, so that nothing that a visitor can make at will stands beside them.
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": table,
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
    for name, table in {"default": "cache", "once": "cache_once"}.items()
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "assets"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "regio.lib.assets.PackageFinder",
]
(VAR_DIR / "assets").mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- who gets in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.MemberBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "accounts.validators.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "regio.members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "regio.members.account_forms.LoginForm",
    "reauthenticate": "regio.members.account_forms.ReauthenticateForm",
    "reset_password": "regio.members.account_forms.ResetPasswordForm",
    "reset_password_from_key": "regio.members.account_forms.ResetPasswordKeyForm",
    "change_password": "regio.members.account_forms.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("REGIO_PROXIES", default=0)

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "regio.home.errors.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: [] for feature in ("camera", "microphone", "geolocation", "payment", "usb")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- mail and background work --------------------------------------------------------------------
EMAIL = (
    env.email_url(
        "REGIO_EMAIL_URL",
        default=f"filemail:///{VAR_DIR}/mail" if DEVELOPMENT else "",
    )
    if (DEVELOPMENT or "REGIO_EMAIL_URL" in env)
    else required("REGIO_EMAIL_URL", "")
)
globals().update(EMAIL)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("REGIO_FROM_EMAIL", default="Regio <regio@regio.example>")

CBS_ODATA_URL = env.str("REGIO_CBS_ODATA_URL", default="https://datasets.cbs.nl/odata/v1/CBS")

CELERY_BROKER_URL = env.str("REGIO_BROKER_URL", default="filesystem://localhost")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "broker"),
        "data_folder_out": str(VAR_DIR / "broker"),
        "control_folder": str(VAR_DIR / "broker" / "control"),
        "polling_interval": 0.2,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_timeout": 1,
        "socket_connect_timeout": 1,
        "max_retries": 0,
    }

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("REGIO_LOG_LEVEL", default="INFO")},
    "loggers": {"django": {"handlers": [], "level": "INFO", "propagate": True}},
}
