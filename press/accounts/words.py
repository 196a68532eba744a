"""What roles are called on the screen."""

from flask_babel import lazy_gettext as _l

from press.accounts.states import Role

_ROLE = {
    Role.ADMIN: _l("Administrator"),
    Role.OFFICER: _l("PR officer"),
    Role.EDITOR: _l("Press kit editor"),
    Role.GATE: _l("Gate staff"),
    Role.DPO: _l("Data protection officer"),
}
_ROLE_MAY = {
    Role.ADMIN: _l("Gives roles, and may do all that officers do."),
    Role.OFFICER: _l("Sees applications and decides on them."),
    Role.EDITOR: _l("Sees the press kit before it is published."),
    Role.GATE: _l("Will check credentials at the gate."),
    Role.DPO: _l("Sees the activity log and what people ask about their data; decides nothing."),
}


def role(value: Role) -> str:
    return str(_ROLE[value])


def role_may(value: Role) -> str:
    """What somebody with this role may do, in a sentence."""
    return str(_ROLE_MAY[value])
