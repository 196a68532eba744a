"""The server of the journeys leaves nothing behind that would reach into the next test."""

import threading
from urllib.request import urlopen

from flask import Flask

from tests.support.live import served

PATIENT_S = 10


def test_it_ends_after_the_last_answer() -> None:
    inside, may_end, done = threading.Event(), threading.Event(), threading.Event()

    def slow() -> str:
        inside.set()
        may_end.wait(PATIENT_S)
        done.set()
        return ""

    plain = Flask("slow")
    plain.add_url_rule("/slow", view_func=slow)
    with served(plain) as site:
        browser = threading.Thread(target=lambda: urlopen(f"{site}/slow").close())
        browser.start()
        assert inside.wait(PATIENT_S)
        threading.Timer(1.5, may_end.set).start()  # the server itself looks twice a second whether it is to end
    assert done.is_set()
    browser.join(PATIENT_S)
