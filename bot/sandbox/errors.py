"""How the sandbox refuses: what a bot reads in a Bot API answer, and what a person reads in a control answer."""

from typing import Any


class SandboxError(Exception):
    """Root of everything that the sandbox refuses."""


class ApiError(SandboxError):
    """A refusal in the words of the Bot API."""

    def __init__(self, code: int, description: str, *, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class ControlError(SandboxError):
    """Something that no person could do in the messenger, for instance tapping a button that is not there."""


def bad_request(reason: str) -> ApiError:
    """Refuse a call for what it asks."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """Refuse a call for what the bot may not do."""
    return ApiError(403, f"Forbidden: {reason}")
