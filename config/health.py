"""Whether each part of the site does its work."""

import os
import socket
import urllib.error
import urllib.request
from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from config.celery import app

# Beat writes down every three minutes when it last ran what.
LONGEST_SILENCE = timedelta(minutes=7)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def queue_answers() -> bool:
    try:
        return bool(redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5).ping())
    except redis.RedisError:
        return False


def web_answers() -> bool:
    address = f"http://localhost:{os.environ.get('PORT', '8000')}/readyz"
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except urllib.error.URLError:
        return False


def worker_answers() -> bool:
    """Asks the worker of this machine, which in a container is the container."""
    return bool(app.control.ping(destination=[f"celery@{socket.gethostname()}"], timeout=5))


def beat_beats() -> bool:
    recent = timezone.now() - LONGEST_SILENCE
    return PeriodicTask.objects.filter(last_run_at__gt=recent).exists()
