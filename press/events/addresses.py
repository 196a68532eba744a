"""An event's address and the letters before its applications' numbers: how they are written, and what is reserved."""

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+|[a-z0-9]{3,}")
PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,5}")
LONGEST_SLUG = 60
# Words that stand, or may one day stand, where an event's address does.
RESERVED = frozenset(
    {
        *("account", "accounts", "admin", "api", "applications", "apply", "audit", "credentials", "crews", "desk"),
        *("drafts", "event", "events", "files", "gate", "health", "help", "kits", "login", "mail", "mailbox", "mails"),
        *(
            "media",
            "new",
            "outlets",
            "owners",
            "people",
            "press",
            "privacy",
            "queue",
            "reports",
            "roles",
            "search",
            "settings",
        ),
        *("sign-in", "sign-out", "staff", "static", "templates", "views"),
    }
)


def fold_slug(typed: str) -> str:
    """As it will stand in the address: lower case, a hyphen for space and underline, full-width letters made narrow."""
    folded = unicodedata.normalize("NFKC", typed).strip().lower()
    return re.sub(r"[\s_-]+", "-", folded).strip("-")


def fold_prefix(typed: str) -> str:
    """Capital letters and figures, without space around."""
    return unicodedata.normalize("NFKC", typed).strip().upper()
