"""The event's page: what, when, where, who, the counting rule, and how far it has come."""

from collections.abc import Callable

import pytest

from press.accreditation.states import ApplicationState
from tests.support.browser import Browser
from tests.support.people import Person


def test_thai_reads_the_buddhist_year_and_english_the_common_one(visitor: Browser, event: str) -> None:
    thai = visitor.get(f"/events/{event}?lang=th")
    english = visitor.get(f"/events/{event}?lang=en")
    assert (thai.status, english.status) == (200, 200)
    assert "วันจันทร์ที่ 11 มีนาคม 2562" in thai.text
    assert "09.00" in thai.text
    assert "Monday 11 March 2019" in english.text
    assert "2562" not in english.text
    assert 'lang="th"' in thai.html.split("<head>")[0]
    assert 'lang="en"' in english.html.split("<head>")[0]
    assert 'datetime="2019-03-11T09:00:00+07:00"' in english.html
