"""Markdown becomes safe HTML by one door."""

from html.parser import HTMLParser

import pytest

from press.markup import PROTOCOLS, TAGS, plain_text, render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**strong** and *soft*", "<p><strong>strong</strong> and <em>soft</em></p>"),
        ("# Title", "<h2>Title</h2>"),
        ("[site](https://press.example)", '<p><a href="https://press.example">site</a></p>'),
        ("[mail](mailto:a@b.example)", '<p><a href="mailto:a@b.example">mail</a></p>'),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("กำลังใจ", "<p>กำลังใจ</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
    ],
)
def test_what_is_let_through(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '<a href="jav&#x09;ascript:alert(1)">x</a>',
        "<p style='background:url(x)'>x</p>",
        "<p onclick='x()'>x</p>",
        "<iframe src=//evil.example></iframe>",
        "<form action=//evil.example><input></form>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "![x](https://evil.example/pixel.gif)",
        "<style>*{}</style>",
        "<base href=//evil.example>",
        "<a target=_blank href=https://x.example>x</a>",
        "<!--><script>alert(1)</script>-->",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<details open ontoggle=alert(1)>",
        "`<script>`<script>alert(1)</script>",
    ],
)
def test_nothing_that_runs_or_loads(source: str) -> None:
    found = _Tags()
    found.feed(render(source))
    assert found.tags <= TAGS
    for name, value in found.attributes:
        assert name in {"href", "title"}
        assert name != "href" or value.partition(":")[0] in PROTOCOLS


class _Tags(HTMLParser):
    """What a browser would see: tags and attributes, as they are after all tricks of spelling."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def test_words_without_marks() -> None:
    assert plain_text("# Title\n\n**Strong** & <b>more</b>") == "Title\n\nStrong & more"


LISTS = """\
ก่อน

* ข้อหนึ่ง
* ข้อสอง ที่ยาว
  สองบรรทัด
    1. ย่อย
    2. ย่อย **อีก** & more
        * deep
* last

1. one

    still one

2. two
"""


def test_lists_keep_bullets_and_figures() -> None:
    assert plain_text(LISTS).splitlines() == [
        "ก่อน",
        "",
        "• ข้อหนึ่ง",
        "• ข้อสอง ที่ยาว",
        "  สองบรรทัด",
        "  1. ย่อย",
        "  2. ย่อย อีก & more",
        "     • deep",
        "• last",
        "",
        "1. one",
        "   still one",
        "2. two",
    ]


def test_figures_of_two_digits_keep_what_follows_in_line() -> None:
    numbered = "".join(f"{number}. x\n" for number in range(1, 10)) + "10. ten\n    and on\n"

    assert plain_text(numbered).splitlines()[-3:] == ["9. x", "10. ten", "    and on"]


def test_a_table_has_a_line_for_each_row() -> None:
    assert plain_text("a\n\n| Year | **Cities** |\n|---|---|\n| 2562 | 7 |\n| 2563 |  |\n\nb") == (
        "a\n\nYear | Cities\n2562 | 7\n2563 |\n\nb"
    )


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("", ""),
        ("one  \ntwo", "one\ntwo"),
        ("> said\n\n---\n\nand then", "said\n\nand then"),
        ("<li>of no list</li>", "• of no list"),
        ("- \n- x", "• x"),
        ("&lt;b&gt; `code` [site](https://press.example)", "<b> code site"),
    ],
)
def test_words_of_whatever_is_written(source: str, text: str) -> None:
    assert plain_text(source) == text


@pytest.mark.parametrize("mark", ["- ", "1. "])
def test_lists_without_end_stay_as_they_were_typed(mark: str) -> None:
    deep = mark * 1000 + "<b>"
    assert render(deep) == f"<p>{mark * 1000}&lt;b&gt;</p>"
    assert plain_text(deep) == f"{mark * 1000}<b>".strip()
