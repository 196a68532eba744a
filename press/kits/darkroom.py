"""Photographs are opened and drawn apart (`press.kits.drawing`), many in one process: what a broken one does there ends
that process, and the next photograph gets a new one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from config import ROOT
from press.kits.source.faults import N_, Said

SECONDS = 40  # for one photograph, on a busy machine
PROGRAM = "press.kits.drawing"
_AT_ONCE = 20  # photographs a process
_DEAD = {"fault": N_("the picture cannot be decoded: it is broken, or not what its name says").msgid}


def look(path: Path, content_type: str) -> dict[str, Any]:
    """A job: {"width", "height", "located"}, upright; or {"fault"}. `located`: it says where it was taken."""
    return {"path": str(path.resolve()), "content_type": content_type}


def place(path: Path, content_type: str) -> dict[str, Any]:
    """A job: {"located"}, of any picture, whatever its colours, or of a PDF with pictures; or {"fault"}."""
    return {**look(path, content_type), "only": "place"}


def draw(path: Path, content_type: str, *, folder: Path, name: str, sizes: Sequence[int], xmp: str) -> dict[str, Any]:
    """A job: a JPEG a size (pixels of the longer side) as `folder`/`name`-`size`; or {"fault"}."""
    asked = {"folder": str(folder), "name": name, "sizes": sorted(sizes, reverse=True), "xmp": xmp}
    return {**look(path, content_type), **asked}


def wrong_with(answer: dict[str, Any]) -> Said:
    """The words of an answer that is a fault."""
    return Said(answer["fault"], answer.get("values", {}))


def answers(jobs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One answer a job, in their order."""
    asked = list(jobs)
    batches = [asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [answer for batch in pool.map(lambda batch: list(_of_batch(batch)), batches) for answer in batch]


def _of_batch(jobs: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    while jobs:
        answered = _run(jobs)
        if len(answered) < len(jobs):
            answered.append(_DEAD)  # on this one it died
        yield from answered
        jobs = jobs[len(answered) :]


def _run(jobs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers that one process lived to give."""
    asked = "".join(json.dumps(job) + "\n" for job in jobs).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the files are read, not run
            [sys.executable, "-m", PROGRAM],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            input=asked,
            capture_output=True,
            timeout=SECONDS * len(jobs),
            check=False,
        )
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return [json.loads(line) for line in said.splitlines(keepends=True) if line.endswith(b"\n")]
