"""What roles and the acts of this room are called on the screen."""

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

ACTS = {
    "account.staff_added": _l("Staff: added on the command line"),
    "account.invited": _l("Staff: invited"),
    "account.invitation_accepted": _l("Staff: invitation accepted"),
    "account.role_given": _l("Staff: role given"),
    "account.role_taken": _l("Staff: role taken away"),
    "account.disabled": _l("Staff: disabled"),
    "account.enabled": _l("Staff: enabled again"),
    "account.password_changed": _l("Password changed"),
    "account.password_reset": _l("Password set anew by a mailed link"),
    "account.second_factor_set": _l("Authenticator app set up"),
    "account.second_factor_reset": _l("Second factors removed by an administrator"),
    "account.recovery_codes_made": _l("Recovery codes made"),
    "account.recovery_code_used": _l("Recovery code used"),
    "account.passkey_added": _l("Passkey added"),
    "account.passkey_removed": _l("Passkey removed"),
}


def role(value: Role) -> str:
    return str(_ROLE[value])


def role_may(value: Role) -> str:
    """What somebody with this role may do, in a sentence."""
    return str(_ROLE_MAY[value])
