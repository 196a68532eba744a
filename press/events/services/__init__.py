"""The verbs of events, by noun. Each checks, writes and records the act, in the caller's transaction."""

from press.events.services.loading import load_event
from press.events.services.making import make_event
from press.events.services.opening import close_window, open_event, reopen_window
from press.events.services.settings import change_event

__all__ = ["change_event", "close_window", "load_event", "make_event", "open_event", "reopen_window"]
