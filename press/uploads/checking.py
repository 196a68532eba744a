"""The worker's part: put an upload together, look into it, keep it or refuse it."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, current_app

from config import ROOT
from press.clock import now
from press.db import db, db_transaction
from press.jobs.worker import handles
from press.storage.store import ObjectStore, current_store
from press.uploads.kinds import media_type_of, why_not_accepted
from press.uploads.models import Upload, UploadRendition
from press.uploads.places import kept_place, piece_place
from press.uploads.scanner import is_infected
from press.uploads.services.receiving import CHECK
from press.uploads.services.settling import Drawn, Findings, settle
from press.uploads.states import RenditionKind, UploadFault, UploadState

DRAW_SECONDS = 40  # less than the lease of a job
EXTENSION = "press.uploads.examine"
# Name, purpose and content of a file that was received whole and has no virus: what it is, or why it is refused.
Examine = Callable[[str, str, bytes], Findings]


@dataclass(frozen=True)
class _Received:
    """What must be known of an upload while no transaction is open."""

    key: str
    name: str
    purpose: str
    told: str
    sha256: str
    places: tuple[str, ...]
    least_side: int | None


def check(payload: dict[str, Any]) -> None:
    """The job: clean or refused. Bears being run twice."""
    received = _received(payload["upload"])
    if received is None:
        return
    store = current_store()
    body = b"".join(_read(store, place) for place in received.places)
    found = _fit(_look(received, body), received.least_side)
    renditions = [] if found.fault else _keep(store, received, body, found)
    with db_transaction():
        upload = db.session.get_one(Upload, payload["upload"], with_for_update=True)
        if upload.state is UploadState.QUARANTINED:  # else another worker was quicker
            settle(upload, found, renditions, at=now())


def _look(received: _Received, body: bytes) -> Findings:
    """What this file is. Raises ScannerAway where a scanner is set and does not answer."""
    clamd_url = current_app.extensions["press.config"].clamd_url
    other: dict[str, Examine] = current_app.extensions.get(EXTENSION, {})
    if received.told not in other:
        return examine(body, received.sha256, clamd_url=clamd_url)
    if hashlib.sha256(body).hexdigest() != received.sha256:
        return Findings(UploadFault.CHANGED)
    if clamd_url and is_infected(body, clamd_url):
        return Findings(UploadFault.INFECTED)
    return other[received.told](received.name, received.purpose, body)


def examine(body: bytes, sha256: str, *, clamd_url: str | None) -> Findings:
    """What this file is, by its content. Raises ScannerAway where a scanner is set and does not answer."""
    if hashlib.sha256(body).hexdigest() != sha256:
        return Findings(UploadFault.CHANGED)
    media_type = media_type_of(body)
    if media_type is None:
        return Findings(why_not_accepted(body))
    if clamd_url and is_infected(body, clamd_url):
        return Findings(UploadFault.INFECTED)
    return draw_apart(body, media_type)


def examines(app: Flask, told: str, examine: Examine) -> None:
    """Files whose owner is told by this job are of other kinds: this function looks into them."""
    app.extensions.setdefault(EXTENSION, {})[told] = examine


def _fit(found: Findings, least_side: int | None) -> Findings:
    """Where a picture is needed, refuses what is none or too small."""
    if least_side is None or found.fault:
        return found
    picture = next((each for each in found.drawn if each.kind is RenditionKind.PICTURE), None)
    if picture is None:
        return Findings(UploadFault.NO_PICTURE)
    return found if min(picture.width, picture.height) >= least_side else Findings(UploadFault.TOO_SMALL)


def _received(upload_id: int) -> _Received | None:
    upload = db.session.get_one(Upload, upload_id)
    received = None
    if upload.state is UploadState.QUARANTINED:
        places = tuple(piece_place(upload.key, each.number, each.sha256) for each in upload.pieces)
        received = _Received(
            upload.key, upload.name, upload.purpose, upload.told, upload.sha256, places, upload.least_side
        )
    db.session.rollback()
    return received


def _read(store: ObjectStore, place: str) -> bytes:
    with store.get(place) as piece:
        return piece.read()


def draw_apart(body: bytes, media_type: str) -> Findings:
    """Opens the file in a process of its own. One that dies, hangs or talks nonsense was given a file that nobody
    can read."""
    with tempfile.TemporaryDirectory(prefix="press-upload-") as name:
        folder = Path(name)
        (folder / "file").write_bytes(body)
        try:
            done = subprocess.run(  # noqa: S603 - our own program; the file is read, not run
                [sys.executable, "-m", "press.uploads.drawing", name, media_type],
                cwd=ROOT,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=DRAW_SECONDS,
                check=True,
            )
            return _findings(folder, media_type, json.loads(done.stdout))
        except (subprocess.SubprocessError, ValueError, KeyError):
            return Findings(UploadFault.UNREADABLE)


def _findings(folder: Path, media_type: str, said: dict[str, Any]) -> Findings:
    if said.get("fault"):
        return Findings(UploadFault(said["fault"]))
    drawn = tuple(
        Drawn(
            RenditionKind(each["kind"]),
            each["number"],
            each["media_type"],
            each["width"],
            each["height"],
            (folder / Path(each["file"]).name).read_bytes(),
        )
        for each in said["drawn"]
    )
    return Findings(None, media_type, said["pages"], said["active_content"], drawn)


def _keep(store: ObjectStore, received: _Received, body: bytes, found: Findings) -> list[UploadRendition]:
    """The original untouched, and beside it what was drawn."""
    store.put(kept_place(received.key, received.sha256), body, content_type=found.media_type, sha256=received.sha256)
    return [_keep_drawn(store, received.key, drawn) for drawn in found.drawn]


def _keep_drawn(store: ObjectStore, key: str, drawn: Drawn) -> UploadRendition:
    sha256 = hashlib.sha256(drawn.body).hexdigest()
    store.put(kept_place(key, sha256), drawn.body, content_type=drawn.media_type, sha256=sha256)
    return UploadRendition(
        kind=drawn.kind,
        number=drawn.number,
        sha256=sha256,
        media_type=drawn.media_type,
        width=drawn.width,
        height=drawn.height,
    )


def init_app(app: Flask) -> None:
    handles(app, CHECK, check)
