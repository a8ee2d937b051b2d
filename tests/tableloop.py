"""Reads many tables in one process: what starts it once for each is tested by itself."""

import json
import sys
from pathlib import Path
from typing import Any

from graph.errors import AccordiaError
from loaders.table.request import Request
from loaders.table.worker import answer


def told(request: Request) -> dict[str, Any] | str:
    """Return the answer, or the sentence that says why there is none."""
    try:
        return answer(request)
    except AccordiaError as error:
        return str(error)


if __name__ == "__main__":
    answers = [told(Request(**request)) for request in json.load(sys.stdin)]
    Path(sys.argv[1]).write_text(json.dumps(answers), "utf-8")
