"""What a request's conditions and ranges ask for."""

import pytest
from werkzeug.datastructures import Headers

from press.distribution.ranges import answer_for
from press.storage.store import ByteRange

TAG = "a1b2"
WHOLE = (200, None, 100, None)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, WHOLE),
        ({"Range": "bytes=0-"}, (206, ByteRange(0, 99), 100, "bytes 0-99/100")),
        ({"Range": "bytes=0-0"}, (206, ByteRange(0, 0), 1, "bytes 0-0/100")),
        ({"Range": "bytes=90-"}, (206, ByteRange(90, 99), 10, "bytes 90-99/100")),
        ({"Range": "bytes=90-1000"}, (206, ByteRange(90, 99), 10, "bytes 90-99/100")),
        ({"Range": "bytes=-10"}, (206, ByteRange(90, 99), 10, "bytes 90-99/100")),
        ({"Range": "bytes=100-"}, (416, None, 0, "bytes */100")),
        ({"Range": "bytes=0-1,5-6"}, WHOLE),
        ({"Range": "bytes=5-1"}, WHOLE),
        ({"Range": "bytes=x"}, WHOLE),
        ({"Range": "lines=0-1"}, WHOLE),
        ({"Range": ""}, WHOLE),
        ({"If-None-Match": '"a1b2"'}, (304, None, 0, None)),
        ({"If-None-Match": 'W/"a1b2"'}, (304, None, 0, None)),
        ({"If-None-Match": '"x", "a1b2"'}, (304, None, 0, None)),
        ({"If-None-Match": "*"}, (304, None, 0, None)),
        ({"If-None-Match": '"x"'}, WHOLE),
        ({"Range": "bytes=1-2", "If-Range": '"a1b2"'}, (206, ByteRange(1, 2), 2, "bytes 1-2/100")),
        ({"Range": "bytes=1-2", "If-Range": '"old"'}, WHOLE),
        ({"Range": "bytes=1-2", "If-Range": 'W/"a1b2"'}, WHOLE),
        ({"Range": "bytes=1-2", "If-Range": "Mon, 11 Mar 2019 02:00:00 GMT"}, WHOLE),
        ({"Range": "bytes=500-", "If-Range": '"old"'}, WHOLE),
    ],
)
def test_answer(headers: dict[str, str], expected: tuple[object, ...]) -> None:
    answer = answer_for(Headers(headers), TAG, 100)

    assert (answer.status, answer.byte_range, answer.length, answer.content_range) == expected


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [("", True), ("bytes=0-", True), ("bytes=0-9", True), ("bytes=1-", False), ("bytes=-1", False)],
)
def test_only_a_beginning_counts(wanted: str, counts: bool) -> None:
    assert answer_for(Headers({"Range": wanted}), TAG, 100).from_the_start is counts


def test_a_copy_that_is_there_already_does_not_count() -> None:
    assert not answer_for(Headers({"If-None-Match": f'"{TAG}"'}), TAG, 100).from_the_start
