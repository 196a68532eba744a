"""A kit that begins in the browser: a name, a clock, and a draft with the fewest files that a kit needs."""

from datetime import datetime
from pathlib import Path

from press.audit.services import By, record
from press.clock import BANGKOK
from press.db import db
from press.events.models import Event
from press.kits.models import Kit, KitDraft
from press.kits.services.drafting import new_draft, write_text
from press.kits.source.changelog import CHANGELOG, UNCHANGED
from press.kits.source.model import Both
from press.kits.source.parts import FACTS, KIT, LOGO
from press.kits.source.writing import toml_lines
from press.kits.states import Audience

_TEXTS = Path(__file__).parent.parent / "beginning"
_FACTS = "# What both languages must say alike. A text names a fact by its key: {{ participants }}.\n\n[figures]\n"


# Everything in one file. What a kit has none of is left out, so that a kit without files may have it, too.
WHOLE_ZIP = {
    "include": ["releases", "documents", "photos", LOGO, "licences"],
    "title": {"th": "ชุดข้อมูลทั้งหมด", "en": "The whole kit"},
}


def begin_kit(slug: str, event: Event, title: Both, embargo_until: datetime, *, by: By, at: datetime) -> KitDraft:
    """The kit, which nobody sees before its first revision, and its draft. The slug must be free."""
    kit = Kit(
        slug=slug,
        event_id=event.id,
        current_number=0,
        available_from=embargo_until,
        embargo_until=embargo_until,
    )
    db.session.add(kit)
    db.session.flush()
    record("kit.begun", f"kit:{slug}", by=by, at=at, event=event.slug)
    return begin_draft(kit, event, title, by=by, at=at)


def begin_draft(kit: Kit, event: Event, title: Both, *, by: By, at: datetime) -> KitDraft:
    """The first draft of a kit, with the files that every kit has, and one zip of everything."""
    draft = new_draft(kit, by=by, at=at)
    texts = {KIT: _manifest(kit, event, title), FACTS: _FACTS, CHANGELOG: UNCHANGED}
    for path in sorted(_TEXTS.glob("*.md")):
        texts[f"licences/{path.name}"] = path.read_text("utf-8")
    for name, text in texts.items():
        write_text(draft, name, text, seen=0, by=by, at=at)
    return draft


def _manifest(kit: Kit, event: Event, title: Both) -> str:
    both = {"th": title.th, "en": title.en}
    head = {
        "id": kit.slug,
        "event": event.slug,
        "languages": ["th", "en"],
        "audience": Audience.ACCREDITED.value,
        "available_from": kit.available_from.astimezone(BANGKOK),
        "embargo_until": kit.embargo_until.astimezone(BANGKOK),
        "licence": "press-texts",
        "releases": [],
    }
    contact = {"name": "", "phone": "", "email": "", "organisation": {"th": "", "en": ""}}
    whole = {"id": "all", "file_name": f"{kit.slug}.zip", **WHOLE_ZIP}
    return "\n\n".join(
        [
            toml_lines(head),
            f"[title]\n{toml_lines(both)}",
            f"[summary]\n{toml_lines(both)}",
            f"[[contacts]]\n{toml_lines(contact)}",
            f"[[zips]]\n{toml_lines(whole)}\n",
        ]
    )
