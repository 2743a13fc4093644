from datetime import timedelta

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.settings.environment import BASE_DIR, DEBUG, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PasswordBackend"]
# Guardian keeps the rows of named grants; whether one counts today, ``visible_to`` says, not
# ``has_perm`` (docs/decisions/0011-named-readers.md).
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_RAISE_403 = False
ANONYMOUS_USER_NAME = None
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# What a new password must be (accounts/passwords.py). ``modern`` asks for no kinds of characters and for
# no new password each quarter.
PASSWORD_POLICY = env.str("PASSWORD_POLICY", default="dengbao")
_VALIDATION = "django.contrib.auth.password_validation"
PASSWORD_RULES = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "initials", "email")},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
PASSWORD_POLICIES = {
    "dengbao": [
        {"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"least": 10}},
        {"NAME": "accounts.passwords.KindsValidator", "OPTIONS": {"sentence": 16}},
    ],
    "modern": [{"NAME": "accounts.passwords.LengthValidator", "OPTIONS": {"least": 12}}],
}
if PASSWORD_POLICY not in PASSWORD_POLICIES:
    raise ImproperlyConfigured(f"PASSWORD_POLICY is one of: {', '.join(PASSWORD_POLICIES)}.")
AUTH_PASSWORD_VALIDATORS = PASSWORD_POLICIES[PASSWORD_POLICY] + PASSWORD_RULES
PASSWORD_LASTS = {"dengbao": 90, "modern": 0}
PASSWORD_DAYS = PASSWORD_LASTS[PASSWORD_POLICY]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/accounts/sign-in/"

# So many wrong passwords close an account for so many minutes, but not to browsers it knows (B1).
PASSWORD_TRIES = env.int("PASSWORD_TRIES", default=5)
PASSWORD_TRIES_MINUTES = env.int("PASSWORD_TRIES_MINUTES", default=15)
# Proxies of ours in front: that many addresses at the end of X-Forwarded-For are their word.
PROXY_COUNT = env.int("PROXY_COUNT", default=0)

SESSION_COOKIE_NAME = "inspection_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Minutes without a deed of the person; background polling does not count.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=15)
# However busy, a session ends so many hours after the sign-in (security.md B3).
SESSION_LONGEST_HOURS = 8

SECURE_TLS = env.bool("SECURE_TLS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_TLS
SECURE_SSL_REDIRECT = SECURE_TLS
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_TLS
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "config.errors.form_expired"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
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

# A token lives ninety days at most (security.md B5) and carries its owner's duties, no more.
REST_KNOX = {"TOKEN_TTL": timedelta(days=90), "AUTO_REFRESH": False, "TOKEN_LIMIT_PER_USER": 5}
if not DEBUG and not SECURE_TLS:
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]

# Where the end of the journal is written down each day: not in the database, best on another machine's
# disk (docs/decisions/0008-the-journal-seals-itself.md).
JOURNAL_ANCHORS = env.str("JOURNAL_ANCHORS", default=str(BASE_DIR / "var" / "anchors"))

# Leads (docs/decisions/0003-lead-encryption.md): the key file lies outside the database and its
# backups; sealed files lie apart from all other files.
LEAD_KEY_FILE = env.str("LEAD_KEY_FILE", default=str(BASE_DIR / "var" / "keys" / "leads.json"))
LEAD_CIPHER = env.str("LEAD_CIPHER", default="aes-256-gcm")  # or sm4-gcm; mixed data stays readable
LEAD_FILES = env.str("LEAD_FILES", default=str(BASE_DIR / "var" / "lead_files"))
LEAD_SMALLEST_COUNT = 5
DEFAULT_EXCEPTION_REPORTER_FILTER = "leads.sealing.reports.LeadReportFilter"
