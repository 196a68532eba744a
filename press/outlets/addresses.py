"""Names in the addresses of sites, pages and accounts."""

import re

from press.outlets.names import fold
from press.outlets.states import PlatformKind

_ON_THE_WEB = (PlatformKind.SITE, PlatformKind.PAGE, PlatformKind.ACCOUNT)
# There the name is in the path, and the domain is everybody's.
_SHARED = frozenset(
    {
        "facebook.com", "fb.com", "youtube.com", "x.com", "twitter.com", "tiktok.com", "instagram.com", "threads.net",
        "line.me", "page.line.me", "blockdit.com",
    }
)  # fmt: skip
_PARTS = re.compile(r"^(?:https?://)?(?:www\.|m\.|web\.)?([^/?#\s]+)(?:/([^?#]*))?", re.IGNORECASE)
_NO_NAMES = frozenset({"channel", "c", "user", "pages", "profile.php", "p", "r", "ti", "watch"})


def names_of(kind: PlatformKind, name: str, address: str) -> list[str]:
    """By what people may look for this platform's outlet: its name, and its domain or handle."""
    found = [name, name_in(address) if kind in _ON_THE_WEB else ""]
    return [each for each in found if len(fold(each)) > 1]


def name_in(address: str) -> str:
    """The domain or handle: "thairath.co.th" of "https://www.thairath.co.th/home", "@thairath" of
    "facebook.com/thairath". Empty where there is none."""
    if address.startswith("@"):
        return address.split()[0]
    parts = _PARTS.match(address.strip())
    if parts is None:
        return ""
    domain = parts[1].lower().partition(":")[0]
    if domain not in _SHARED:
        return domain if "." in domain else ""
    steps = [step for step in (parts[2] or "").split("/") if step and step.lower() not in _NO_NAMES]
    return "@" + steps[0].removeprefix("@") if steps else ""
