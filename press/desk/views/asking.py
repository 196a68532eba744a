"""The officer asks an applicant for more, or goes on without."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.queries import application_for_officer
from press.accreditation.services import asking
from press.clock import now
from press.desk.applicant_panels import ask_form
from press.desk.forms import AskForm
from press.desk.views.application import act, move, who
from press.desk.views.blueprint import blueprint, officers_only


@blueprint.post("/applications/<ref>/ask")
@officers_only
def ask(ref: str) -> ResponseReturnValue:
    """Asks for named items until a deadline; the mail leaves after the commit."""

    def verb(found: Application, form: AskForm) -> str:
        asking.ask(
            found,
            version=form.version.data,
            items=form.items.data,
            words=form.words.data,
            deadline=form.deadline,
            by=current_user.by,
            at=now(),
        )
        return _("%(who)s: asked for more. The applicant is told by e-mail.", who=who(found))

    # Locked before the form is made: what is read first is what the verb sees.
    found = application_for_officer(ref, actor=current_user, for_update=True)
    return act(ref, ask_form(found), verb)


@blueprint.post("/applications/<ref>/go-on")
@officers_only
def go_on(ref: str) -> ResponseReturnValue:
    """Back to review without the answer."""
    return move(ref, asking.go_on_without, _("Back under review, without the answer."))
