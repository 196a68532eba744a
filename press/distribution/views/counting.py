"""Who is counted as having taken files in this request."""

import re
from collections.abc import Sequence
from datetime import datetime

from flask import current_app, request
from flask_login import current_user

from press.distribution.services.counting import person_key, record_downloads

# Programs that say what they are: they fetch what a page names, and are nobody who took a file.
_BOT = re.compile(r"bot\b|crawl|spider|slurp|preview|facebookexternalhit|monitor", re.IGNORECASE)


def count(asset_revision_ids: Sequence[int], at: datetime) -> None:
    """Logs that this person took these files now; programs that say what they are count as nobody."""
    account_id = current_user.account_id if current_user.is_authenticated else None
    browser = request.user_agent.string
    if account_id is None and _BOT.search(browser):
        return
    person = person_key(
        account_id,
        secret=current_app.config["SECRET_KEY"],
        address=request.remote_addr or "",
        browser=browser,
        at=at,
    )
    record_downloads(asset_revision_ids, account_id=account_id, person=person, at=at)
