from config.settings.environment import env, secret

REDIS_URL = secret("REDIS_URL", default="redis://localhost:6379/0")
# The queue's library has its own spelling for a server behind a Unix socket.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600}
CELERY_BEAT_SCHEDULE = {
    "run-jobs": {"task": "accounts.tasks.run_jobs", "schedule": 5.0},
    "send-notices": {"task": "accounts.tasks.send_notices", "schedule": 30.0},
    "remind": {"task": "deadlines.tasks.remind", "schedule": 600.0},
    "sweep-files": {"task": "accounts.tasks.sweep_files", "schedule": 86400.0},
    "anchor-journal": {"task": "accounts.tasks.anchor_journal", "schedule": 86400.0},
    "forget-tries": {"task": "accounts.tasks.forget_tries", "schedule": 86400.0},
    "forget-answers": {"task": "accounts.tasks.forget_answers", "schedule": 86400.0},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}

EMAIL_URL = secret("EMAIL_URL", default="consolemail://")
vars().update(env.email_url_config(EMAIL_URL))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="inspection@localhost")
