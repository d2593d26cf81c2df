"""`leadbot health`: a word for a container's health check, sentences for whoever is called."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.contracts.terminal import Terminal, assert_sentence, run

RED = '{"status":"failing","owed":3,"problems":["The disk is full","The sales chat -5 cannot be reached"]}'


@contextmanager
def _telling(status: int, body: str) -> Iterator[int]:
    """Answer one request after the other with this, at a port that is returned."""

    class Bot(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path == "/health"
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Bot) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "body", "ended"),
    [
        (200, '{"status":"ok","owed":0}', Terminal(0, "ok\n", "")),
        (503, '{"status":"starting","owed":0}', Terminal(1, "starting\n", "")),
        (503, RED, Terminal(1, "failing\nThe disk is full\nThe sales chat -5 cannot be reached\n", "")),
    ],
)
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_what_the_bot_says_of_itself_is_printed_and_the_exit_code_tells_it(
    monkeypatch: pytest.MonkeyPatch, host: str, status: int, body: str, ended: Terminal
) -> None:
    with _telling(status, body) as port:
        monkeypatch.setenv("LEADBOT_HTTP_HOST", host)
        monkeypatch.setenv("LEADBOT_HTTP_PORT", str(port))
        # Never by way of a proxy.
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
        assert run("health") == ended
        assert run("health", "--json") == Terminal(ended.code, f"{body.replace(',', ', ').replace(':', ': ')}\n", "")


@pytest.mark.parametrize("body", ["<html>a shop</html>", "[]", '{"state":"ok"}', ""])
def test_whatever_else_answers_there_is_no_bot(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    with _telling(200, body) as port:
        monkeypatch.setenv("LEADBOT_HTTP_PORT", str(port))
        assert_sentence(run("health"), "no bot answers at", "LEADBOT_HTTP_PORT", code=75)


def test_where_nobody_listens_there_is_no_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADBOT_HTTP_PORT", "1")
    assert_sentence(run("health"), "no bot answers at http://127.0.0.1:1/health", code=75)
