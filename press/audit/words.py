"""How pages say who acted, where the audit names nobody's account."""

from flask_babel import lazy_gettext as _l

_ACTOR = {
    "applicant": _l("the applicant"),
    "outlet desk": _l("the newsroom"),
    "system": _l("the system"),
    "command line": _l("the command line"),
}


def actor(name: str) -> str:
    """Who acted: the name as the audit has it, in words where it is not a person's."""
    return str(_ACTOR.get(name, name))
