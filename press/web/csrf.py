"""Forms come from our own pages: a token in each form, and the browser's own word on where it came from."""

from flask import Flask, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFProtect

from press.errors import Refusal
from press.web.transaction import SAFE_METHODS

csrf = CSRFProtect()


class ForeignForm(Refusal):
    """A form that another site posted here (Fetch Metadata: `Sec-Fetch-Site`)."""

    status = 400


def init_app(app: Flask) -> None:
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session: a form left open over lunch still works
    app.config["WTF_CSRF_SSL_STRICT"] = False  # Referrer is not always sent; Sec-Fetch-Site is the better judge

    @app.before_request
    def refuse_foreign_forms() -> None:
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in SAFE_METHODS and site not in {"same-origin", "none"}:
            raise ForeignForm(_("This form was sent from another site. Open the page here and send it again."))

    csrf.init_app(app)
