"""Running the command line in this process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from storyport.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command said: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> dict[str, Any]:
        """The one object on the last line."""
        return json.loads(self.out.splitlines()[-1])

    def words(self) -> str:
        """All of it, white space collapsed: a terminal may break lines anywhere."""
        return re.sub(r"\s+", " ", f"{self.out} {self.err}")


@pytest.fixture
def storyport(capsys) -> Callable[..., Answer]:
    def run(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return run
