"""`leadbot health`: what the running bot says of itself, for a container's health check and for whoever is called."""

import json
import urllib.error
import urllib.request

from bot.commands.exit_codes import CONTENT
from bot.errors import UnreachableError
from bot.settings import Settings

WITHIN_SECONDS = 8.0
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # where one listens is not where one is asked


def tell_health(settings: Settings, *, as_json: bool) -> int:
    """Print whether the bot serves, and what keeps it from serving; return the exit code.

    Raises UnreachableError where it does not answer at all.
    """
    host = _EVERYWHERE.get(settings.http_host, settings.http_host)
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.http_port}/health"
    # Not by way of a proxy that the environment names: it is this machine that is asked.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        try:
            answer = opener.open(address, timeout=WITHIN_SECONDS)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            told = json.loads(answer.read())
        status, problems = told["status"], told.get("problems", ())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreachableError(
            f"no bot answers at {address} ({type(error).__name__}): is it running, and is that its LEADBOT_HTTP_PORT?"
        ) from error
    print(json.dumps(told, ensure_ascii=False) if as_json else "\n".join([status, *problems]))
    return 0 if status == "ok" else CONTENT
