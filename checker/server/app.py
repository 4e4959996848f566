"""The routes of the review page. `application()` is the whole of it, with the guard in front."""

from __future__ import annotations

from importlib import resources
from typing import Annotated

from fastapi import FastAPI, File, Form, Path, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp

from checker.errors import AttribError
from checker.readers import read_bytes, read_string
from checker.server import page
from checker.server.desk import Desk
from checker.server.drafting import Request as Correcting
from checker.server.guard import OUR_FAULT, Guard
from checker.server.shelf import Shelf

_STATIC = {
    "page.css": ("checker.reports", "page/page.css", "text/css"),
    "review.css": ("checker.server", "static/review.css", "text/css"),
    "review.js": ("checker.server", "static/review.js", "text/javascript"),
    "htmx.min.js": ("checker.server", "static/htmx.min.js", "text/javascript"),
}

Id = Annotated[str, Path(pattern="^[0-9a-f]{16}$")]
_Offset = Annotated[int | None, Form(ge=0, le=2**31)]


def application(desk: Desk, shelf: Shelf, *, token: str, port: int) -> ASGIApp:
    """The review page for a browser on this machine that knows the token. `port`: the one that the page is served on."""
    app = FastAPI(title="attrib", docs_url=None, redoc_url=None, openapi_url=None)
    _add_reading(app, desk, shelf)
    _add_reviewing(app, desk)

    @app.exception_handler(AttribError)
    def refused(request: Request, error: AttribError) -> Response:
        return _refusal(request, str(error), 400)

    @app.exception_handler(RequestValidationError)
    def misshapen(request: Request, error: RequestValidationError) -> Response:
        places = ", ".join(str(e["loc"][-1]) for e in error.errors()[:3] if e.get("loc"))
        return _refusal(request, f"not what the page sends: {places[:100]}", 422)

    @app.exception_handler(HTTPException)
    def no_such(request: Request, error: HTTPException) -> Response:
        return _refusal(request, str(error.detail), error.status_code)

    @app.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        return _refusal(request, OUR_FAULT, 500)  # the guard, which sees the error too, tells the terminal

    return Guard(app, token=token, port=port)


def _refusal(request: Request, message: str, status: int) -> Response:
    """One line, for the part of the page that asked or as a page."""
    message = " ".join(message.split())
    is_part = "hx-request" in request.headers
    return HTMLResponse(page.line(message) if is_part else page.error(message), status_code=status)


def _add_reading(app: FastAPI, desk: Desk, shelf: Shelf) -> None:
    failed: dict[str, str] = {}  # files that could not be read, and why: not to be tried again with the rest

    @app.get("/")
    def home() -> HTMLResponse:
        entries = desk.store.entries()
        known = {e.path for e in entries}
        files = [(key, shelf.name(key), shelf.name(key) in known) for key in shelf.articles()]
        return HTMLResponse(page.home(desk, [(e, desk.standing(e)) for e in entries], files))

    @app.get("/static/{name}")
    def static(name: str) -> Response:
        if name not in _STATIC:
            raise HTTPException(404, "there is no such page")
        package, path, media_type = _STATIC[name]
        return Response(resources.files(package).joinpath(path).read_bytes(), media_type=media_type)

    @app.post("/articles")
    def open_article(
        key: Annotated[str, Form(max_length=2_000)] = "",
        text: Annotated[str, Form()] = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> Response:
        if file is not None:
            name = (file.filename or "").replace("\\", "/").rpartition("/")[2][:200] or "dropped file"
            document = read_bytes(file.file.read(), name)
        elif key:
            document = shelf.read(key)
        elif text.strip():
            # A form sends every line break as a carriage return and line feed, whatever was pasted.
            document = read_string(text.replace("\r\n", "\n"))
        else:
            raise AttribError("drop a file, paste a text, or choose a file of the list")
        return Response(status_code=204, headers={"HX-Redirect": f"/articles/{desk.open(document)}"})

    @app.post("/read-next")
    def read_next() -> HTMLResponse:
        """Reads one file that is unread; the page asks again until none is left."""
        known = {e.path for e in desk.store.entries()}
        unread = [key for key in shelf.articles() if shelf.name(key) not in known and key not in failed]
        if unread:
            try:
                desk.open(shelf.read(unread[0]))
            except AttribError as error:
                failed[unread[0]] = str(error)
        return HTMLResponse(page.unread(len(unread[1:]), list(failed.values())))


def _add_reviewing(app: FastAPI, desk: Desk) -> None:
    @app.get("/articles/{id}")
    def article(id: Id) -> HTMLResponse:
        return HTMLResponse(page.article(desk, desk.review(id)))

    @app.get("/articles/{id}/items/{item}")
    def item(id: Id, item: str) -> HTMLResponse:
        return HTMLResponse(page.dock(desk.review(id), item))

    @app.post("/articles/{id}/corrections")
    def correct(
        id: Id,
        action: Annotated[str, Form(max_length=40)],
        version: Annotated[int, Form(ge=0, le=2**31)],
        item: Annotated[str, Form(max_length=100)] = "article",
        start: _Offset = None,
        end: _Offset = None,
        value: Annotated[str, Form()] = "",
        speaker: Annotated[str, Form(max_length=100)] = "",
        speaker_kind: Annotated[str, Form(max_length=40)] = "",
        message: Annotated[str, Form()] = "",
    ) -> HTMLResponse:
        asked = Correcting(action, version, item, start, end, value, speaker, speaker_kind, message)
        outcome = desk.correct(id, asked)
        return HTMLResponse(page.changes(desk, outcome, item), status_code=409 if outcome.conflict else 200)

    @app.post("/articles/{id}/purge")
    def purge(id: Id) -> Response:
        if not desk.purge(id):
            raise AttribError("there is no such article any more")
        return Response(status_code=204, headers={"HX-Redirect": "/"})
