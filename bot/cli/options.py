"""What several commands take: a lead by its number or key, answers as JSON, and no question before it is done."""

from typing import Annotated

import typer

CALLED = "12 or lead:12 (a number alone is Leadbot's own), '#1042' (handoff, quoted), crm-77 or key:77 (import's key)."
"""How a lead is named, in the help of each command that takes one."""
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
