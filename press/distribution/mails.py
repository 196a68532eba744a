"""Mails of distribution. Each says one thing, in both languages."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import current_app, url_for

from press.accounts.models import Account
from press.distribution.models import EmblemRequest
from press.distribution.states import EmblemState
from press.mail.message import Message, compose
from press.web.language import locale, long_date


def tripwire(account: Account, *, at: datetime) -> Message:
    """Somebody tries addresses before a lift. It names no kit, so that the mail itself gives nothing away."""
    return compose(
        "distribution/tripwire",
        to=account.email,
        about=f"account:{account.id}",
        at=at,
        alarms_url=_absolute(url_for("studio.alarms")),
    )


def emblem_asked(request: EmblemRequest) -> Message:
    """We have your request."""
    return compose("distribution/emblem_asked", to=request.account.email, about=request.subject, **_facts(request))


def emblem_waits(request: EmblemRequest) -> Iterator[Message]:
    """To the event's contact, where there is an address: a request waits."""
    address = str(request.kit.event.contact.get("email") or "")
    if address:
        url = _absolute(url_for("studio.emblems", slug=request.kit.slug))
        yield compose("distribution/emblem_waits", to=address, about=request.subject, studio_url=url, **_facts(request))


def emblem_decided(request: EmblemRequest) -> Message:
    """Approved until a day, declined or revoked with the reason."""
    until = request.last_moment
    return compose(
        "distribution/emblem_decided",
        to=request.account.email,
        about=request.subject,
        approved=request.state is EmblemState.APPROVED,
        revoked=request.state is EmblemState.REVOKED,
        until=lambda: long_date(until) if until else "",
        reason=request.reason,
        emblem_url=_absolute(url_for("distribution.emblem", slug=request.kit.slug)),
        **_facts(request),
    )


def _facts(request: EmblemRequest) -> dict[str, Any]:
    return {
        "event": lambda: request.kit.event.name(locale()),
        "organisation": lambda: request.organisation(locale()),
        "code": request.code,
    }


def _absolute(path: str) -> str:
    return str(current_app.extensions["press.config"].base_url) + path
