from celery import shared_task

from deadlines import reminders


@shared_task
def remind() -> int:
    """Send the reminders that are due; the number sent. Safe to run twice, and at any hour."""
    return reminders.send_due_reminders()
