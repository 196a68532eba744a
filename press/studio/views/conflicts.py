"""Two people at one text: whoever saves second is told, sees both, and loses nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.kits.differences import differences
from press.kits.errors import FileChanged, NoDraftOpen, TextUnreadable
from press.kits.queries import kit_for_editor
from press.studio.views.blueprint import blueprint
from press.web.errors import error_page

View = Callable[..., ResponseReturnValue]


def for_script() -> bool:
    """Whether a script asks, and not a person who will see the answer."""
    return request.accept_mimetypes.best == "application/json"


def tells_conflicts(page_of: Callable[..., str]) -> Callable[[View], View]:
    """Answers FileChanged with both texts and what differs, and TextUnreadable with what was typed, to be sent again.
    `page_of` makes the address of the page that the form is on, out of the view's arguments."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answered(**values: Any) -> ResponseReturnValue:
            try:
                return view(**values)
            except FileChanged as refusal:
                return _told(refusal, values["slug"], page_of(**values))
            except TextUnreadable as refusal:
                if for_script():
                    return jsonify(message=refusal.message), refusal.status
                return error_page(refusal.status, refusal.message, keeps_form=True)

        return answered

    return wrap


def _told(refusal: FileChanged, slug: str, page: str) -> ResponseReturnValue:
    kit = kit_for_editor(slug, actor=current_user)
    theirs = (refusal.file.text or "") if refusal.file else ""
    shown = {
        "kit": kit,
        "event": kit.event,
        "file": refusal.file,
        "theirs": theirs,
        "mine": refusal.mine,
        "pieces": differences(theirs, refusal.mine) if refusal.mine else [],
        "typed": [each for each in request.form.items(multi=True) if each[0] not in ("csrf_token", "seen")],
        "page": page,
        "action": request.path,
    }
    if for_script():
        panel = render_template("studio/_conflict.html", **shown)
        return jsonify(panel=panel, version=refusal.file.version if refusal.file else 0), 409
    return render_template("studio/conflict.html", **shown), 409


@blueprint.errorhandler(NoDraftOpen)
def no_draft(refusal: NoDraftOpen) -> ResponseReturnValue:
    """Nobody was quicker: nothing is being written. The page has the button that begins the next draft."""
    if for_script():
        return jsonify(message=refusal.message), refusal.status
    kit = refusal.kit
    return render_template("studio/begin.html", kit=kit, event=kit.event, sent=request.method == "POST"), refusal.status
