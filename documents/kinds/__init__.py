"""The kinds of document that can be issued, each with the schema of its context.

A kind is a code, a title, the template versions there have ever been, and a TypedDict. A template
version that has issued a document is never edited again: a change is the next version.
"""

from documents.kinds import (  # noqa: F401 - each registers its kind
    closure_record,
    feedback_opinion,
    inspection_notice,
    rectification_plan,
    rectification_report,
    working_paper,
)
from documents.kinds.registry import Kind, all_kinds, get, register

__all__ = ["Kind", "all_kinds", "get", "register"]
