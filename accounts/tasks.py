from celery import shared_task

from accounts import notices


@shared_task
def send_notices() -> int:
    """E-mail what waits; the number sent. Safe to run twice: a notice is claimed by one worker."""
    sent = 0
    while (notice := notices.claim_next()) is not None:
        notices.send_claimed(notice)
        sent += 1
    return sent
