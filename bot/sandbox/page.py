"""The page's files, from the templates, without anything from elsewhere."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

INDEX = "index.html"
# The page shows what strangers wrote: nothing but its own files may run or load in it.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def page_routes(folder: Path) -> list[Route]:
    """Return a route for each file of the folder; the index is at the root."""
    names = sorted(file.name for file in folder.iterdir() if file.suffix in (".html", ".css", ".js", ".svg"))
    return [Route("/" if name == INDEX else f"/page/{name}", _sender(folder / name)) for name in names]


def _sender(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def send(_: Request) -> Response:
        return FileResponse(file, headers=HEADERS)

    return send
