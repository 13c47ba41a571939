"""A small client of the endpoint simulator; it never goes through a proxy."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from benchmarks.endpoint import Endpoint, Faults


@dataclass
class Answer:
    """An HTTP answer; `json` parses its body."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def content(self) -> str:
        return str(self.json["choices"][0]["message"]["content"])

    @property
    def finish(self) -> str:
        return str(self.json["choices"][0]["finish_reason"])

    @property
    def rows(self) -> list[tuple[Any, str]]:
        return [(row["id"], row["text"]) for row in json.loads(self.content)["translations"]]

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.rows]


@dataclass
class Client:
    """Calls the endpoint at `url` (ending in /v1)."""

    url: str
    key: str = "any"
    opener: Any = field(
        default_factory=lambda: urllib.request.build_opener(urllib.request.ProxyHandler({}))
    )

    def fetch(self, path: str, body: Any = None, timeout: float = 10.0) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        request = urllib.request.Request(
            self.url.removesuffix("/v1") + path, data=data, headers=headers
        )
        try:
            with self.opener.open(request, timeout=timeout) as got:
                return Answer(got.status, dict(got.headers), got.read().decode())
        except urllib.error.HTTPError as got:
            with got:
                return Answer(got.code, dict(got.headers), got.read().decode())

    def say(self, user: str, system: str = "", timeout: float = 10.0, **more: Any) -> Answer:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        body = {"model": "sim", "messages": messages, **more}
        return self.fetch("/v1/chat/completions", body, timeout)

    def ask(self, *texts: str, timeout: float = 10.0, **more: Any) -> Answer:
        """Ask for segments 1, 2, ...; `more` goes into the user's JSON."""
        segments = [{"id": str(n), "text": text} for n, text in enumerate(texts, 1)]
        user = json.dumps({"segments": segments, **more}, ensure_ascii=False)
        return self.say(user, timeout=timeout, response_format={"type": "json_object"})


@pytest.fixture
def serve() -> Iterator[Any]:
    """Start an endpoint with the given settings; gives the client and the endpoint."""
    running: list[Endpoint] = []

    def start(
        log: Path | None = None, dump: Path | None = None, **settings: Any
    ) -> tuple[Client, Endpoint]:
        endpoint = Endpoint(Faults(**settings), log=log, dump=dump)
        endpoint.start()
        running.append(endpoint)
        return Client(endpoint.url), endpoint

    yield start
    for endpoint in running:
        endpoint.close()
