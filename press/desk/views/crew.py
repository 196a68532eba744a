"""The crew of one application: who leads it."""

from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from press.accreditation.models import Application
from press.accreditation.services import crews
from press.clock import now
from press.desk.views.application import act, who
from press.desk.views.blueprint import blueprint, officers_only
from press.web.fields import Form


@blueprint.post("/applications/<ref>/crew/lead")
@officers_only
def lead_crew(ref: str) -> ResponseReturnValue:
    """Lets this person lead the crew from now on."""

    def verb(found: Application, _form: Form) -> str:
        crews.lead(found, by=current_user.by, at=now())
        return _("%(who)s leads the crew now.", who=who(found))

    return act(ref, Form(), verb)
