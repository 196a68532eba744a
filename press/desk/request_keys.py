"""The key by which a form that is sent twice is known."""

import uuid

from flask import request


def request_key() -> str:
    """What the page put into its form; a new one where that is missing or is none of ours."""
    sent = request.form.get("request_key", "")
    return sent if len(sent) == 32 and sent.isascii() and sent.isalnum() else uuid.uuid4().hex
