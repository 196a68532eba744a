"""Files through the gate, with its rule and its log, against the object store read directly."""

import re
import shutil
from pathlib import Path

import boto3
from botocore.config import Config as BotoConfig
from flask import Flask
from sqlalchemy import select

from benchmarks.browser import Browser
from benchmarks.journeys import Mailbox, apply_in
from benchmarks.load import Load, load
from benchmarks.place import EVENT, Place, Server, command
from benchmarks.tables import Table
from config import ROOT, Config
from press.accreditation.models import Application
from press.accreditation.services.deciding import approve
from press.audit.services import SYSTEM
from press.clock import now
from press.db import db, db_transaction
from press.kits.models import AssetRevision
from press.storage.store import current_store

NAME = "files"
READERS = 8
ZIP_BYTES = 25 * 1024 * 1024
LOGO_BYTES = 200 * 1024
LOGO = "benchmark-logo.png"
ADDRESS = "reader@example.com"
_LINK = re.compile(r'href="(/files/[^"]+)"')


def measure(place: Place) -> Table:
    """The table of files."""
    app = place.database(NAME, applications=200)
    with app.app_context():
        current_store().ensure_bucket()
    command(app, "kits", "publish", str(_kit(place.folder)))
    table = Table(
        "Files, eight readers",
        ("file", "gate", "store read directly", "gate : store"),
        "The gate asks the rule and keeps the log on each request, then streams; the store is read by a presigned GET.",
    )
    with place.web(NAME) as server, place.worker(NAME, server.base_url):
        journalist = _journalist(app, server, place)
        paths = dict.fromkeys(_LINK.findall(journalist.get(f"/kits/{EVENT}")))
        for title, ending in (("kit zip, 25 MiB", ".zip"), ("logo, 200 KiB", f"/{LOGO}")):
            path = next(path for path in paths if path.endswith(ending))
            through = load(server.base_url + path, cookie=journalist.cookie, clients=READERS)
            direct = load(_presigned(app, path), clients=READERS)
            table.add(title, _speed(through), _speed(direct), f"{through.per_second / direct.per_second:.2f}")
    return table


def _speed(found: Load) -> str:
    return f"{found.bytes_per_second / 1024**2:,.0f} MiB/s, {found.per_second:,.0f}/s, p99 {found.p99:.0f} ms"


def _kit(folder: Path) -> Path:
    """The first kit with two files more, which no compression makes smaller."""
    kit = folder / "kits" / EVENT
    shutil.copytree(ROOT / "press_kits" / EVENT, kit)
    pack = kit / "assets" / "logo" / "pack.toml"
    pack.write_text(pack.read_text().replace("[512, 1024, 2048], jpg = [1024], webp = [1024], pdf = true", "[512]"))
    documents = kit / "documents"
    listed = [(documents / "documents.toml").read_text()]
    for name, start, size in (("benchmark.pdf", b"%PDF-1.7\n", ZIP_BYTES), (LOGO, b"\x89PNG\r\n\x1a\n", LOGO_BYTES)):
        (documents / name).write_bytes(start + _noise(size - len(start)))
        entry = (f'path = "{name}"', f'ascii_name = "{name}"', 'language = "none"', 'licence = "press-texts"')
        titles = ('credit = "made up"', f'title.th = "{name}"', f'title.en = "{name}"')
        listed.append("\n".join(["", "[[files]]", *entry, *titles, ""]))
    (documents / "documents.toml").write_text("".join(listed))
    return kit


def _noise(size: int) -> bytes:
    with open("/dev/urandom", "rb") as source:
        return source.read(size)


def _journalist(app: Flask, server: Server, place: Place) -> Browser:
    """A browser in which somebody is signed in who has applied and was approved."""
    browser, mailbox = Browser(server.base_url), Mailbox(place.mails(NAME))
    try:
        apply_in(browser, mailbox, ADDRESS)
    finally:
        mailbox.close()
    with app.test_request_context(), db_transaction():
        found = db.session.scalars(select(Application).where(Application.email == ADDRESS)).one()
        approve(found, version=found.version, reason="", by=SYSTEM, at=now())
    return browser


def _presigned(app: Flask, path: str) -> str:
    settings: Config = app.extensions["press.config"]
    client = boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url,
        region_name=settings.s3_region,
        aws_access_key_id=settings.aws_access_key_id,
        aws_secret_access_key=settings.aws_secret_access_key,
        config=BotoConfig(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    with app.app_context():
        name = path.rpartition("/")[2]
        key = db.session.scalar(select(AssetRevision.storage_key).where(AssetRevision.file_name == name))
    url: str = client.generate_presigned_url("get_object", Params={"Bucket": settings.s3_bucket, "Key": key})
    return url
