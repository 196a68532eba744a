"""The applicant names the editor or desk that can confirm."""

from datetime import datetime

from press.accreditation.errors import AskedAlready
from press.accreditation.models import Application
from press.accreditation.queries.confirmations import editor_of
from press.accreditation.queries.papers import papers_state
from press.accreditation.services.confirming import ask_desk
from press.accreditation.services.papers import hand_in_words, takes_papers
from press.audit.services import By, record
from press.events.settings import PaperKind
from press.outlets.queries import outlet_by_id


def name_editor(application: Application, *, email: str, secret_key: str, by: By, at: datetime) -> None:
    """Mails the question to this address (in its compared form), and keeps the address as a paper where the event asks
    for one. Raises as `ask_desk` does, but for AskedAlready: who else asked there is not the applicant's to know."""
    asked = (kind for each in papers_state(application).asked for kind in each.rule.kinds)
    if takes_papers(application) and PaperKind.EDITOR in asked:
        hand_in_words(application, PaperKind.EDITOR, email, by=by, at=at)
    before = editor_of(application)
    try:
        ask_desk(
            outlet=outlet_by_id(application.outlet_id or 0),
            event=application.event,
            email=email,
            only=application,
            secret_key=secret_key,
            by=by,
            at=at,
        )
    except AskedAlready:
        if before is not None and before.confirmation.email == email:
            return
    record("application.editor_asked", application.subject, by=by, at=at)
