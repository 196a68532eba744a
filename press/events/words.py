"""What figures are called on the screen."""

from flask_babel import lazy_gettext as _l

_FIGURE = {
    "outlets": _l("Outlets accredited"),
    "owners": _l("Owners"),
    "people": _l("People approved"),
    "attended": _l("Attended"),
    "self_declared": _l("Self-declared outlets"),
    "by_medium": _l("By medium"),
    "thai": _l("Thai outlets"),
    "foreign": _l("Foreign outlets"),
}


def figure(name: str) -> str:
    """One of PUBLIC_FIGURES."""
    return str(_FIGURE[name])
