"""Mails of distribution. Each says one thing, in both languages."""

from datetime import datetime

from flask import url_for

from press.accounts.models import Account
from press.distribution.addresses import absolute
from press.distribution.models import Subscription
from press.distribution.queries.reading import News
from press.kits.queries.reading import DatedText
from press.mail.message import Message, compose
from press.web.language import locale

SECRET = "distribution.subscription"  # noqa: S105 - the name of a kind of link
SHOWN = 12  # releases of one kit in one mail


def tripwire(account: Account, *, at: datetime) -> Message:
    """Somebody tries addresses before a lift. It names no kit, so that the mail itself gives nothing away."""
    return compose(
        "distribution/tripwire",
        to=account.email,
        about=f"account:{account.id}",
        at=at,
        alarms_url=absolute(url_for("studio.alarms")),
    )


def news(subscription: Subscription, found: list[News]) -> Message:
    """What is new in the event's kits. It is written after the lift, and names nothing that is not to be read."""
    return compose(
        "distribution/news",
        to=subscription.account.email,
        about=subscription.subject,
        secret=(SECRET, subscription.id),
        event=lambda: subscription.event.name(locale()),
        kits=lambda: [_kit(one) for one in found],
    )


def _kit(one: News) -> dict[str, object]:
    """One kit in the language that is spoken; of a text that is there in the other alone, that one."""
    spoken = locale()
    by_release: dict[str, DatedText] = {}
    for text in sorted(one.texts, key=lambda dated: dated.text.language != spoken):
        by_release.setdefault(text.text.release.slug, text)
    slug = one.revision.kit.slug
    lines = sorted(by_release.values(), key=lambda dated: dated.text.position)
    return {
        "title": one.revision.title(spoken),
        "url": absolute(url_for("distribution.kit", slug=slug)),
        "lines": [{"title": line.text.title, "changed": line.changed_at > line.first_at} for line in lines[:SHOWN]],
    }
