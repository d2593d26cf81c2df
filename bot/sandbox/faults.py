"""Trouble on demand: what goes wrong with which call of the bot, how often, and after how many good ones."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["429", "500", "502_html", "bad_utf8", "lost_answer", "hang", "refuse", "drop", "migrate"]

BAD_GATEWAY = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)
BAD_UTF8 = b'{"ok":true,"result":{"text":"\xff\xfe\xc3\x28"}}'


@dataclass(slots=True)
class Fault:
    """One kind of trouble; it passes `after` matching calls, then strikes `times` times."""

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    after: int = 0
    retry_after: int = 1
    seconds: float = 5.0
    code: int = 400
    description: str = "Bad Request: refused on demand"
    words: str = ""

    def concerns(self, method: str, chat_id: int | None, text: str) -> bool:
        """Tell whether the fault is about this call: its method, its chat, and `words` within its text."""
        wanted = self.method is None or self.method.lower() == method.lower()
        return wanted and (self.chat_id is None or self.chat_id == chat_id) and self.words in text


@dataclass(slots=True)
class Faults:
    """The faults ordered and not yet used up."""

    ordered: list[Fault] = field(default_factory=list)

    def next_for(self, method: str, chat_id: int | None, text: str) -> Fault | None:
        """Return the fault that strikes this call, and count it."""
        for fault in [one for one in self.ordered if one.concerns(method, chat_id, text)]:
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.ordered.remove(fault)
            return fault
        return None
