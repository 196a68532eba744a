"""PDFs are made apart (`press.kits.printing`), many in one process: the memory for that is given back before a file of
the kit is stored."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from config import ROOT
from press.kits.handouts.content import Handout
from press.kits.source.faults import N_, Fault, KitFaults, Said

PDF = "application/pdf"
SECONDS = 40  # for one PDF, on a busy machine
PROGRAM = "press.kits.printing"
_NO_LETTER = re.compile(r'the text `"(.+?)"` could not be displayed')


class NotPrinted(Exception):
    """The process that makes PDFs has ended before they were made: a fault of the machine, or of ours."""


def release(handout: Handout, to: Path) -> dict[str, Any]:
    """A job: the release as PDF."""
    return {"handout": asdict(handout), "to": str(to)}


def drawing(svg: Path, to: Path, *, title: str, alt: str) -> dict[str, Any]:
    """A job: the drawing as PDF, with its title and what those read who cannot see it."""
    return {"svg": str(svg), "title": title, "alt": alt, "to": str(to)}


def print_all(jobs: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Makes every PDF; each job stands with the file of the folder that it is of. Raises KitFaults with all that cannot
    be made, NotPrinted."""
    said = _answers([job for _, job in jobs]) if jobs else []
    faults = [Fault(file, 1, _words(why)) for (file, _), why in zip(jobs, said, strict=True) if why]
    if faults:
        raise KitFaults(faults)


def _answers(jobs: Sequence[dict[str, Any]]) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the files are read, not run
            [sys.executable, "-m", PROGRAM],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            input="".join(json.dumps(job) + "\n" for job in jobs).encode(),
            capture_output=True,
            timeout=SECONDS * len(jobs),
            check=True,
        )
    except subprocess.SubprocessError as fault:
        raise NotPrinted(f"{fault}\n{(getattr(fault, 'stderr', None) or b'').decode(errors='replace')}") from fault
    return [json.loads(line) for line in done.stdout.splitlines()]


def _words(why: str) -> Said:
    """What Typst says, in our words where its reason is known: PDF/UA wants each letter in a font that is inside."""
    found = _NO_LETTER.search(why)
    if found:
        return N_("no PDF can be made: our fonts have no %(value)s; use Thai or Latin letters", value=repr(found[1]))
    return N_("no PDF can be made: %(why)s", why=why)
