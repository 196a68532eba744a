"""Names arrive as they were, in every program that reads the header by its standard."""

import re
import unicodedata
from urllib.parse import unquote

import pytest
from werkzeug.http import parse_options_header

from press.distribution.disposition import attachment

NAMES = [
    "logo.svg",
    "ข้อมูลประกอบข่าว.txt",
    "น้ำ กำลัง.pdf",  # SARA AM: one character, and stays one
    "ตรา 🏙️👩‍💻.png",
    "quote\" and 'apostrophe'.pdf",
    "back%20slash; filename=evil.exe.pdf",
    "naïve café.jpg",
    "100% semicolon;comma,=.txt",
    "no ending",
    "ไฟล์",
    "x" * 200 + ".pdf",
]


def parsed(header: str) -> dict[str, str]:
    kind, options = parse_options_header(header)
    assert kind == "attachment"
    return options


def by_the_letter(header: str) -> str:
    """RFC 8187: charset, an empty language, and percent-encoded octets among attr-chars."""
    found = re.fullmatch(r"attachment; filename=\"[^\"\\]+\"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)", header, re.ASCII)
    assert found is not None
    return unquote(found[1], errors="strict")


@pytest.mark.parametrize("name", NAMES)
def test_name_arrives(name: str) -> None:
    header = attachment(name)

    assert header.isascii()
    assert parsed(header)["filename"] == name
    assert by_the_letter(header) == name


@pytest.mark.parametrize("name", NAMES)
def test_plain_name_for_old_programs(name: str) -> None:
    plain = attachment(name).split('"')[1]

    assert plain.isascii()
    assert plain.strip(" ._")
    assert not set(plain) & set("%\\;'*/")


@pytest.mark.parametrize(
    ("name", "ascii_name", "plain"),
    [
        ("ข้อมูลประกอบข่าว.txt", "fact-sheet-th.txt", "fact-sheet-th.txt"),
        ("ข้อมูล.txt", "", "file.txt"),
        ("ข่าว 11 มีนาคม.pdf", "", "11.pdf"),
        ("logo.svg", "", "logo.svg"),
    ],
)
def test_plain_name(name: str, ascii_name: str, plain: str) -> None:
    assert f'filename="{plain}"' in attachment(name, ascii_name)


@pytest.mark.parametrize(
    ("name", "arrives"),
    [
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("..\\..\\boot.ini", "_.._boot.ini"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("nul\x00byte.txt", "nulbyte.txt"),
        ("\ud800.txt", "txt"),
        ("", "file"),
        ("...", "file"),
        (unicodedata.normalize("NFD", "café.txt"), "café.txt"),
    ],
)
def test_tricks_do_not_get_through(name: str, arrives: str) -> None:
    header = attachment(name)

    assert "\r" not in header
    assert "\n" not in header
    assert parsed(header)["filename"] == arrives
