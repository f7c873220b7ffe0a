"""AnkiConnect without Anki's windows: its protocol over a real collection, on loopback.

It does as the add-on does that Anki installs by the code 2055492159, in its release of May 2025 for Anki 23.10 and later; the
interface has the version 6 (https://git.sr.ht/~foosoft/anki-connect): `web.py` for requests, headers, origins and faults of a
request, `__init__.py` for keys, actions and the words of their errors. Packages go through the class by which Anki 26.09 itself
serves the add-on; in Anki before that, the add-on used an older importer, with the same rules.
"""

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from anki.collection import Collection
from anki.errors import NotFoundError
from anki.importing import _LegacyAnkiPackageImporter as AnkiPackageImporter

READING = frozenset({"requestPermission", "version", "findNotes", "notesInfo", "findModelsById", "getActiveProfile", "multi"})
"""The actions by which nothing changes."""


class AnkiConnect:
    """The add-on in a running Anki. `actions` lists what it was asked to do; `lacks` what an older one does not know."""

    def __init__(self, collection: Collection) -> None:
        self.col: Collection | None = collection
        self.key: str | None = None
        self.version = 6
        self.origins = ["http://localhost"]
        self.lacks: set[str] = set()
        self.is_elsewhere = False
        """Whether it runs where other files are seen than ours."""
        self.actions: list[str] = []
        self.port = 0

    @property
    def written(self) -> list[str]:
        """The actions that may have changed something."""
        return [action for action in self.actions if action not in READING]

    def handle(self, request: dict[str, Any]) -> Any:
        """The reply to one request, or to one of a `multi`."""
        name, version, params = request.get("action", ""), request.get("version", 4), request.get("params", {})
        try:
            if request.get("key") != self.key and name != "requestPermission":
                raise Exception("valid api key must be provided")
            method: Callable[..., Any] | None = getattr(
                self, "do_" + re.sub("[A-Z]", lambda found: "_" + found[0].lower(), name), None
            )
            if method is None or name in self.lacks:
                raise Exception("unsupported action")
            self.actions.append(name)
            result = method(**params)
        except Exception as error:
            return {"result": None, "error": str(error)}
        return result if version <= 4 else {"result": result, "error": None}

    def collection(self) -> Collection:
        """The open collection."""
        if self.col is None:
            raise Exception("collection is not available")
        return self.col

    def do_version(self) -> int:
        return self.version

    def do_request_permission(self, origin: str, allowed: bool) -> dict[str, object]:
        del origin
        if not allowed:  # its window asks, and nobody answers yes
            return {"permission": "denied"}
        return {"permission": "granted", "requireApikey": bool(self.key), "version": self.version}

    def do_get_active_profile(self) -> str:
        return "User 1"

    def do_multi(self, actions: list[dict[str, Any]]) -> list[Any]:
        return [self.handle(action) for action in actions]

    def do_find_notes(self, query: str | None = None) -> list[int]:
        return [] if query is None else [int(id) for id in self.collection().find_notes(query)]

    def do_notes_info(self, notes: list[int]) -> list[dict[str, Any]]:
        col = self.collection()
        cards: dict[int, list[int]] = {}
        for start in range(0, len(notes), 999):
            some = notes[start : start + 999]
            marks = ",".join("?" * len(some))
            for card, note in col.db.all(f"select id, nid from cards where nid in ({marks}) order by ord", *some):  # type: ignore[union-attr]
                cards.setdefault(note, []).append(card)
        return [self._note(id, cards) for id in notes]

    def _note(self, id: int, cards: dict[int, list[int]]) -> dict[str, Any]:
        try:
            note = self.collection().get_note(id)  # type: ignore[arg-type]
        except NotFoundError:
            return {}
        model = note.note_type()
        assert model is not None
        fields = {field["name"]: {"value": note.fields[field["ord"]], "order": field["ord"]} for field in model["flds"]}
        return {
            "noteId": note.id, "profile": "User 1", "tags": note.tags, "fields": fields, "modelName": model["name"],
            "mod": note.mod, "cards": cards[note.id],
        }  # fmt: skip

    def do_find_models_by_id(self, modelIds: list[int]) -> list[Any]:  # noqa: N803
        found = []
        for id in modelIds:
            model = self.collection().models.get(id)  # type: ignore[arg-type]
            if model is None:
                raise Exception(f"model was not found: {id}")
            found.append(model)
        return found

    def do_import_package(self, path: str) -> bool:
        folder = Path(self.do_get_media_dir_path())
        if self.is_elsewhere and folder not in Path(path).parents:
            raise Exception(f"Failed to open '{path}': No such file or directory (os error 2)")
        AnkiPackageImporter(self.collection(), path).run()
        return True

    def do_store_media_file(self, filename: str, data: str, deleteExisting: bool = True) -> str:  # noqa: N803
        if deleteExisting:
            self.do_delete_media_file(filename)
        return self.collection().media.write_data(filename, base64.b64decode(data))

    def do_delete_media_file(self, filename: str) -> None:
        self.collection().media.trash_files([filename])

    def do_get_media_dir_path(self) -> str:
        return str(Path(self.collection().media.dir()).resolve())

    def do_update_note_fields(self, note: dict[str, Any]) -> None:
        found = self.collection().get_note(note["id"])
        for name, value in note["fields"].items():
            if name in found:
                found[name] = value
        self.collection().update_note(found, skip_undo_entry=True)

    def do_add_tags(self, notes: list[int], tags: str) -> None:
        self.collection().tags.bulk_add(notes, tags)  # type: ignore[arg-type]

    def do_remove_tags(self, notes: list[int], tags: str) -> None:
        self.collection().tags.bulk_remove(notes, tags)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    """One request a connection, answered as `web.py` does."""

    anki: AnkiConnect

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_allowed, origin = self._origin()
        try:
            request = json.loads(body.decode())
            if not isinstance(request, dict) or not request.get("action") or not isinstance(request.get("params", {}), dict):
                raise ValueError("'action' is a required property")
        except ValueError as error:
            if is_allowed:
                about = f"AnkiConnect v.{self.anki.version}".encode()
                self._answer(origin, json.dumps({"result": None, "error": str(error)}).encode() if body else about)
                return
            request = {}
        if not is_allowed and request.get("action") != "requestPermission":
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nAccess-Control-Allow-Origin: http://localhost\r\n\r\n")
            return
        if request["action"] == "requestPermission":
            request["params"] = request.get("params", {}) | {"allowed": is_allowed, "origin": self.headers.get("Origin", "")}
        self._answer(origin, json.dumps(self.anki.handle(request)).encode())

    def do_GET(self) -> None:
        self.do_POST()

    def _origin(self) -> tuple[bool, str]:
        origin, origins = self.headers.get("Origin"), self.anki.origins
        if "*" in origins:
            return True, "*"
        if origin is None:
            return True, "http://localhost"
        is_local = "http://localhost" in origins and origin.startswith("http://127.0.0.1")
        return (True, origin) if origin in origins or is_local else (False, "http://localhost")

    def _answer(self, origin: str, body: bytes) -> None:
        self.protocol_version = "HTTP/1.1"
        self.send_response_only(200, "OK")
        for name, value in (
            ("Content-Type", "application/json"),
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Allow-Headers", "*"),
            ("Content-Length", str(len(body))),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def listening(anki: AnkiConnect) -> Iterator[AnkiConnect]:
    """The add-on at a port of its own."""
    with serving(type("Handler", (_Handler,), {"anki": anki})) as anki.port:
        yield anki


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[int]:
    """A server on loopback; its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
