"""Browser and system in two words, from what a browser says of itself: enough to know one's own session by.

The whole User-Agent is not kept: it is long enough to follow somebody by."""

# The first that is found in the header counts: browsers name those before them, too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Line/", "LINE"),
    ("FBAN", "Facebook"),
    ("FBAV", "Facebook"),
    ("FxiOS", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """ "Chrome · Windows"; what is not known is left out, and nothing at all is ""."""
    found = (next((word for sign, word in table if sign in user_agent), "") for table in (_BROWSERS, _SYSTEMS))
    return " · ".join(word for word in found if word)
