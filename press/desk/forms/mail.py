"""The form of a mail's words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from press.desk.forms.application import VersionedForm
from press.desk.forms.event_rows import problems_of
from press.mail.kinds import LANGUAGES, MailKind
from press.mail.wording import Wording, fault_in
from press.web.fields import Kept, Line, Lines, Needed

_SUBJECT_NEEDED = Needed(_l("Enter a subject."))
_BODY_NEEDED = Needed(_l("Enter the text."))


class MailForm(VersionedForm):
    """Subject and text in both languages. Braces are checked against what this mail knows."""

    subject_th = Line(_l("Subject in Thai"), [_SUBJECT_NEEDED, Kept(150)])
    body_th = Lines(_l("Text in Thai"), [_BODY_NEEDED, Kept(5_000)])
    subject_en = Line(_l("Subject in English"), [_SUBJECT_NEEDED, Kept(150)])
    body_en = Lines(_l("Text in English"), [_BODY_NEEDED, Kept(5_000)])
    ref = Line(_l("With a real application"), [Kept(20)], description=_l("Its number. Empty: an example person."))

    def __init__(self, kind: MailKind, said: dict[str, Wording], **more: Any) -> None:
        held = {f"{part}_{language}": getattr(said[language], part) for language in LANGUAGES for part in PARTS}
        super().__init__(data=held, **more)
        self._kind = kind

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid = bool(super().validate(*args, **kwargs))
        for name in (f"{part}_{language}" for language in LANGUAGES for part in PARTS):
            message = self._fault(self[name].data or "")
            if message:
                self[name].errors = [*self[name].errors, message]
                valid = False
        return valid

    def _fault(self, text: str) -> str:
        fault = fault_in(text, self._kind.placeholders)
        if fault is None:
            return ""
        if not fault.is_placeholder:
            return _("There is a brace without its partner. A placeholder is written {name}, without spaces.")
        known = ", ".join("{" + name + "}" for name in self._kind.placeholders)
        return _("This e-mail has no placeholder %(wrong)s. It has: %(known)s", wrong=fault.text, known=known)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each fault, with the id of the control it is about."""
        return problems_of(self)

    def wordings(self) -> dict[str, Wording]:
        """What was written, by language."""
        return {
            language: Wording(self[f"subject_{language}"].data or "", self[f"body_{language}"].data or "")
            for language in LANGUAGES
        }


PARTS = ("subject", "body")
