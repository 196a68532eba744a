"""Signing in and out, and one's own account, by noun. Importing a module adds its views to the blueprint."""

from press.accounts.views import (
    code_app,
    invitations,
    journalists,
    own,
    passkeys,
    passwords,
    recovery,
    sessions,
    staff_door,
)
from press.accounts.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "code_app",
    "invitations",
    "journalists",
    "own",
    "passkeys",
    "passwords",
    "recovery",
    "sessions",
    "staff_door",
]
