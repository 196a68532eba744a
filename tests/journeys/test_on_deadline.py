"""A reporter on a phone, ten minutes before the deadline: the text, a quote, a file for the way; is it still right?"""

import hashlib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, expect

from press.accreditation.states import ApplicationState
from tests.journeys.test_crew import signed_in
from tests.kits.folders import edit, explain, write_kit
from tests.kits.test_publish import publish
from tests.support.inspection import Inspector
from tests.support.people import Person

pytestmark = [pytest.mark.journey, pytest.mark.sqlite_only, pytest.mark.xdist_group("journey")]

KIT = "/kits/sample-kit"
LIFTED = "2019-03-11T09:00:00+07:00"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small kit, its embargo over."""
    folder = write_kit(tmp_path)
    for moment in ("2030-01-01T09:00:00+07:00", "2030-01-02T09:00:00+07:00"):
        edit(folder, "kit.toml", moment, LIFTED)
    return folder


@pytest.fixture
def republish(app: Flask, folder: Path, store: object) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            done = publish(app, folder)
            assert done.exit_code == 0, done.output

    return run


def test_text_quote_and_file_for_the_way(
    site: str,
    folder: Path,
    republish: Callable[[], None],
    applicant: Callable[..., Person],
    new_reader: Callable[[int, int], BrowserContext],
    tmp_path: Path,
) -> None:
    republish()
    telephone = new_reader(390, 844)
    telephone.grant_permissions(["clipboard-read", "clipboard-write"])
    look = Inspector(telephone)
    page = signed_in(telephone, applicant(ApplicationState.APPROVED), site)

    # Whom to call comes first; then the text and a quote, copied in either language.
    page.goto(f"{KIT}/releases/01-launch?lang=en")
    call = page.get_by_role("link", name="+66 2 000 0000").bounding_box()
    headline = page.get_by_role("heading", name="Launch").bounding_box()
    assert call is not None
    assert headline is not None
    assert call["y"] < headline["y"]
    page.get_by_role("button", name="Copy the text").click()
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Launch\n\nBANGKOK, 2 January 2030\n\nThere are 7"
    )
    page.get_by_role("button", name="Copy in Thai").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "“เมืองเปิดแล้ว” — นายกเทศมนตรี"

    # The page for the way, as a file: it opens with no line at all, its pictures too.
    page.get_by_role("link", name="Deadline page").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save this page").click()
    kept = tmp_path / "kept.html"
    saved.value.save_as(kept)
    telephone.set_offline(True)
    page.goto(kept.as_uri())
    expect(page.get_by_role("link", name="+66 2 000 0000")).to_be_visible()
    expect(page.get_by_text("There are 7 <b>cities</b>.")).to_be_visible()
    assert page.evaluate("[...document.images].every((image) => image.complete && image.naturalWidth > 0)")
    assert page.evaluate("document.images.length") > 0
    look.look(page)
    telephone.set_offline(False)

    # A file from the page, compared where it is; after the correction it is old.
    page.goto(f"{KIT}/releases/01-launch?lang=en")
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    pdf = tmp_path / "launch.pdf"
    taken.value.save_as(pdf)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.goto(f"{KIT}/check?lang=en")
    page.get_by_label("File", exact=True).set_input_files(pdf)
    expect(page.get_by_text("Current: this is the newest version")).to_be_visible()
    assert hashlib.sha256(pdf.read_bytes()).hexdigest() in page.url
    assert not any("PDF-" in each for each in sent)
    edit(folder, "releases/01-launch/en.md", "There are", "There will be")
    explain(folder, "แก้ไขถ้อยคำ · Wording mended")
    republish()
    page.reload()
    expect(page.get_by_text("Old: there is a newer version")).to_be_visible()
    look.look(page)
    assert look.faults == []


def test_a_browser_lets_the_words_for_search_engines_be(
    site: str, folder: Path, republish: Callable[[], None], new_reader: Callable[[int, int], BrowserContext]
) -> None:
    """Data in a script element is no script: the policy of our pages forbids every script inside a page."""
    edit(folder, "kit.toml", 'audience = "accredited"', 'audience = "public"')
    republish()
    page = new_reader(390, 844).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda fault: said.append(str(fault)))
    violations = "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    page.add_init_script(violations)

    answer = page.goto(f"{KIT}/releases/01-launch?lang=en")

    assert answer is not None
    assert "script-src 'self';" in answer.headers["content-security-policy"]
    [found] = page.evaluate(
        "[...document.querySelectorAll('script[type=\"application/ld+json\"]')].map((each) => JSON.parse(each.text))"
    )
    assert found["@type"] == "NewsArticle"
    assert said == []


COVERED = """() => {
  const bar = document.querySelector(".pd-pick-bar"), at = document.activeElement;
  if (!at || at === document.body || bar.contains(at)) return "";
  const covered = at.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
  return covered && at.compareDocumentPosition(bar) & Node.DOCUMENT_POSITION_FOLLOWING ? at.outerHTML : "";
}"""


def test_files_are_picked_with_the_button_in_reach_and_nothing_under_it(
    site: str,
    republish: Callable[[], None],
    applicant: Callable[..., Person],
    new_reader: Callable[[int, int], BrowserContext],
) -> None:
    republish()
    telephone = new_reader(390, 600)
    look = Inspector(telephone)
    page = signed_in(telephone, applicant(ApplicationState.APPROVED), site)
    page.goto(f"{KIT}/files?lang=en")
    button = page.get_by_role("button", name="Download what is picked (ZIP)")
    expect(button).to_be_in_viewport(ratio=1)

    # A group without opening it, and one file of another.
    whole = page.get_by_role("checkbox", name="Releases as files")
    whole.check()
    expect(page.get_by_role("status").filter(has_text="Files picked: 6,")).to_be_visible()
    page.locator("summary", has_text="Logo, drawings").click()
    page.get_by_role("checkbox", name="Open mark").check()
    expect(page.get_by_role("status").filter(has_text="Files picked: 7,")).to_be_visible()
    look.look(page)
    with page.expect_download() as taken:
        button.click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        names = [name for name in archive.namelist() if "/" in name]
    assert (len(names), "logo/mark-open.svg" in names) == (7, True)

    # With everything unfolded, whatever the keyboard comes to stands above the bar.
    whole.uncheck()
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    page.evaluate("scrollTo(0, 0)")
    covered = []
    for _each in range(80):
        page.keyboard.press("Tab")
        covered.append(page.evaluate(COVERED))
        if button.evaluate("(button) => button === document.activeElement"):
            break
    else:
        raise AssertionError("the button was not come to")
    assert (len(covered) > 30, [each for each in covered if each]) == (True, [])
    assert look.faults == []
