"""The mails to applicants whose words an event may change. A mail that is not here is always as its template says.

The placeholders of a mail are the names that `inserts_of` makes of what its template is given."""

from flask_babel import lazy_gettext as _l

from press.mail.kinds import MailKind

USUAL = ("name", "event", "ref", "outlet", "contact", "status_link")

KINDS = (
    MailKind("accreditation/prove_address", _l("Confirm the e-mail address"), ("event",)),
    MailKind("accreditation/received", _l("Application received"), USUAL),
    MailKind(
        "accreditation/approved",
        _l("Approved"),
        (*USUAL, "reason"),
        sample={"reason": _l("Please be at the media desk at 08:15."), "kit_url": "https://press.example/kits/example"},
    ),
    MailKind(
        "accreditation/declined",
        _l("Not approved"),
        (*USUAL, "reason"),
        sample={
            "code": _l("The outlet has not confirmed the assignment"),
            "reason": _l("Send us a letter signed by your editor, and we look at it again."),
        },
    ),
    MailKind(
        "accreditation/revoked",
        _l("Revoked"),
        (*USUAL, "reason"),
        sample={"reason": _l("Send us a letter signed by your editor, and we look at it again.")},
    ),
)
