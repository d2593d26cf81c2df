"""The address that each sender reports to."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from bot import logs, metrics
from bot.foreign_events import Reporter
from bot.senders import Sender
from bot.web.senders.addresses import PATH
from bot.web.senders.deliveries import is_ping, parse
from bot.web.senders.signatures import SignatureError, verify
from bot.web.signals.answers import BUSY, NOT_JSON, NOT_STORED, STATUS, TOO_LARGE, TOO_SLOW, WRONG_KEY
from bot.web.signals.bodies import BrokenBodyError, NoRoomError, TooLargeError, announced, read
from bot.web.signals.intake import BUSY_SECONDS, RefusedError, SignalIntake, count_mistakes
from bot.web.signals.limits import BusyError
from bot.web.signals.parsed import NotJsonError, Parsed
from storage import sender_secrets
from storage.errors import StorageError
from storage.sender_secrets import StoredSecret

MOST_BYTES = 2_000_000
"""A thousand events of a mailing, as they are brought at once."""
SOURCE = "sender:"
"""How the source of a sender's events begins: no key is called so."""
_DIALECT = "senders"


def add_senders(web: FastAPI, intake: SignalIntake) -> None:
    """Let the web application take in what senders bring."""

    @web.api_route(f"{PATH}{{name}}", methods=["GET", "HEAD", "POST"], include_in_schema=False)
    @web.api_route(f"{PATH}{{name}}/{{token}}", methods=["GET", "HEAD", "POST"], include_in_schema=False)
    async def take(request: Request, name: str, token: str = "") -> Response:
        sender = intake.in_force.setup.playbooks.senders.get(name)
        try:
            stored = await intake.database.read(lambda tx: sender_secrets.of(tx, name)) if sender else None
        except StorageError:
            return _refused(RefusedError(NOT_STORED, "the database cannot be read", wait_seconds=BUSY_SECONDS))
        if sender is None or stored is None:
            return JSONResponse({"error": "there is no such sender, or it has no secret"}, status_code=404)
        if request.method != "POST":
            return JSONResponse({"sender": name})  # some look whether there is anything before they report to it
        try:
            parsed = await _taken(intake, request, sender, stored, token=token)
        except RefusedError as error:
            return _refused(error)
        return JSONResponse({"reports": len(parsed.reports), "mistakes": len(parsed.mistakes)})


def _refused(error: RefusedError) -> Response:
    metrics.REQUESTS_REFUSED.labels(_DIALECT, error.reason).inc()
    wait = {"Retry-After": str(error.wait_seconds)} if error.wait_seconds else {}
    return JSONResponse({"error": str(error)}, status_code=STATUS[error.reason], headers=wait)


async def _taken(intake: SignalIntake, request: Request, sender: Sender, stored: StoredSecret, *, token: str) -> Parsed:
    """Return what a delivery says once it is on disk; raise RefusedError."""
    intake.refuse_if_busy()
    at, headers = intake.now(), {name.lower(): value for name, value in request.headers.items()}
    try:
        with intake.room.taken(announced(request, most=MOST_BYTES)):
            body = await read(request, most=MOST_BYTES)
            if is_ping(sender, body):
                return Parsed(())
            verify(sender.signed, stored.secret, body, headers, token=token, now=at)
            parsed = parse(sender, body, headers, at=at)
            count_mistakes(parsed)
            await intake.record(parsed.reports, Reporter(f"{SOURCE}{sender.name}", True, stored.audience))
    except SignatureError as error:
        raise RefusedError(WRONG_KEY, str(error)) from None
    except TooLargeError as error:
        raise RefusedError(TOO_LARGE, f"{error}, expected at most {MOST_BYTES}") from None
    except (NotJsonError, BrokenBodyError) as error:
        raise RefusedError(NOT_JSON, str(error)) from None
    except (TimeoutError, ClientDisconnect) as error:
        raise RefusedError(TOO_SLOW, "the body did not arrive") from error
    except (NoRoomError, BusyError):
        raise RefusedError(BUSY, "too much is coming in", wait_seconds=BUSY_SECONDS) from None
    except ValueError as error:
        logs.logger().error("The secret of a sender is none of its kind.", action="signals", error=error)
        raise RefusedError(WRONG_KEY, "the secret that is kept here cannot be used") from None
    return parsed
