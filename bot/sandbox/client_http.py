"""The wire below the sandbox's client: JSON over HTTP, with refusals as errors that say why."""

from typing import Any

import aiohttp

from bot.sandbox.entities import JSON


class RefusedError(AssertionError):
    """The messenger did not let a person do this."""


class Wire:
    """One HTTP session with a sandbox."""

    def __init__(self, url: str, patience: float) -> None:
        self.url = url
        self.patience = patience
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Begin."""
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    async def close(self) -> None:
        """End."""
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str, **query: Any) -> JSON:
        """Read an object; an absent one reads as empty."""
        found = await self._request("GET", path, params=_given(query))
        return found if isinstance(found, dict) else {}

    async def get_list(self, path: str, **query: Any) -> list[JSON]:
        """Read a list."""
        found = await self._request("GET", path, params=_given(query))
        return found if isinstance(found, list) else []

    async def post(self, path: str, **body: Any) -> JSON:
        """Do something; absent details are left out."""
        return await self.post_object(path, _given(body))

    async def post_object(self, path: str, body: JSON) -> JSON:
        """Do something with an object of one's own."""
        done = await self._request("POST", path, json=body)
        return done if isinstance(done, dict) else {}

    async def delete(self, path: str) -> None:
        """Take something back."""
        await self._request("DELETE", path)

    async def _request(self, method: str, path: str, **more: Any) -> Any:
        if self._session is None:
            raise RuntimeError("Open the client first: async with SandboxClient(url) as sandbox: ...")
        async with self._session.request(method, f"{self.url}/sandbox{path}", **more) as answer:
            if answer.status >= 400:
                raise RefusedError(f"{method} {path}: {await _reason(answer)}")
            return await answer.json()


async def _reason(answer: aiohttp.ClientResponse) -> str:
    text = await answer.text()
    if answer.content_type != "application/json":
        return f"{answer.status} {text}"
    body = await answer.json()
    return str(body.get("detail") or body.get("description") or text)


def _given(values: JSON) -> JSON:
    return {name: value for name, value in values.items() if value is not None}
