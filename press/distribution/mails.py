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
        first=subscription.account.locale,
        secret=(SECRET, subscription.id),
        event=lambda: subscription.event.name(locale()),
        kits=lambda: [_kit(one) for one in found],
    )


def _kit(one: News) -> dict[str, object]:
    """One kit in the language that is spoken: each release by its title in it, whichever language changed, and by the
    other title where it has no text in it."""
    spoken = locale()
    fresh = {dated.text.release_id for dated in one.texts}
    by_release: dict[int, DatedText] = {}
    for dated in sorted(one.everything, key=lambda dated: dated.text.language != spoken):
        if dated.text.release_id in fresh:
            by_release.setdefault(dated.text.release_id, dated)
    slug = one.revision.kit.slug
    lines = sorted(by_release.values(), key=lambda dated: dated.text.position)
    changed = {dated.text.release_id for dated in one.texts if dated.changed_at > dated.first_at}
    return {
        "title": one.revision.title(spoken),
        "url": absolute(url_for("distribution.kit", slug=slug)),
        "lines": [{"title": line.text.title, "changed": line.text.release_id in changed} for line in lines[:SHOWN]],
    }
