"""What stands before every request: the token, the names that the page goes by, the size of what is sent, and the headers."""

from __future__ import annotations

import hmac
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.complaints import complain_of_bug
from checker.readers.decode import MAX_BYTES

_MAX_BODY = MAX_BYTES + 100_000
"""Bytes of one request: the largest article, and the form around it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
OUR_FAULT = "An error in attrib itself; the terminal tells more."
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
    """Lets through to `app` what a browser sends that was given the token, from the page itself, and nothing else.

    Everything else is answered here with 403 (413 where it is too long). What goes wrong in `app` is told on the terminal,
    and on the page in one line that gives nothing away.
    """

    def __init__(self, app: ASGIApp, *, token: str, port: int) -> None:
        self.app = app
        self.token = token.encode()
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self.cookie = f"attrib-{port}"  # cookies are shared by the ports of a host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        started = False

        async def answer(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        try:
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, answer)
                return
            body = await _body(scope, receive)
            if body is None:
                await _line("larger than an article may be (20 MB)", 413)(scope, receive, answer)
                return
            await self.app(scope, _replay(body, receive), answer)
        except Exception as error:
            complain_of_bug(error, f"{scope['method']} {scope['path'][:80]}")
            if not started:
                await _line(OUR_FAULT, 500)(scope, receive, answer)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that may not come in; None where it may."""
        headers = Headers(scope=scope)
        host = headers.get("host", "").lower()
        if host not in self.hosts or len(headers.getlist("host")) != 1:
            return _line("attrib serve answers on this machine's own names alone", 403)
        reads = scope["method"] in ("GET", "HEAD")
        if headers.get("origin") != f"http://{host}" and not (reads and "origin" not in headers):
            return _line("this request comes from another page", 403)
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = [value for name, value in query if name == "token"]
        if reads and len(given) == 1 and self._is_token(given[0]):
            # From here on the cookie says it, so that the token stays out of the address bar and the history.
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + scope["path"].lstrip("/\\")
            response = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
            response.set_cookie(self.cookie, given[0], httponly=True, samesite="strict", path="/")
            return response
        if not self._is_token(self._cookie(headers)):
            return _line("open the page by the address that attrib serve printed: it holds a token", 403)
        return None

    def _cookie(self, headers: Headers) -> str:
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get(self.cookie)
        except CookieError:
            return ""
        return morsel.value if morsel else ""

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), self.token)


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """All that is sent; None, as soon as it shows, where that is too much."""
    length = Headers(scope=scope).get("content-length", "0")
    if not length.isascii() or not length.isdigit() or len(length) > 12 or int(length) > _MAX_BODY:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if len(body) > _MAX_BODY:
            return None
        if not message.get("more_body"):
            return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def again() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _line(message: str, status: int) -> Response:
    return PlainTextResponse(message + "\n", status_code=status)
