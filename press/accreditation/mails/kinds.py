"""The mails whose words an event may change: those to applicants, crews and newsrooms. A mail that is not here is
always as its template says: it goes to staff, or belongs to no event, as the link to sign in.

The placeholders of a mail are the names that `inserts_of` makes of what its template is given."""

from flask_babel import lazy_gettext as _l

from press.mail.kinds import MailKind

USUAL = ("name", "event", "ref", "outlet", "contact", "status_link")
# To an address that nobody has proven: nothing that anybody typed but the PR team.
OF_EVENT = ("event", "contact")

_REASON = {"reason": _l("Send us a letter signed by your editor, and we look at it again.")}
_APPROVED = {
    "reason": _l("Please be at the media desk at 08:15."),
    "kit_url": "https://press.example/kits/example",
    "calendar_url": "https://press.example/event.ics",
}
_ASKED = {
    "items": _l("Assignment letter"),
    "asked": _l("Please send the letter as one PDF."),
    "deadline": "11 Mar 2019, 09:00 (Bangkok)",
    "answer_url": "https://press.example/answer",
}
_REFUSED = {
    "paper": _l("Assignment letter"),
    "fault": _l("The file is damaged or incomplete. Send it again, or take the photo again."),
    "papers_url": "https://press.example/papers",
}

_ASKER = _l("Somchai Jaidee (Example Channel)")

KINDS = (
    MailKind("accreditation/prove_address", _l("Confirm the e-mail address"), OF_EVENT, secret=True),
    MailKind("accreditation/continue_form", _l("Form to be continued elsewhere"), OF_EVENT, secret=True),
    MailKind("accreditation/received", _l("Application received"), USUAL),
    MailKind(
        "accreditation/approved",
        _l("Approved"),
        (*USUAL, "reason"),
        sample=_APPROVED,
    ),
    MailKind(
        "accreditation/declined",
        _l("Not approved"),
        (*USUAL, "reason"),
        sample={
            "code": _l("The outlet has not confirmed the assignment"),
            **_REASON,
            "appeal_until": "18 Mar 2019, 23:59 (Bangkok)",
        },
    ),
    MailKind(
        "accreditation/revoked",
        _l("Revoked"),
        (*USUAL, "reason"),
        sample=_REASON,
    ),
    MailKind(
        "accreditation/approved_limited",
        _l("Approved with limits"),
        (*USUAL, "reason", "limits"),
        sample={**_APPROVED, "limits": _l("the press conference at 09:30")},
    ),
    MailKind("accreditation/waitlisted", _l("Waiting list"), (*USUAL, "reason"), sample={"reason": ""}),
    MailKind("accreditation/more_needed", _l("More information needed"), (*USUAL, "items", "deadline"), sample=_ASKED),
    MailKind(
        "accreditation/deadline_near", _l("A day before the deadline"), (*USUAL, "items", "deadline"), sample=_ASKED
    ),
    MailKind("accreditation/paper_refused", _l("A file cannot be used"), (*USUAL, "paper"), sample=_REFUSED),
    MailKind("accreditation/appeal_received", _l("Appeal received"), USUAL),
    MailKind("accreditation/expired", _l("Expired"), USUAL),
    MailKind(
        "accreditation/newsroom_answered",
        _l("The newsroom has answered"),
        USUAL,
        sample={"confirmed": "", "editor_url": "https://press.example/editor"},
    ),
    MailKind(
        "accreditation/crew_invitation",
        _l("Invitation into a crew"),
        OF_EVENT,
        sample={"asker": _ASKER},
        secret=True,
    ),
    MailKind(
        "accreditation/confirmation",
        _l("Question to the newsroom"),
        (*OF_EVENT, "until"),
        sample={"until": "11 Mar 2019", "asker": _ASKER},
        secret=True,
    ),
)
