"""The feeds of a kit, and each reader's own key to them."""

import hashlib
import json

from flask import Response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from press.accounts.rules import is_signed_in
from press.clock import now
from press.distribution.addresses import absolute
from press.distribution.feeds import ATOM, JSON_FEED, Feed, atom, json_feed
from press.distribution.pages import release_lines
from press.distribution.queries import reader_of
from press.distribution.queries.reading import feed_key_of, reader_with_token
from press.distribution.services import feed_keys
from press.distribution.views.blueprint import blueprint
from press.distribution.views.shared import about, as_reader, kit_called, one_at_a_time
from press.kits.errors import KitNotFound
from press.kits.models import Kit
from press.kits.queries import Reader, visible_kit
from press.kits.queries.reading import dated_texts, files_by_release, known_endings
from press.web.guards import public, requires
from press.web.language import locale
from press.web.limits import limited

TOKEN = "feed_token"  # noqa: S105 - where the session keeps it, until it was shown


@blueprint.get("/kits/<slug>/feed.atom")
@public
def atom_feed(slug: str) -> ResponseReturnValue:
    """The kit's releases as an Atom feed."""
    return _answer(atom(_feed(slug)), ATOM)


@blueprint.get("/kits/<slug>/feed.json")
@public
def json_feed_view(slug: str) -> ResponseReturnValue:
    """The same as JSON Feed."""
    return _answer(json.dumps(json_feed(_feed(slug)), ensure_ascii=False), JSON_FEED)


def _feed(slug: str) -> Feed:
    at, kit = now(), kit_called(slug)
    reader = _reader(kit)
    revision = visible_kit(slug, reader, at)
    language = locale()
    texts = dated_texts(slug, reader, at)
    spoken = {line.text.id for line in release_lines([one.text for one in texts], language)}
    return Feed(
        revision,
        language,
        [one for one in texts if one.text.id in spoken],
        files_by_release(slug, reader, at),
        known_endings(slug, reader, at),
    )


def _reader(kit: Kit) -> Reader:
    """Whoever asks, or the owner of the key that the address carries. A key that opens nothing is answered as a kit
    that is not there."""
    token = request.args.get("token")
    if token is None:
        return reader_of(current_user, kit.event_id)
    reader = reader_with_token(token, kit)
    if reader is None:
        raise KitNotFound
    return reader


def _answer(body: str, content_type: str) -> Response:
    """The feed, or 304 where the program has this very one."""
    response = Response(body, content_type=f"{content_type}; charset=utf-8")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest())
    response.make_conditional(request)
    return response


@blueprint.get("/kits/<slug>/feeds")
@public
def feeds(slug: str) -> ResponseReturnValue:
    """What feeds there are, and the reader's own key to them: shown once, after it was made."""
    at, kit = now(), kit_called(slug)
    revision = visible_kit(slug, reader_of(current_user, kit.event_id), at)
    own = feed_key_of(current_user.account_id, kit.id) if current_user.is_authenticated else None
    token = session.pop(TOKEN, None) if own else None
    names = {"Atom": "distribution.atom_feed", "JSON Feed": "distribution.json_feed_view"}
    urls = {
        name: absolute(url_for(endpoint, slug=slug, lang=locale(), token=token)) for name, endpoint in names.items()
    }
    return render_template("distribution/feeds.html", **about(revision, at), own_key=own, token=token, urls=urls)


@blueprint.post("/kits/<slug>/feeds")
@limited("20/hour")
@requires(is_signed_in, sign_in="accounts.ask_link")
def make_feed_key(slug: str) -> ResponseReturnValue:
    """A new key in place of the one before."""
    at, kit = now(), kit_called(slug)
    visible_kit(slug, reader_of(current_user, kit.event_id), at)
    one_at_a_time()
    session[TOKEN] = feed_keys.make_feed_key(kit, account_id=current_user.account_id, by=as_reader(), at=at)
    return redirect(url_for("distribution.feeds", slug=slug), 303)


@blueprint.post("/kits/<slug>/feeds/end")
@limited("60/hour")
@requires(is_signed_in, sign_in="accounts.ask_link")
def end_feed_key(slug: str) -> ResponseReturnValue:
    """Ends the key. Also for somebody who may not see the kit any longer: the key is their own."""
    kit = kit_called(slug)
    feed_keys.revoke_feed_key(kit, account_id=current_user.account_id, by=as_reader(), at=now())
    session.pop(TOKEN, None)
    return redirect(url_for("distribution.feeds", slug=slug), 303)
