from django.utils.translation import gettext_lazy as _

from config.settings.environment import BASE_DIR, env

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "inspection_language"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = USE_TZ = True
# Dates read 2026-03-05 in every language; what people type is accepted in the ways they type it.
FORMAT_MODULE_PATH = "config.formats"
FILTERS_EMPTY_CHOICE_LABEL = _("Any")
# A catalogue an app, so that its words move with its code.
CATALOGUES = [
    "config", "accounts", "deadlines", "documents", "inspections", "rectification", "leads",
    "overview", "exchange",
]  # fmt: skip
LOCALE_PATHS = [BASE_DIR / "locale" / name for name in CATALOGUES]
SYSTEM_NAME = env.str("SYSTEM_NAME", default="")
