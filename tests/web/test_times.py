"""A moment is written in one way, whatever page, mail or file it stands in."""

from datetime import UTC, datetime, timedelta

from press.web.language import clock_time, long_moment, moment_there, short_moment

NINE = datetime(2026, 11, 20, 2, 0, 0, tzinfo=UTC)
LATE = datetime(2026, 12, 31, 18, 27, 5, tzinfo=UTC)  # in Bangkok the next day, and the next year


def test_date_and_time() -> None:
    assert (short_moment(NINE, "th"), short_moment(NINE, "en")) == (
        "20 พ.ย. 2569 เวลา 09:00 น.",
        "20 Nov 2026, 09:00 (Bangkok)",
    )
    assert (short_moment(LATE, "th"), short_moment(LATE, "en")) == (
        "1 ม.ค. 2570 เวลา 01:27 น.",
        "1 Jan 2027, 01:27 (Bangkok)",
    )
    assert (clock_time(NINE, "th"), clock_time(NINE, "en")) == ("09:00 น.", "09:00")


def test_with_seconds() -> None:
    assert (short_moment(NINE, "th", seconds=True), short_moment(NINE, "en", seconds=True)) == (
        "20 พ.ย. 2569 เวลา 09:00:00 น.",
        "20 Nov 2026, 09:00:00 (Bangkok)",
    )


def test_elsewhere_in_the_same_form_and_era() -> None:
    assert (moment_there(LATE, "UTC", "th"), moment_there(LATE, "UTC", "en")) == (
        "31 ธ.ค. 2569 เวลา 18:27 น. (UTC)",
        "31 Dec 2026, 18:27 (UTC)",
    )


def test_in_files_that_travel_it_is_never_rounded() -> None:
    assert (long_moment(NINE, "th"), long_moment(NINE, "en")) == (
        "วันศุกร์ที่ 20 พฤศจิกายน 2569 เวลา 09:00 น.",
        "Friday 20 November 2026, 09:00 (Bangkok, UTC+7)",
    )
    assert long_moment(NINE + timedelta(seconds=30), "en") == "Friday 20 November 2026, 09:00:30 (Bangkok, UTC+7)"
