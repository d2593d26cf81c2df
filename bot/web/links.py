"""Links on our own address: to the chat, to a content, or where marketing made one lead, and nowhere else."""

import re

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from bot import clock
from bot.in_force import InForce
from bot.usecases.links.lead_on import lead_on
from bot.usecases.links.open_content import GO
from storage.store import Store

MOST_KEPT_A_MINUTE = 600
"""Clicks of which more is kept than that they lead on: a flood of them fills no disk, and everybody gets through."""
_NO_PERSON = re.compile(
    r"bot|crawl|spider|preview|scan|monitor|facebookexternalhit|whatsapp|slack|skype|curl|wget|python|java/|go-http|axios",
    re.IGNORECASE,
)
"""What calls itself so follows a link for somebody: to show it, to check it, to watch it."""
_NOWHERE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>404</title><p>This link leads nowhere any more.<p>Ce lien ne mène plus nulle part.
<p>Este enlace ya no lleva a ninguna parte.<p>Den här länken leder ingenstans längre."""


class Pace:
    """How many clicks of this minute have been kept."""

    def __init__(self) -> None:
        self._minute, self._kept = 0, 0

    def has_room(self) -> bool:
        """Count one more, and return whether it may be kept."""
        minute = int(clock.elapsed() // 60)
        self._kept = self._kept + 1 if minute == self._minute else 1
        self._minute = minute
        return self._kept <= MOST_KEPT_A_MINUTE


def add_links(web: FastAPI, database: Store, in_force: InForce) -> None:
    """Let the web application lead on whoever follows a link of ours."""
    pace = Pace()

    @web.api_route(f"{GO}{{link_id}}", methods=["GET", "HEAD"], include_in_schema=False)
    async def follow(link_id: str, request: Request) -> Response:
        is_person = request.method == "GET" and not _NO_PERSON.search(request.headers.get("User-Agent", "bot"))
        counts = is_person and pace.has_room()
        now, query = clock.utc_now(), request.url.query
        look = database.write if counts else database.read
        target = await look(lambda tx: lead_on(tx, link_id, query, counts=counts, setup=in_force.setup, now=now))
        # Kept by a browser, a second click would not reach us.
        never = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
        if target is None:
            return HTMLResponse(_NOWHERE, status_code=404, headers=never)
        return RedirectResponse(target, status_code=302, headers=never)
