"""Reads what another server answers, as far as it may be taken into memory."""

from aiohttp import ClientResponse


async def beginning_of(response: ClientResponse, *, most_bytes: int) -> tuple[bytes, bool]:
    """Return the body of an answer, and whether it is cut: what lies behind so many bytes is not even read."""
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > most_bytes:
            response.close()
            return bytes(body[:most_bytes]), True
    return bytes(body), False
