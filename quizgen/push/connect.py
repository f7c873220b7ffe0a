"""A running Anki, asked through its add-on AnkiConnect: one request a connection, each with a time limit, to one address alone.

What is asked and answered follows the add-on's own source, https://git.sr.ht/~foosoft/anki-connect, whose interface has the
version 6 since 2018.
"""

import json
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from quizgen.pack.faults import said

CODE = "2055492159"
"""By this code Anki installs the add-on."""
KEY = "QUIZGEN_ANKI_KEY"
"""The environment's name for the key that the add-on may ask for."""
URL = "http://127.0.0.1:8765"
VERSION = 6
CONNECT_S, ANSWER_S, IMPORT_S = 5, 60, 600
"""So long a connection, an answer and an import may take: Anki stands still as it imports, or while a window of it waits."""
LARGEST_MB = 512
"""A longer answer is none."""
CLOSED, NO_KEY, UNKNOWN = "collection is not available", "valid api key must be provided", "unsupported action"
"""What the add-on answers where no profile is open, the key is wrong, or it does not know an action."""
INSTALL = f"Tools > Add-ons > Get Add-ons…, code {CODE}, and start Anki again"


class Unanswered(Exception):
    """Anki could not be asked; the message says what to start, install or mend."""


class Refused(Exception):
    """AnkiConnect's own words on why it did not do an action."""


class Address(NamedTuple):
    """Where AnkiConnect listens."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.path if self.path != '/' else ''}"


def address(url: str, port: int | None = None) -> Address:
    """The address of a URL; `port` goes before the one in it. Raises ValueError where it is none."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(url)
    return Address(
        parts.scheme, parts.hostname, port or parts.port or (443 if parts.scheme == "https" else 8765), parts.path or "/"
    )


class Anki:
    """A running Anki. Every method raises Unanswered where it does not answer as AnkiConnect does."""

    def __init__(self, address: Address, key: str | None = None) -> None:
        self.address, self.key = address, key

    def greet(self) -> None:
        """See that AnkiConnect is there, speaks our version, lets us in, and has a collection open."""
        try:
            told = self.call("requestPermission")
        except Refused:  # add-ons before 2021 don't know it
            told = {"permission": "granted", "version": self.call("version")}
        if not isinstance(told, dict) or told.get("permission") != "granted":
            raise self._unanswered(
                "denies us the permission to use Anki; allow it in Anki's window, or in the add-on's configuration"
            )
        if told.get("version") != VERSION and not (isinstance(told.get("version"), int) and told["version"] > VERSION):
            raise self._old(f"speaks version {said(str(told.get('version')))} of its interface")
        if told.get("requireApikey") and not self.key:
            raise self._unanswered(f"asks for a key; give --key, or set {KEY}, to the 'apiKey' of the add-on's configuration")
        if "requireApikey" in told and not told["requireApikey"]:
            self.key = None  # it refuses a key where it asks for none
        self.call("findNotes", query="nid:0")

    def profile(self) -> str | None:
        """The name of the profile that is open; None where an older add-on does not tell."""
        try:
            return str(self.call("getActiveProfile"))
        except Refused:
            return None

    def call(self, action: str, limit_s: float = ANSWER_S, **params: Any) -> Any:  # noqa: ANN401
        """What an action gives. Raises Refused where it is not done."""
        return self._result(self._ask(self._request(action, params), limit_s))

    def each(self, action: str, many: Sequence[dict[str, Any]]) -> list[Any]:
        """What an action gives for each of many parameters, in one request; a Refused stands for what was not done."""
        answers = self.call("multi", actions=[self._request(action, params) for params in many])
        if not isinstance(answers, list) or len(answers) != len(many):
            raise self._old("answers many questions with other than as many answers")
        found: list[Any] = []
        for answer in answers:
            try:
                found.append(self._result(answer))
            except Refused as refused:
                found.append(refused)
        return found

    def _request(self, action: str, params: dict[str, Any]) -> dict[str, Any]:
        """An action as the add-on reads it; those inside a `multi` need version and key as well."""
        return {"action": action, "version": VERSION, "params": params} | ({"key": self.key} if self.key else {})

    def _result(self, answer: Any) -> Any:  # noqa: ANN401
        if not isinstance(answer, dict) or not {"result", "error"} <= answer.keys():
            raise self._old("answers otherwise than AnkiConnect does")
        error = answer["error"]
        if error == CLOSED:
            raise Unanswered("Anki runs, but no profile is open; open one in its window, and push again")
        if error == NO_KEY:
            raise self._unanswered(
                f"takes another key; give --key, or set {KEY}, to the 'apiKey' of the add-on's configuration"
            )
        if error is not None:
            raise Refused(str(error))
        return answer["result"]

    def _ask(self, request: dict[str, Any], limit_s: float) -> Any:  # noqa: ANN401
        """The answer to one request, as JSON."""
        kind = HTTPSConnection if self.address.scheme == "https" else HTTPConnection
        connection = kind(self.address.host, self.address.port, timeout=CONNECT_S)
        try:
            connection.connect()
            connection.sock.settimeout(limit_s)
            connection.request("POST", self.address.path, json.dumps(request).encode(), {"Content-Type": "application/json"})
            with connection.getresponse() as response:
                status, data = response.status, self._read(response, time.monotonic() + limit_s)
        except TimeoutError:
            what = f"does not answer within {limit_s:g} seconds; look whether a window of Anki waits for you, and push again"
            raise self._unanswered(what) from None
        except (OSError, HTTPException) as error:
            raise self._missing(error) from None
        finally:
            connection.close()
        if status == 403:
            raise self._unanswered("refuses us (403); see 'webCorsOriginList' in the add-on's configuration")
        try:
            return json.loads(data)
        except (ValueError, RecursionError):
            raise self._old(f"answers with no JSON (status {status})") from None

    def _read(self, response: HTTPResponse, end: float) -> bytes:
        data = bytearray()
        while chunk := response.read1(1 << 20):
            data += chunk
            if time.monotonic() > end:
                raise TimeoutError
            if len(data) > LARGEST_MB << 20:
                raise HTTPException(f"an answer above {LARGEST_MB} MB")
        return bytes(data)

    def _unanswered(self, what: str) -> Unanswered:
        return Unanswered(f"AnkiConnect at {self.address} {what}")

    def _missing(self, error: Exception) -> Unanswered:
        why = (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
        return Unanswered(
            f"no answer from Anki at {self.address} ({why}); start Anki; if it runs, install its add-on AnkiConnect: {INSTALL}"
        )

    def _old(self, what: str) -> Unanswered:
        mend = "update the add-on (Tools > Add-ons > Check for Updates), or give its --url if it is elsewhere"
        return Unanswered(f"what listens at {self.address} {what}; push takes version {VERSION} of AnkiConnect: {mend}")
