"""The server of a preview: one folder, for this machine alone, in a frame that follows the news of builds."""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import re
import secrets
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from multitrack.errors import MachineError, UsageError

if TYPE_CHECKING:
    from collections.abc import Generator

HOST: Final = "127.0.0.1"
_EVENTS: Final = "/-/events"
_ALIVE_S: Final = 15.0
"""Seconds between signs of life, by which a browser that has gone is noticed."""
_INSIDE: Final = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)
_HTTP_PORT: Final = 80
"""Of which browsers do not speak."""
_HIGHEST_PORT: Final = 65535


@dataclass(frozen=True)
class News:
    """The state of the pages.

    Attributes
    ----------
    page
        The page to begin with, relative to the folder; empty as long as there is none.
    build
        Changes with every build that has put new pages in place.
    problems
        Why there are none, or what else is wrong, a line each.
    """

    page: str = ""
    build: str = ""
    problems: tuple[str, ...] = ()

    def to_event(self) -> bytes:
        """Return the news as a server-sent event."""
        said = json.dumps({"page": self.page, "build": self.build, "problems": self.problems}, ensure_ascii=False)
        return f"data: {said}\n\n".encode()

    @classmethod
    def of_event(cls, line: bytes) -> Self:
        """Return the news in a line of events; none in any other line."""
        if not line.startswith(b"data: "):
            return cls()
        said: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
        return cls(said["page"], said["build"], tuple(said["problems"]))


@dataclass
class NewsStand:
    """The latest news, for all who wait for newer ones."""

    news: News = field(default_factory=News)
    has_closed: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def tell_pages(self, page: str) -> None:
        """Say that new pages are in place."""
        self._tell(News(page, secrets.token_hex(8)))

    def tell_problems(self, problems: tuple[str, ...]) -> None:
        """Tell of problems; the pages stay."""
        self._tell(replace(self.news, problems=problems))

    def close(self) -> None:
        """Send all home."""
        self.has_closed = True
        self._tell(self.news)

    def wait(self, seen: News | None) -> News:
        """Return the news, as soon as they are other than those seen or some time has passed."""
        with self._changed:
            self._changed.wait_for(lambda: self.news != seen or self.has_closed, _ALIVE_S)
            return self.news

    def _tell(self, news: News) -> None:
        with self._changed:
            self.news = news
            self._changed.notify_all()


class PageServer(ThreadingHTTPServer):
    """Serves the files of a folder to browsers on this machine."""

    allow_reuse_address = sys.platform != "win32"  # where it lets two servers have one port

    def __init__(self, port: int, folder: Path, stand: NewsStand) -> None:
        self.folder = folder.resolve()
        self.stand = stand
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """The address of the preview."""
        return f"http://{HOST}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401  (as the base class has it)
        """Pass over a browser that has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(port: int, folder: Path, stand: NewsStand) -> Generator[PageServer]:
    """Serve a folder for the block.

    Raises
    ------
    UsageError
        If the port cannot be had.
    """
    if not 0 <= port <= _HIGHEST_PORT:
        message = f"--port {port}: take 0 to {_HIGHEST_PORT}; with 0 the system takes one that is free"
        raise UsageError(message)
    try:
        server = PageServer(port, folder, stand)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise MachineError.of(error, f"{HOST}:{port}", "--port") from None
        held = "in use, perhaps by another preview" if error.errno == errno.EADDRINUSE else "kept for the system"
        message = f"--port {port}: the port is {held}; take another, or 0 for one that is free"
        raise UsageError(message) from None
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    try:
        yield server
    finally:
        stand.close()
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    server: PageServer  # pyright: ignore[reportIncompatibleVariableOverride]

    def parse_request(self) -> bool:
        """Refuse any other address than this server's: a page elsewhere may give its own name this machine's number."""
        port = self.server.server_port
        if not super().parse_request():
            return False
        named, _, at = self.headers.get("Host", "").partition(":")
        if named not in {HOST, "localhost"} or (at or str(_HTTP_PORT)) != str(port):
            self.send_error(HTTPStatus.FORBIDDEN, f"ask for {self.server.address}")
            return False
        return True

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/":
            self._send_frame()
        elif path == _EVENTS:
            self._send_news()
        else:
            super().do_GET()

    def translate_path(self, path: str) -> str:
        self.directory = str(self.server.folder)
        nowhere = self.server.folder / "\N{EM DASH}"
        try:
            real = Path(super().translate_path(path)).resolve()
        except ValueError:  # no path has a zero byte
            return str(nowhere)
        return str(real if real.is_relative_to(self.server.folder) else nowhere)

    def list_directory(self, path: Any) -> None:  # noqa: ANN401, ARG002  (as the base class has it)
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        for name, value in {
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
        }.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401  (as the base class has it)
        """Print nothing."""

    def _send_frame(self) -> None:
        page, policy = _read_frame()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def _send_news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen: News | None = None
        while not self.server.stand.has_closed:
            news = self.server.stand.wait(seen)
            self.wfile.write(news.to_event() if news != seen else b":\n\n")
            seen = news


@cache
def _read_frame() -> tuple[bytes, str]:
    """Return the page around the pages, and a policy that allows it nothing but itself."""
    text = resources.files("multitrack").joinpath("preview.html").read_text(encoding="utf-8")
    hashes = {
        kind: base64.b64encode(hashlib.sha256(inside.encode()).digest()) for kind, inside in _INSIDE.findall(text)
    }
    allowed = "; ".join(f"{kind}-src 'sha256-{digest.decode()}'" for kind, digest in hashes.items())
    return text.encode(), f"default-src 'none'; frame-src 'self'; connect-src 'self'; {allowed}"
