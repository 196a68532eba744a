"""The photo for the badge is a picture, and large enough to be printed."""

from collections.abc import Callable

import pytest

from press.storage.s3 import S3Store
from tests.support import files
from tests.support.papers import page_of
from tests.support.people import Person
from tests.support.uploading import Sender

Deliver = Callable[[], int]


@pytest.mark.sqlite_only
@pytest.mark.parametrize("name", ["me.pdf", "me.jpg"])
def test_a_pdf_is_no_photo_whatever_its_name(applicant: Callable[..., Person], store: S3Store, name: str) -> None:
    person = applicant()
    refused = Sender(person).send(files.pdf(), name=name)
    assert (refused.status, "Send a photo here" in refused.json["message"]) == (422, True)
    assert "Received" not in page_of(person).text


@pytest.mark.sqlite_only
def test_a_letter_may_be_a_pdf(applicant: Callable[..., Person], store: S3Store, deliver: Deliver) -> None:
    person = applicant()
    Sender(person).send(files.pdf(), "letter", "letter.pdf")
    deliver()
    assert "cannot be used" not in page_of(person).text


@pytest.mark.sqlite_only
@pytest.mark.parametrize(("width", "height", "fits"), [(300, 400, True), (299, 800, False), (1200, 299, False)])
def test_a_photo_is_large_enough_for_a_badge(
    applicant: Callable[..., Person], store: S3Store, deliver: Deliver, width: int, height: int, fits: bool
) -> None:
    person = applicant()
    Sender(person).send(files.jpeg(width, height))
    deliver()
    assert ("too small for a badge" not in page_of(person).text) is fits
