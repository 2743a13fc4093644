import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from accounts.tasks import send_notices

QUEUE_OF_A_COMMAND = """
import django; django.setup()
from accounts.tasks import send_notices
print(send_notices.app.main, send_notices.app.connection().transport_cls)
"""


def test_every_thread_finds_the_queue_that_the_settings_name():
    with ThreadPoolExecutor() as pool:
        app = pool.submit(lambda: send_notices.app).result()

    assert app.main == "inspections"
    assert app.conf.broker_url == settings.CELERY_BROKER_URL


def test_a_command_finds_it_too(site):
    found = subprocess.run(
        [sys.executable, "-c", QUEUE_OF_A_COMMAND], cwd=site, capture_output=True, text=True
    )

    assert found.stdout.split()[0] == "inspections"
    assert "amqp" not in found.stdout
