"""Days as people write them, in either era."""

from datetime import date

import pytest
from flask import Flask

from press.web.days import as_typed, read_day

pytestmark = pytest.mark.sqlite_only


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("15/3/2568", date(2025, 3, 15)),
        ("15.3.2025", date(2025, 3, 15)),
        ("2025-03-15", date(2025, 3, 15)),
        ("๑๑/๓/๒๕๖๒", date(2019, 3, 11)),
    ],
)
def test_either_era_is_understood(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed", ["", "1/1", "31/2/2562", "1/4/68", "1/1/10542", "1/1/" + "9" * 40, "²/1/2562", "a/b/c"]
)
def test_what_is_no_day_of_ours_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_day(typed)


def test_a_day_is_shown_as_it_would_be_typed(app: Flask) -> None:
    for lang, typed in (("th", "11/3/2562"), ("en", "11/3/2019")):
        with app.test_request_context(headers={"Accept-Language": lang}):
            assert as_typed(date(2019, 3, 11)) == typed
            assert read_day(as_typed(date(2019, 3, 11))) == date(2019, 3, 11)
