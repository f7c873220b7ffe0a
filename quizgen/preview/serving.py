"""The preview's server: it answers browsers of this machine alone, and from memory, so that no address leads to a file.

Python's own server does: it can be ended from outside, so that Ctrl-C breaks off a build as well, and needs nothing installed.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer, TCPServer, ThreadingMixIn
from threading import Thread
from typing import Any
from urllib.parse import unquote

import msgspec

from quizgen.pack import shipped
from quizgen.preview.building import Built

HERE = "127.0.0.1"
IDLE_S = 30
"""A browser opens connections in advance and sends nothing; after so long they are let go."""
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".pdf": "application/pdf",
}  # fmt: skip
OWN = {"/": "page.html", "/script.js": "script.js", "/style.css": "style.css"}
"""The preview's own page, which shows the built ones in a frame: what is built stays byte for byte what it is."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
FRAMED = "frame-ancestors 'self'"
"""Beside a built page's own policy: it is framed by nobody else's page."""
HEADERS = {
    "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip


class NoPort(Exception):
    """The port can't be had: another program has it, or the user may not have it."""


class Board:
    """What is shown now; a new build is put in place of it as a whole."""

    def __init__(self, built: Built) -> None:
        self.built = built


class Server(ThreadingMixIn, TCPServer):
    """Listens on this machine's own address; no look-up of a name, so nothing touches the network."""

    allow_reuse_address = os.name == "posix"  # elsewhere it would let two programs share the port
    daemon_threads = True

    def __init__(self, port: int, board: Board) -> None:
        super().__init__((HERE, port), Handler)
        self.board = board
        self.port: int = self.server_address[1]
        self.hosts = {
            name + port for name in (HERE, "localhost") for port in (f":{self.port}", *([""] if self.port == 80 else []))
        }

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (socketserver's own)
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers one browser."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_S
    server: BaseServer

    def do_GET(self) -> None:
        """Answer with the file of that name, with the preview's own page, or with what was built last."""
        assert isinstance(self.server, Server)  # noqa: S101
        built = self.server.board.built
        path, _, query = self.path.partition("?")
        name = unquote(path.removeprefix("/files/"))
        if {*(self.headers.get_all("Host") or ())} - self.server.hosts or "Host" not in self.headers:
            # a page elsewhere whose name was made to lead here (DNS rebinding) still sends that name
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, b"This preview answers its own address only.\n")
        elif path in OWN:
            self._answer(HTTPStatus.OK, _own(OWN[path]), OWN[path], POLICY)
        elif path == "/state":
            is_known = query == built.version
            self._answer(HTTPStatus.NO_CONTENT if is_known else HTTPStatus.OK, b"" if is_known else _state(built), ".json")
        elif path.startswith("/files/") and name in built.files:
            self._answer(HTTPStatus.OK, built.files[name], name, FRAMED)
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"The preview has no such file.\n")

    do_HEAD = do_GET  # noqa: N815

    def _answer(self, status: HTTPStatus, body: bytes, name: str = "", policy: str = "default-src 'none'") -> None:
        kind = TYPES.get(name[name.rfind(".") :], "application/octet-stream") if name else "text/plain; charset=utf-8"
        headers = HEADERS | {"Content-Type": kind, "Content-Security-Policy": policy}
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header, value)
        if status != HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def version_string(self) -> str:
        """Who answers; not which Python."""
        return "quizgen"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(board: Board, port: int) -> Iterator[str]:
    """Serve what the board shows, and yield the address; afterwards the server is gone. Raises NoPort."""
    try:
        server = Server(port, board)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise NoPort(f"port {port}: {why}; give another one, or --port 0 for any that is free") from None
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="preview")
        thread.start()
        try:
            yield f"http://{HERE}:{server.port}/"
        finally:
            server.shutdown()
            thread.join()


def _state(built: Built) -> bytes:
    """What the preview's own page is told of a build."""
    packs = [
        {"title": shelf.title, "lang": shelf.lang, "files": {name: built.digests[name] for name in shelf.files}}
        for shelf in built.shelves
    ]
    lines = [line.encode(errors="replace").decode() for line in built.lines]
    return msgspec.json.encode({"version": built.version, "whole": built.is_whole, "lines": lines, "packs": packs})


def _own(name: str) -> bytes:
    return (shipped.folder("templates") / "preview" / name).read_bytes()
