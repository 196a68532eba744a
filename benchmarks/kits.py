"""Publishing a large kit, against the plain upload of the same bytes to the same store."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pikepdf
from botocore.config import Config as BotoConfig

from benchmarks.place import EVENT, Place
from benchmarks.tables import Table
from benchmarks.weight import family, kilobytes
from config import ROOT, Config

NAME = "kits"
FILES = 20
FILE_BYTES = 25 * 1024**2
AIM = 0.8
LIMIT_MIB = 200
_ZIP = '\n[[zips]]\nid = "all"\nfile_name = "all.zip"\ninclude = ["documents"]\ntitle.th = "ทั้งหมด"\ntitle.en = "All"\n'


def measure(place: Place) -> Table:
    """The table of publishing."""
    place.database(NAME, applications=0)
    table = Table(
        "Publishing a kit of 500 MiB",
        ("what", "command, s", "of it start, s", "plain upload, s", "speed of it", "memory, MiB", "with helpers, MiB"),
        f"{FILES} documents of 25 MiB. The command reads and checks the folder, has releases set as PDF by another "
        "process, stores everything and writes the revision. Start: the same command with --help; it is left out of "
        "the speed, as Python's start is of the plain upload: boto3's upload_file of the same bytes with its own "
        f"settings, ten threads, the faster of one before and one after. Aim {AIM} of its speed, limit {LIMIT_MIB} "
        "MiB. Memory: the command's at the most; with helpers: while another process works for it, of both, shared "
        "pages counted once.",
    )
    kit = _kit(place.folder)
    start, _memory, _both = _command(place, "--help")
    stored = [kit / "documents" / f"{number}.pdf" for number in range(FILES)]
    _add(table, "as it is", place, kit, start, stored)
    seconds, memory, _both = _command(place, "publish", kit)
    table.add("again, nothing changed", f"{seconds:.1f}", f"{start:.1f}", "", "", f"{memory:.0f}", "")
    with (kit / "kit.toml").open("a") as manifest:
        manifest.write(_ZIP)
    whole = place.folder / "whole"
    with whole.open("wb") as together:
        for path in stored:
            together.write(path.read_bytes())
    _add(table, "and then a zip of it", place, kit, start, [whole])
    return table


def _add(table: Table, what: str, place: Place, kit: Path, start: float, stored: list[Path]) -> None:
    before = _plain_upload(place, stored)
    seconds, memory, both = _command(place, "publish", kit)
    plain = min(before, _plain_upload(place, stored))
    speed = f"{plain / (seconds - start):.2f} ×"
    table.add(what, f"{seconds:.1f}", f"{start:.1f}", f"{plain:.1f}", speed, f"{memory:.0f}", f"{both:.0f}")


def _kit(folder: Path) -> Path:
    """The first kit without zips, and with documents that no compression makes smaller."""
    kit = folder / "large" / EVENT
    shutil.copytree(ROOT / "press_kits" / EVENT, kit)
    shutil.rmtree(kit / "assets")
    manifest = kit / "kit.toml"
    manifest.write_text(manifest.read_text().partition("[[zips]]")[0])
    listed = []
    for number in range(FILES):
        name = f"{number}.pdf"
        _document(kit / "documents" / name)
        entry = (f'path = "{name}"', f'ascii_name = "{name}"', 'language = "none"', 'credit = "made up"')
        listed.append("\n".join(["[[files]]", *entry, f'title.th = "{name}"', f'title.en = "{name}"', ""]))
    (kit / "documents" / "documents.toml").write_text("\n".join(listed))
    return kit


def _document(path: Path) -> None:
    """A PDF of one page with an enclosure that no compression makes smaller: it is looked into, as any other."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["enclosure"] = os.urandom(FILE_BYTES)
        document.save(path, compress_streams=False)


def _command(place: Place, *words: str | Path) -> tuple[float, float, float]:
    """Seconds of a `flask kits` command, and in MiB its resident memory at the most, and that of it and its helpers
    while it has some."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "kits", *map(str, words)],
        cwd=ROOT,
        env=place.environ_for(NAME),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory = both = 0.0
    while process.poll() is None:
        memory = max(memory, _most_memory(process.pid))
        both = max(both, _with_helpers(process.pid))
        time.sleep(0.02)
    assert process.returncode == 0, words
    return time.perf_counter() - began, memory, both


def _most_memory(process: int) -> float:
    """What the process has held at the most so far, in MiB."""
    found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0  # it has just ended


def _with_helpers(process: int) -> float:
    """What it and its children hold now, in MiB, shared pages counted once; nothing while it has none."""
    try:
        some = family(process)
        return sum(kilobytes(one, "smaps_rollup", "Pss") for one in some) / 1024 if len(some) > 1 else 0.0
    except OSError:  # one has just ended
        return 0.0


def _plain_upload(place: Place, files: list[Path]) -> float:
    settings = Config.from_environ(place.environ_for(NAME))
    client = boto3.client(
        "s3",
        endpoint_url=settings.s3_endpoint_url,
        region_name=settings.s3_region,
        aws_access_key_id=settings.aws_access_key_id,
        aws_secret_access_key=settings.aws_secret_access_key,
        config=BotoConfig(signature_version="s3v4", s3={"addressing_style": "path"}),
    )
    if "Buckets" not in client.list_buckets() or not client.list_buckets()["Buckets"]:
        client.create_bucket(Bucket=settings.s3_bucket)
    began = time.perf_counter()
    for number, path in enumerate(files):
        client.upload_file(str(path), settings.s3_bucket, f"plain/{len(files)}/{number}")
    return time.perf_counter() - began
