"""What marketing edits, read from files: scripts, models and texts, checked down to the last line.

It makes the values that the conversation, the scoring and the desk work with, and knows none of these at work.
"""

from bot.playbooks.business import Business
from bot.playbooks.drafts import Draft, draft_of, load_draft, load_model
from bot.playbooks.languages import language_called
from bot.playbooks.loading import check, load, load_desk_rules, load_drafts, load_import_mappings
from bot.playbooks.playbook import Playbook, Playbooks, Texts
from bot.playbooks.problems import FileProblem, PlaybookError
from bot.playbooks.template_sources import Kept, changed_at, fingerprint, is_folder
from bot.playbooks.topics import topic_examples, without_topics

__all__ = [
    "Business",
    "Draft",
    "FileProblem",
    "Kept",
    "Playbook",
    "PlaybookError",
    "Playbooks",
    "Texts",
    "changed_at",
    "check",
    "draft_of",
    "fingerprint",
    "is_folder",
    "language_called",
    "load",
    "load_desk_rules",
    "load_draft",
    "load_drafts",
    "load_import_mappings",
    "load_model",
    "topic_examples",
    "without_topics",
]
