"""`press.kits.drawing` whose library is killed by one photograph."""

import os
from pathlib import Path
from typing import Any

from press.kits import drawing


def answer(job: dict[str, Any]) -> dict[str, Any]:
    if Path(job["path"]).read_bytes().endswith(b"dies"):
        os._exit(9)
    return _answer(job)


if __name__ == "__main__":
    _answer = drawing.answer
    drawing.answer = answer
    drawing.main()
