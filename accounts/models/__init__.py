from accounts.models.closing import AccountClosing
from accounts.models.draft import FormDraft
from accounts.models.duty import Authorization, Duty, Recusal
from accounts.models.file import StoredFile
from accounts.models.job import Job
from accounts.models.journal import JournalEntry
from accounts.models.note import StepNote
from accounts.models.notice import Notice
from accounts.models.organization import Organization
from accounts.models.password_try import PasswordTry
from accounts.models.phrase import Phrase
from accounts.models.reset import PasswordReset
from accounts.models.saved_view import Density, SavedView
from accounts.models.submission import SubmissionKey
from accounts.models.user import User
from accounts.models.versioned import Versioned

__all__ = [
    "AccountClosing",
    "Authorization",
    "Density",
    "Duty",
    "FormDraft",
    "Job",
    "JournalEntry",
    "Notice",
    "Organization",
    "PasswordReset",
    "PasswordTry",
    "Phrase",
    "Recusal",
    "SavedView",
    "StepNote",
    "StoredFile",
    "SubmissionKey",
    "User",
    "Versioned",
]
