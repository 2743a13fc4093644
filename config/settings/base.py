import shlex

from config.settings.environment import BASE_DIR, DEBUG, env, secret

DEBUG = DEBUG
SECRET_KEY = secret("SECRET_KEY", default="only-for-development" if DEBUG else None)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
VERSION = "0.1.0"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "treebeard",
    "guardian",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "widget_tweaks",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "accounts",
    "deadlines",
    "documents",
    "inspections",
    "rectification",
    "leads",
    "overview",
    "exchange",
    "config",
]

MIDDLEWARE = [
    "config.middleware.health.HealthMiddleware",
    "config.middleware.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.text.TextMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.request_id.RequestIdMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.middleware.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.presence.PresenceMiddleware",
    "accounts.middleware.acting.ActingDutyMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.leftovers.LeftoverMiddleware",
    "accounts.middleware.refusals.RefusalMiddleware",
    "accounts.middleware.once.OnceMiddleware",
    "accounts.middleware.taken.TakenMiddleware",
    "accounts.middleware.readonly.ReadOnlyGetMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "config.context.shell",
            ],
        },
    }
]

DATABASES = {
    "default": env.db_url_config(secret("DATABASE_URL", default="postgres:///inspections"))
}
DATABASES["default"].update(
    {
        "ENGINE": "django.db.backends.postgresql",
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
)

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.packages.PackageFinder",
]
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))()
# Only what pages ask for by its hashed name is kept; nobody downloads a source map in a hurry.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "gz", "br", "png", "ico", "woff", "woff2")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# One file; the proxy in front must allow as much.
UPLOAD_LIMIT_MB = env.int("UPLOAD_LIMIT_MB", default=50)
# A command that reads a file and ends with 0 (clean) or 1 (harmful), such as
# ``clamdscan --no-summary -``. Once it is set, a file that it gives no answer for is refused.
UPLOAD_SCANNER = shlex.split(env.str("UPLOAD_SCANNER", default=""))
# A lead's file never touches the disk in clear: the first handler keeps it in memory (leads.sealing).
LEAD_UPLOAD_LIMIT_MB = min(UPLOAD_LIMIT_MB, 20)
FILE_UPLOAD_HANDLERS = [
    "leads.sealing.uploads.LeadUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "exchange.authentication.KeyAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        "exchange.parsers.BoundedJSONParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_SCHEMA_CLASS": "exchange.schema.Schema",
    "EXCEPTION_HANDLER": "exchange.problems.answer",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Inspection rounds",
    "VERSION": "1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "PlanState": "inspections.states.plan.PlanState",
        "RoundState": "inspections.states.round.RoundState",
        "IssueState": "inspections.states.issue.IssueState",
        "SuggestionState": "rectification.states.SuggestionState",
        "InspectionKind": "inspections.states.round.InspectionKind",
        "ItemKind": "rectification.states.ItemKind",
        "ReportKind": "rectification.states.ReportKind",
        "RectificationReportState": "rectification.states.ReportState",
        "EvidenceKind": "rectification.states.EvidenceKind",
        "SuggestionKind": "rectification.states.SuggestionKind",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
