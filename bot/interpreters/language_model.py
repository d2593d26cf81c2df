"""The interpreter that an operator may switch on: a language model behind any OpenAI-compatible server.

It is shown a masked message and chooses; what is believed of that, rules decide (``bot/understanding/borne_out.py``).
Here is the door to the server: nothing that it may answer, or fail to, gets further than ``LanguageModelError``.
"""

import asyncio
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.errors import LanguageModelError
from bot.http_answers import beginning_of
from bot.interpreters.model_request import (
    ModelRequest,
    asks_of,
    claims_in,
    interpretation_request,
    lines_in,
    phrases_of,
    summary_request,
)
from bot.playbooks import Playbooks
from bot.settings import Settings
from bot.understanding.borne_out import IsLike, Witness, borne_out
from bot.understanding.interpretation import Interpretation
from bot.understanding.interpreter import Typed
from bot.understanding.masking import masked

T = TypeVar("T")

WITHIN_SECONDS = 4.0
"""So long a prospect may wait for a model before the conversation goes on without it."""
SUMMARY_WITHIN_SECONDS = 30.0
"""Nobody waits for a summary."""
MAX_ANSWER_BYTES = 100_000
"""An answer by the schema has a hundredth of it; one without an end must not take all memory."""


class LanguageModel:
    """A model of a server: ``name`` is the model's, ``host`` where it runs."""

    def __init__(self, url: str, name: str, key: str = "", *, within_seconds: float = WITHIN_SECONDS) -> None:
        self.name = name
        self.host = urlsplit(url).hostname or ""
        self._url = f"{url.rstrip('/').removesuffix('/chat/completions')}/chat/completions"
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._within = within_seconds
        self._session: ClientSession | None = None

    async def interpret(
        self, typed: Typed, *, playbooks: Playbooks, names: Sequence[str], is_like: IsLike | None
    ) -> Interpretation:
        """Return what a message means as far as its words bear it out; raise LanguageModelError.

        ``names`` are what the prospect goes by: they do not leave.
        """
        shown = masked(typed.text, names, locale=typed.locale)
        claims = _read(await self._ask(interpretation_request(playbooks, typed, shown), self._within), claims_in)
        witness = Witness(shown, phrases_of(playbooks, typed), asks_of(playbooks, typed), is_like)
        # To compare words by likeness takes some milliseconds.
        return await asyncio.to_thread(borne_out, claims, typed, witness)

    async def sum_up(self, material: dict[str, Any], *, language: str) -> tuple[str, ...]:
        """Return the lines in which the model sums somebody up, as it wrote them; raise LanguageModelError."""
        return _read(await self._ask(summary_request(material, language=language), SUMMARY_WITHIN_SECONDS), lines_in)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _ask(self, request: ModelRequest, seconds: float) -> str:
        """Return the text that the model answers to a request; raise LanguageModelError."""
        body, limit = request.body(self.name), ClientTimeout(total=seconds)
        try:
            # Not to where it is sent on: the key is for this server.
            async with self._connected().post(
                self._url, json=body, headers=self._headers, timeout=limit, allow_redirects=False
            ) as response:
                answer, is_cut = await beginning_of(response, most_bytes=MAX_ANSWER_BYTES)
        except TimeoutError:
            raise LanguageModelError("no answer in time") from None
        except (ClientError, OSError, ValueError):
            # The error's own text would show the address, and may show more.
            raise LanguageModelError("it cannot be reached") from None
        if is_cut:
            raise LanguageModelError("the answer is too large")
        if response.status != 200:
            raise LanguageModelError(f"HTTP {response.status}")
        return _content(answer)

    def _connected(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession()
        return self._session


def model_of(settings: Settings) -> LanguageModel | None:
    """Return the language model that is switched on, if one is."""
    if not settings.llm_url or not settings.llm_model:
        return None
    key = settings.llm_key.get_secret_value() if settings.llm_key else ""
    return LanguageModel(settings.llm_url, settings.llm_model, key)


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        raise LanguageModelError("the answer is none of a chat completion") from None
    if not isinstance(content, str):
        raise LanguageModelError("the answer is empty")
    return content


def _read(content: str, read: Callable[[str], T]) -> T:
    try:
        return read(content)
    except ValueError:
        raise LanguageModelError("the answer is no JSON by the schema") from None
