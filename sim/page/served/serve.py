"""The served mode: the page and its answers over HTTP, on this machine unless somebody asks for more.

A page of another site cannot reach it: the Host must be one of its own names, and so must an Origin; and JSON is read
from those alone who may send it. What is refused is told in one line, what fails unforeseen on the terminal alone.
"""

from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import select
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from sim.ensemble import EnsembleError
from sim.experiments.plans.plan import PlanError
from sim.model.parameters import ParameterError
from sim.page.document import policy, script_of
from sim.page.served.answers import Answers, GoneError
from sim.page.served.asked import RefusedError
from sim.words import say, told

LARGEST = 64 * 1024  # bytes of a request
READ_SECONDS = 10.0  # for a whole request to arrive
END_SECONDS = 10.0  # for computations to be given up
MOST_CONNECTIONS = 64
RETRY_SECONDS = 5
LOCAL = ("127.0.0.1", "localhost", "[::1]")
HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
NOTHING = "default-src 'none'; frame-ancestors 'none'"  # what an answer that is no page may do


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Server(ThreadingHTTPServer):
    """Listens from the start; what comes before `open` is given a page waits.

    Parameters
    ----------
    host, port : where; port 0 is any that is free
    lang : of what is told when something is refused

    Raises
    ------
    OSError
        If the address cannot be had.
    """

    daemon_threads = True
    request_queue_size = MOST_CONNECTIONS  # with five, the default, a class at once waits for seconds
    allow_reuse_address = os.name == "posix"  # elsewhere it would let two listen at one port

    def __init__(self, host: str = "127.0.0.1", port: int = 8000, lang: str = "en") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host, self.lang = host, lang
        self.answers: Answers | None = None
        self.page, self.policy, self.is_ending = b"", "", False
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """Bind without asking anybody what this machine is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    def open(self, answers: Answers) -> None:
        """Make the page of a case, which takes as long as its runs, and answer what it asks from then on."""
        self.page = answers.page().encode()
        self.policy = f"{policy(script_of(answers.app), is_served=True)}; frame-ancestors 'none'"
        self.answers = answers

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{_bracketed(self.host)}:{self.server_port}/"

    def end(self) -> None:
        """Give up what is still computed; it takes a moment."""
        self.is_ending, last = True, time.monotonic() + END_SECONDS
        while self.answers and self.answers.gate.running and time.monotonic() < last:
            time.sleep(0.05)

    def names(self, connection: socket.socket) -> set[str]:
        """What the Host of a request may be: this address and the names of this machine for itself.

        Where it listens at all addresses, that at which the request came in, as a number: no name of another site.
        """
        host = self.host if self.host not in ("0.0.0.0", "::") else connection.getsockname()[0]
        hosts = {_bracketed(host.lower()), *LOCAL}
        bare = hosts if self.server_port == 80 else set()
        return {f"{each}:{self.server_port}" for each in hosts} | bare

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give a connection a thread of its own; of very many at once the last are closed."""
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serve a connection and give its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell what went wrong on the terminal; a browser that went away is nothing wrong."""
        if not isinstance(sys.exc_info()[1], OSError):
            print(traceback.format_exc(), file=sys.stderr)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


class Handler(BaseHTTPRequestHandler):
    """One request on a connection of its own."""

    server: Server

    def setup(self) -> None:
        """Give the whole request a time to arrive in."""
        super().setup()
        self._is_read = self._is_late = False
        self._watch = threading.Timer(READ_SECONDS, self._stop_reading)
        self._watch.daemon = True
        self._watch.start()

    def finish(self) -> None:
        """Let go of the connection."""
        self._watch.cancel()
        super().finish()

    def _stop_reading(self) -> None:
        self._is_late = not self._is_read
        if self._is_late:
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RD)

    def do_GET(self) -> None:
        """The page."""
        self._answer(self._page)

    def do_POST(self) -> None:
        """Runs, or who mattered."""
        self._answer(self._asked)

    def _answer(self, find: Callable[[], tuple[bytes, str]]) -> None:
        try:
            self._check_sender()
            body, kind = find()
        except GoneError:
            return
        except RefusedError as refused:
            self._refuse(refused.status, refused.line)
        except (PlanError, ParameterError, EnsembleError) as wrong:
            self._refuse(400, told(str(wrong).partition("\n")[0], self.server.lang))
        except OSError:
            raise
        except Exception:
            self._log(traceback.format_exc())
            self._refuse(500, self._say("serve_failed"))
        else:
            self._send(200, body, kind)

    def _check_sender(self) -> None:
        """Refuse whoever came here by another name, or was sent by another site."""
        names = self.server.names(self.connection)
        hosts, origins = self.headers.get_all("Host", []), self.headers.get_all("Origin", [])
        if [each.strip().lower() for each in hosts] not in [[name] for name in names]:
            raise RefusedError(403, self._say("serve_host"))
        if any(each.strip().lower() not in {f"http://{name}" for name in names} for each in origins):
            raise RefusedError(403, self._say("serve_origin"))
        foreign = {"cross-site"} if self.command == "GET" else {"cross-site", "same-site"}
        if foreign & {each.strip().lower() for each in self.headers.get_all("Sec-Fetch-Site", [])}:
            raise RefusedError(403, self._say("serve_origin"))

    def _page(self) -> tuple[bytes, str]:
        self._is_read = True
        if self.path.partition("?")[0] != "/":
            raise RefusedError(404, self._say("serve_not_found"))
        return self.server.page, HTML

    def _asked(self) -> tuple[bytes, str]:
        answers = self.server.answers
        assert answers is not None, "the server answers once it has a page"
        if self.path not in ("/api/run", "/api/who"):
            raise RefusedError(404, self._say("serve_not_found"))
        body, is_who = self._body(), self.path == "/api/who"
        asked = answers.desk.read(body, with_target=is_who)
        return (answers.who if is_who else answers.run)(asked, self._is_wanted), JSON

    def _body(self) -> bytes:
        """The body of a request: JSON of a length that is given and not too large, in time."""
        if self.headers.get_content_type() != "application/json":
            raise RefusedError(415, self._say("serve_type"))
        lengths = self.headers.get_all("Content-Length", [])
        if not lengths or self.headers.get_all("Transfer-Encoding"):
            raise RefusedError(411, self._say("serve_length"))
        if len(lengths) > 1 or not (lengths[0].isascii() and lengths[0].isdigit()):
            raise RefusedError(400, self._say("serve_length"))
        if len(lengths[0]) > len(str(LARGEST)) or int(lengths[0]) > LARGEST:
            raise RefusedError(413, self._say("serve_large", most=LARGEST // 1024))
        body = self.rfile.read(int(lengths[0]))
        self._is_read = True
        if len(body) < int(lengths[0]):
            key = "serve_late" if self._is_late else "serve_short"
            raise RefusedError(408 if self._is_late else 400, self._say(key))
        return body

    def _is_wanted(self) -> bool:
        """Whether the browser still waits, and the server goes on."""
        if self.server.is_ending:
            return False
        try:
            is_ready = select.select([self.connection], [], [], 0)[0]
            return not is_ready or bool(self.connection.recv(1, socket.MSG_PEEK))
        except OSError:
            return False

    def _refuse(self, status: int, line: str) -> None:
        self._log(f"{self.command or '?'} {status} {line}\n")
        body = json.dumps({"error": line}, ensure_ascii=False).encode()
        self._send(status, body, JSON)
        self._drain()

    def _drain(self) -> None:
        """Take in what was not read, for a while, so that the answer is not lost with it."""
        if self._is_read or self._is_late:
            return
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1.0)
            end = time.monotonic() + 2.0
            while time.monotonic() < end and self.connection.recv(65536):
                pass

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response_only(status)
        headers = {
            "Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close",
            "Content-Security-Policy": self.server.policy if kind == HTML else NOTHING,
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
        }  # fmt: skip
        headers |= {"Retry-After": str(RETRY_SECONDS)} if status == 429 else {}
        headers |= {"Allow": "GET, POST"} if status == 405 else {}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base class refuses by itself: a method that is not there, a request that is none."""
        del message, explain
        self.close_connection, self.request_version = True, "HTTP/1.0"  # even where none could be read
        self._refuse(405 if code == 501 else code, self._say("serve_method" if code == 501 else "serve_no_request"))

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is told of what went well."""

    def _log(self, text: str) -> None:
        """On the terminal, without what could move its cursor."""
        sys.stderr.write("".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text))
        sys.stderr.flush()

    def _say(self, key: str, **values: object) -> str:
        return say(key, self.server.lang, **values)
