"""What distribution leaves to the worker."""

from datetime import timedelta

from flask import Flask, current_app, url_for

from press.accounts.tokens import hash_token, made_token
from press.clock import now
from press.db import db, db_transaction
from press.distribution import mails
from press.distribution.addresses import absolute
from press.distribution.models import Subscription
from press.distribution.services import emblems, subscribing
from press.jobs.worker import repeats
from press.mail import delivery

TELL = "distribution.tell_topics"
EVERY = timedelta(seconds=20)
EMBLEM_ENDS = "distribution.emblem_ends"
EMBLEM_ENDS_EVERY = timedelta(minutes=10)


def tell_topics() -> None:
    """The job: mails the news of the kits to those who wait for them, a part of them in each transaction."""
    base_url = current_app.extensions["press.config"].base_url
    after: int | None = 0
    while after is not None:
        with current_app.test_request_context(base_url=base_url), db_transaction():
            after = subscribing.tell(mails.news, after=after, at=now())


def tell_of_emblem_ends() -> None:
    """The job: whoever may use an emblem is told in time that the right ends, and when it has ended."""
    base_url = current_app.extensions["press.config"].base_url
    with current_app.test_request_context(base_url=base_url), db_transaction():
        emblems.tell_of_ends(at=now())


def unsubscribe_url(subscription_id: int) -> str:
    """The address in the mail that ends a subscription, made again with the key that it was made with."""
    config = current_app.extensions["press.config"]
    held = db.session.get_one(Subscription, subscription_id)
    tokens = [made_token(held.nonce, purpose=subscribing.PURPOSE, secret_key=key) for key in config.secret_keys]
    token = next((each for each in tokens if hash_token(each) == held.token_hash), tokens[0])
    with current_app.test_request_context(base_url=config.base_url):
        return absolute(url_for("distribution.unsubscribe", token=token))


def init_app(app: Flask) -> None:
    repeats(app, TELL, tell_topics, every=EVERY)
    repeats(app, EMBLEM_ENDS, tell_of_emblem_ends, every=EMBLEM_ENDS_EVERY)
    delivery.fills_secret(app, mails.SECRET, unsubscribe_url, ends_mails=True)
