"""Erase a person, whole: the data protection officer's act, asked for by the person."""

from datetime import datetime

from press.accounts.models import Account
from press.accounts.services.erasing import forget_account
from press.accreditation.queries.people import everything_of
from press.accreditation.services.erasing import forget_applicant, still_running
from press.audit.services import By, record, record_many
from press.db import db
from press.distribution.services.erasing import forget_reader
from press.jobs.services import forget_address
from press.mail import outbox
from press.privacy import mails
from press.privacy.errors import AnsweredMeanwhile, NotErasable
from press.privacy.models import DataRequest
from press.privacy.queries.requests import own_requests
from press.privacy.states import LEGAL_MOVES, RequestKind, RequestState


def why_not(account: Account, *, at: datetime) -> NotErasable | None:
    """What stands in the way, or None. A member of staff loses the roles first. An accreditation that still runs is
    withdrawn first, by the person or for them by the PR team: a place is given back, and that is no act of data
    protection."""
    if account.grants:
        return NotErasable(is_staff=True)
    running = still_running(account, at=at)
    return NotErasable(running=tuple(each.ref for each in running)) if running else None


def erase(found: DataRequest, *, by: By, at: datetime) -> None:
    """Erases whoever asked for it, in one transaction, and answers the request. One last mail tells the person; its
    row, the only place that still holds the address, is deleted once it is sent (`forget_told`). The bytes of papers
    and of sealed copies of kits are deleted by jobs. The audit stays as it was written: applicants stand there by
    their number alone.

    Call with the request's row locked. Raises AnsweredMeanwhile, NotErasable."""
    if found.kind is not RequestKind.ERASURE or RequestState.DONE not in LEGAL_MOVES[found.state]:
        raise AnsweredMeanwhile
    account = found.account
    refusal = why_not(account, at=at)
    if refusal is not None:
        raise refusal
    told = mails.erased(found)
    subjects = [each.subject for each in everything_of(account)] + [each.subject for each in own_requests(account.id)]
    outbox.forget(account.email, *subjects)
    forget_address(account.email)
    forget_applicant(account, at=at)
    copies = forget_reader(account.id, by=by, at=at)
    forget_account(account, at=at)
    _close_all(account, by=by, at=at)
    record("account.erased", f"account:{account.id}", by=by, at=at, request=found.id, applications=_count(account))
    record("data_request.done", found.subject, by=by, at=at)
    record_many(copies)
    outbox.queue(told, at=at)


def _close_all(account: Account, *, by: By, at: datetime) -> None:
    """Whatever else this person asked is answered by it; words that name people go."""
    for each in own_requests(account.id):
        each.words = each.answer = ""
        if each.state is RequestState.OPEN:
            each.state, each.closed_at, each.closed_by = RequestState.DONE, at, by.name
    db.session.flush()


def _count(account: Account) -> int:
    return len(everything_of(account))
