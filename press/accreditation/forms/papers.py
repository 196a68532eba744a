"""Forms of the page of papers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from press.accreditation import paper_words
from press.events.settings import PaperKind
from press.web.fields import Form, Kept, Line, Lines, Needed


class WordsForm(Form):
    words = Lines("", [Needed(_l("Write something here, or say why you cannot.")), Kept(2000)])

    def __init__(self, kind: PaperKind, **kwargs: Any) -> None:
        super().__init__(prefix=f"{kind}-", **kwargs)
        self.words.label.text = paper_words.name(kind)


class FileForm(Form):
    """`camera` is a second field for the same file, which opens a telephone's camera."""

    file = FileField("")
    camera = FileField("")

    def __init__(self, kind: PaperKind, **kwargs: Any) -> None:
        super().__init__(prefix=f"{kind}-", **kwargs)
        self.file.label.text = paper_words.name(kind)


class CannotForm(Form):
    reason = Line(
        _l("I cannot provide this, because…"),
        [Needed(_l("Write why you cannot provide it: an officer reads this.")), Kept(300)],
    )

    def __init__(self, kind: PaperKind, **kwargs: Any) -> None:
        super().__init__(prefix=f"{kind}-cannot-", **kwargs)
