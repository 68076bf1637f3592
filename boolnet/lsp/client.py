"""A small editor: starts the server as a program and talks to it, for tests of the real thing."""

from __future__ import annotations

import json
import subprocess
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any, BinaryIO

from boolnet.errors import BoolnetError

Message = dict[str, Any]


class ServerError(BoolnetError):
    """The server refused a request, or does not answer."""


class Client:
    """A connection with a server that was started for it.

    Use it in a ``with`` statement: the server is ended when that is left.

    Attributes:
        process: The server.
        patience: Seconds that an answer may take.
    """

    def __init__(
        self,
        command: Sequence[str],
        env: Mapping[str, str] | None = None,
        patience: float = 30,
    ) -> None:
        self.patience = patience
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env)
        assert self.process.stdout is not None and self.process.stderr is not None
        self._messages: Queue[Message | None] = Queue()
        self._kept: deque[Message] = deque()
        self._said: list[bytes] = []
        self._number = 0
        self._threads = (
            Thread(target=self._read, args=(self.process.stdout,), daemon=True),
            Thread(target=self._listen, args=(self.process.stderr,), daemon=True),
        )
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def request(self, method: str, params: Any = None) -> Any:
        """The result of a request.

        Raises:
            ServerError: The server refused it, or did not answer in time.
        """
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        message = self._wait(
            lambda message: message.get("id") == number and "method" not in message
        )
        if "error" in message:
            raise ServerError(message["error"]["message"])
        return message.get("result")

    def notify(self, method: str, params: Any = None) -> None:
        """Tell the server something."""
        self._send({"method": method, "params": params})

    def wait_for(self, method: str, **wanted: Any) -> Any:
        """The parameters of the next notification of that kind in which *wanted* stands.

        Raises:
            ServerError: There was none in time.
        """

        def fits(message: Message) -> bool:
            params = message.get("params") or {}
            return message.get("method") == method and all(
                params.get(key) == value for key, value in wanted.items()
            )

        return self._wait(fits).get("params")

    def said(self) -> str:
        """What the server wrote to its standard error so far."""
        return b"".join(self._said).decode("utf-8", "replace")

    def end(self) -> int:
        """Close the connection; the exit status of the server, which is killed if it stays."""
        assert self.process.stdin is not None
        with suppress(OSError):  # it is gone already
            self.process.stdin.close()
        try:
            status = self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        for thread in self._threads:
            thread.join()
        assert self.process.stdout is not None and self.process.stderr is not None
        self.process.stdout.close()
        self.process.stderr.close()
        return status

    # -- the wire --------------------------------------------------------------------------

    def _send(self, message: Message) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.process.stdin.flush()
        except OSError:
            raise ServerError(f"the server is gone: {self.said().strip()}") from None

    def _read(self, stream: BinaryIO) -> None:
        while True:
            length = 0
            while (header := stream.readline()) not in (b"\r\n", b""):
                name, _, value = header.partition(b":")
                if name.strip().lower() == b"content-length":
                    length = int(value)
            body = stream.read(length) if header else b""
            if not body:
                self._messages.put(None)
                return
            self._messages.put(json.loads(body))

    def _listen(self, stream: BinaryIO) -> None:
        while chunk := stream.readline():
            self._said.append(chunk)

    def _wait(self, fits: Callable[[Message], bool]) -> Message:
        for kept in self._kept:
            if fits(kept):
                self._kept.remove(kept)
                return kept
        deadline = monotonic() + self.patience
        while True:
            try:
                message = self._messages.get(timeout=max(0, deadline - monotonic()))
            except Empty:
                raise ServerError("the server does not answer") from None
            if message is None:
                raise ServerError(f"the server is gone: {self.said().strip()}")
            if fits(message):
                return message
            self._kept.append(message)
