"""After signing in one is led back to a page of this site, and to no other."""

import pytest

from press.web.redirects import safe_next

DEFAULT = "/default"


@pytest.mark.parametrize(
    "target",
    ["/", "/events/x", "/desk/x/applications?state=approved&q=%E0%B8%81#row", "/ก", "/a//b", "/@evil.example"],
)
def test_paths_of_this_site(target: str) -> None:
    assert safe_next(target, DEFAULT) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        " ",
        "events/x",
        "?x=1",
        "http://evil.example",
        "https:evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        "\x00//evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt://%0aalert(1)",
        "data:text/html,x",
        "/x\r\nSet-Cookie: a=b",
        "/ /evil.example",
        "//[::1",
    ],
)
def test_everything_else(target: str | None) -> None:
    assert safe_next(target, DEFAULT) == DEFAULT
