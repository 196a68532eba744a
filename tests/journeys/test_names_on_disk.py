"""Under which name a file lies on the disk, with Thai, quotes, emoji and semicolons in it: saved by curl, and by a
browser.

curl knows the plain name of RFC 6266 alone, today; a browser takes the one in UTF-8. Either must be a name that tells
what the file is, in the folder that was meant, and hold every byte."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from flask import Flask, Response
from playwright.sync_api import BrowserContext

from press.accreditation.states import ApplicationState
from press.distribution.disposition import attachment
from tests.distribution.conftest import LIFTED
from tests.distribution.test_disposition import NAMES
from tests.journeys.test_crew import signed_in
from tests.kits.folders import edit, put, write_kit
from tests.kits.test_publish import publish
from tests.support.live import served
from tests.support.people import Person

CURL = shutil.which("curl")

# Documents of a kit, and the plain name that its folder gives to each. (No emoji of several joined into one: Chromium
# puts a line in place of what joins them, whatever it is told.)
DOCUMENTS = {
    "ข้อมูล น้ำ.txt": "facts-th.txt",
    "ข่าว 11 มีนาคม 🏙️🎤.txt": "news.txt",
    "“คำพูด” ของ 'นายกฯ'.txt": "quote-th.txt",
    "it's ‘so’.txt": "quote-en.txt",
    "100% a; b, filename=c.txt": "figures.txt",
    "naïve & café.txt": "cafe.txt",
}

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]


def body_of(name: str) -> bytes:
    return f"The content of {name}\n".encode() * 1000


def saved_by_curl(url: str, folder: Path, *options: str) -> Path:
    """The one file that `curl -OJ` leaves in an empty folder."""
    if CURL is None:
        pytest.skip("NAMES WERE NOT TRIED WITH CURL: it is missing (install curl)")
    folder.mkdir()
    outside = set(folder.parent.iterdir())
    done = subprocess.run(
        [CURL, "--silent", "--show-error", "--fail", "-OJ", *options, url],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert set(folder.parent.iterdir()) == outside
    [saved] = folder.iterdir()
    return saved


@pytest.fixture
def kit(app: Flask, store: object, tmp_path: Path) -> str:
    """The small kit, lifted, with a document of each name."""
    folder = write_kit(tmp_path)
    for day in ("01", "02"):
        edit(folder, "kit.toml", f"2030-01-{day}T09:00:00+07:00", LIFTED)
    tables = [(folder / "documents/documents.toml").read_text("utf-8")]
    for name, plain in DOCUMENTS.items():
        put(folder, f"documents/{name}", body_of(name))
        if plain not in tables[0]:
            said = (("path", name), ("ascii_name", plain), ("language", "none"), ("credit", "Agency"))
            titles = (("title.th", "เอกสาร"), ("title.en", "Document"))
            tables.append("\n".join(["[[files]]", *(f'{key} = "{value}"' for key, value in said + titles), ""]))
    put(folder, "documents/documents.toml", "\n".join(tables))
    with app.app_context():
        done = publish(app, folder)
        assert done.exit_code == 0, done.output
    return "sample-kit"


@pytest.fixture
def reporter(applicant: Callable[..., Person]) -> Person:
    return applicant(ApplicationState.APPROVED)


def offered(reporter: Person, kit: str) -> dict[str, str]:
    """Address of each document, by its name."""
    links = reporter.browser.get(f"/kits/{kit}?lang=en").links
    named = {unquote(link.rpartition("/")[2]): link for link in links if link.startswith("/files/")}
    return {name: named[name] for name in DOCUMENTS}


def test_curl_saves_the_documents_of_a_kit_under_plain_names(
    site: str, kit: str, reporter: Person, tmp_path: Path
) -> None:
    cookie = reporter.browser.client.get_cookie("press")
    assert cookie is not None
    for number, (name, url) in enumerate(offered(reporter, kit).items()):
        saved = saved_by_curl(site + url, tmp_path / str(number), "--cookie", f"press={cookie.value}")
        # The whole name would be right as well: some day curl may read it.
        assert saved.name in {DOCUMENTS[name], name}
        assert saved.read_bytes() == body_of(name)


def test_a_browser_saves_them_under_their_own_names(
    site: str, kit: str, reporter: Person, new_reader: Callable[[int, int], BrowserContext], tmp_path: Path
) -> None:
    page = signed_in(new_reader(1280, 900), reporter, site)
    page.goto(f"/kits/{kit}?lang=en")
    for name, url in offered(reporter, kit).items():
        with page.expect_download() as coming:
            page.locator(f'a[href="{url}"]').first.click()
        assert coming.value.suggested_filename == name
        assert coming.value.path().read_bytes() == body_of(name)


@pytest.fixture
def any_name() -> Iterator[str]:
    """A server that gives a file under whatever name its number stands for: also those that no kit may have."""
    app = Flask("names")

    @app.get("/<int:number>")
    def file(number: int) -> Response:
        name = NAMES[number]
        return Response(body_of(name), headers={"Content-Disposition": attachment(name)})

    with served(app) as url:
        yield url


def test_curl_keeps_to_its_folder_whatever_the_name(any_name: str, tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        saved = saved_by_curl(f"{any_name}/{number}", tmp_path / str(number))
        plain = attachment(name).split('"')[1]
        assert saved.name in {plain, name}
        assert saved.read_bytes() == body_of(name)
