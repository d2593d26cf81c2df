"""The page's files, from the templates, without anything from elsewhere."""

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

INDEX = "index.html"
WEBSITES = {
    "b2c": ("Shop", "shop.html", ("/shop", "/shop/{product}")),
    "b2b": ("Company", "company.html", ("/business", "/customers", "/pricing")),
}
"""The demo's website for each audience: what it is called, its file, and its addresses, of which the first is home."""
# The page shows what strangers wrote: nothing but its own files may run or load in it.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


def page_routes(folder: Path) -> list[Route]:
    """Return a route for each file of the folder; the index is at the root."""
    names = sorted(file.name for file in folder.iterdir() if file.suffix in (".html", ".css", ".js", ".svg"))
    return [Route("/" if name == INDEX else f"/page/{name}", _sender(folder / name)) for name in names]


def website_routes(folder: Path, audiences: Iterable[str]) -> list[Route]:
    """Return the routes of the websites for some audiences, with what they are made of."""
    shown = [WEBSITES[audience] for audience in audiences]
    return [*page_routes(folder), *(Route(path, _sender(folder / file)) for _, file, paths in shown for path in paths)]


def _sender(file: Path) -> Callable[[Request], Awaitable[Response]]:
    async def send(_: Request) -> Response:
        return FileResponse(file, headers=HEADERS)

    return send
