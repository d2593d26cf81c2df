"""What can go wrong between us and our neighbours, by what whoever notices can do about it."""


class LeadbotError(Exception):
    """Something an operator must know, said in one sentence with what to do."""

    is_temporary = False
    """Whether the same may succeed later, without anybody's doing."""


class UnreachableError(LeadbotError):
    """A neighbour (Telegram, the bot that runs) does not answer now; it may later."""

    is_temporary = True


class LanguageModelError(Exception):
    """A language model gave no answer that could be used. ``loggable`` says why, and quotes nobody."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.loggable = reason


class DeliveryError(Exception):
    """A message was not (known to be) delivered.

    ``permanent``: trying again is useless. ``retry_after``: seconds to wait, where the messenger says so.
    ``blocked``: the chat takes no messages from us. ``moved_to``: the chat has this id now. ``reason`` is for the log
    and never holds a person's words.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        blocked: bool = False,
        moved_to: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.blocked = blocked
        self.moved_to = moved_to

    @property
    def is_answer(self) -> bool:
        """Return whether the messenger said something about this chat or message; else it cannot be reached at all."""
        return self.permanent or self.blocked or self.retry_after is not None or self.moved_to is not None
