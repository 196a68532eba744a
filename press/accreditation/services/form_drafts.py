"""A form that is kept while somebody types."""

import secrets
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from press.accounts.services.links import new_link
from press.accounts.states import LinkPurpose
from press.accreditation import mails
from press.accreditation.items import FIELDS
from press.accreditation.models import FormDraft
from press.db import db
from press.events.models import Event
from press.mail import outbox

KEPT_FOR = timedelta(days=30)
KEPT_FIELDS = ("email", *FIELDS)  # not the consent, which is given with the form that is sent
LONGEST = 2000  # of one field; more than the form takes, so that what is too long is not lost


def keep(
    draft: FormDraft | None, values: Mapping[str, str], *, event: Event, account_id: int | None, at: datetime
) -> FormDraft | None:
    """Keeps what is typed: in this draft, or in a new one as soon as there is anything."""
    typed = {name: _storable(values[name]) for name in KEPT_FIELDS if values.get(name, "").strip()}
    if draft is None:
        if not typed:
            return None
        draft = FormDraft(key=secrets.token_urlsafe(24), event=event)
        db.session.add(draft)
    draft.values, draft.updated_at = typed, at
    draft.account_id = account_id or draft.account_id
    db.session.flush()
    return draft


def forget(draft: FormDraft) -> None:
    """Deletes it: the form was sent, or is begun anew."""
    db.session.delete(draft)
    db.session.flush()


def forget_old(*, at: datetime) -> None:
    """Deletes what nobody has touched for 30 days."""
    db.session.execute(delete(FormDraft).where(FormDraft.updated_at <= at - KEPT_FOR))


def mail_way_back(draft: FormDraft, *, email: str, secret_key: str, at: datetime) -> bool:
    """Mails a link to go on with this form in another browser, for a day. The mail carries nothing that was typed.
    False when the address has had its share for this hour."""
    link = new_link(
        email=email,
        purpose=LinkPurpose.DRAFT,
        secret_key=secret_key,
        about=str(draft.id),
        at=at,
    )
    if link is None:
        return False
    outbox.queue(mails.continue_form(draft, link), at=at)
    return True


def _storable(text: str) -> str:
    """Without what no database keeps: controls and lone surrogates."""
    kept = (c for c in text[:LONGEST] if c in "\r\n" or unicodedata.category(c) not in {"Cc", "Cs"})
    return "".join(kept)
