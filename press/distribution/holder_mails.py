"""The mail that tells a holder of a change.

What it says depends on what its reader may know at this moment: the title and the reason stand in it only if the kit's
page is there for them now."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from press.distribution.models import Notice, NoticeReceipt
from press.distribution.notice_page import Told, told_to
from press.distribution.queries.told import subject_of
from press.mail.message import Message, compose
from press.web.language import locale, long_moment

SECRET = "distribution.notice"  # noqa: S105 - a name, not a secret


def notices(notice: Notice, receipts: Sequence[NoticeReceipt], at: datetime) -> list[Message]:
    """A mail for each receipt. They differ by language and by what the reader may know, and are made once for each."""
    made: dict[tuple[str, bool], Message] = {}
    messages = []
    for receipt in receipts:
        told = told_to(receipt, at)
        key = (receipt.account.locale or "th", told.may_know)
        if key not in made:
            made[key] = _mail(notice, told, first=key[0])
        messages.append(replace(made[key], to=receipt.account.email, secret_id=receipt.id))
    return messages


def _mail(notice: Notice, told: Told, *, first: str) -> Message:
    return compose(
        "distribution/notice",
        to="",
        about=subject_of(notice),
        secret=(SECRET, 0),
        first=first,
        kind=notice.kind,
        event=lambda: notice.kit.event.name(locale()),
        title=lambda: told.title(locale()),
        note=lambda: told.note(locale()),
        file_name=told.file.name if told.file else "",
        until=_moment(told.until),
        usable_until=_moment(told.file.usable_until if told.file else None),
    )


def _moment(at: datetime | None) -> Any:
    return (lambda: long_moment(at)) if at is not None else ""
