"""A mail as a value, and how one template becomes both languages in text and HTML.

A template (`templates/mail/<room>/<name>.j2`) sets `subject` and writes with `mail`: heading, paragraph,
facts, button. It is rendered once for each language and form; each writer escapes for its own form, so a
value is never formatted twice and nothing of an applicant's becomes a link or markup.

What a template writes with `mail.words` an event may say in its own words (`press.mail.wording`): they stand where
the first of them stood. Heading, facts, buttons and `mail.paragraph` are the template's and stay; so does what it sets
as `before_subject`, such as "Reminder:", in front of either's subject."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import mjml
from flask import current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup, escape

from press.mail.kinds import LANGUAGES
from press.mail.wording import Worded, Wording, fill, paragraphs

# A space stands between Thai and Latin words: "คุณ Malee", but "คุณมาลี".
_THAI_BEFORE_LATIN = re.compile(r"(?<=คุณ)(?=[A-Za-z\u00c0-\u024f])")
SECRET_MARK = "https://press-desk.invalid/mailed-link"  # noqa: S105 - stands where the secret will be


@dataclass(frozen=True)
class Message:
    """A mail to one person. `about` is the subject as the audit writes it; see OutboxMail for the secret."""

    to: str
    about: str
    subject: str
    text: str
    html: str
    secret_kind: str | None = None
    secret_id: int | None = None


class _Writer:
    """One form of a mail. `own` are the event's words, if it has any."""

    def __init__(self, own: str | None = None) -> None:
        self._own = None if own is None else paragraphs(own)

    def words(self, text: str) -> str:
        """A paragraph that an event may say in its own words: all of them, in place of the first."""
        if self._own is None:
            return self.paragraph(text)
        own, self._own = self._own, []
        return "".join([self.paragraph(part) for part in own])

    def paragraph(self, text: str) -> str:
        raise NotImplementedError


class _Text(_Writer):
    def heading(self, text: str) -> str:
        return f"{text}\n\n"

    def paragraph(self, text: str) -> str:
        return f"{text}\n\n"

    def button(self, label: str, url: str) -> str:
        return f"{label}\n{url}\n\n"

    def facts(self, pairs: list[tuple[str, str]]) -> str:
        return "".join(f"{name}: {value}\n" for name, value in pairs) + "\n"


class _Mjml(_Writer):
    def heading(self, text: str) -> str:
        return Markup('<mj-text font-size="22px" font-weight="600" line-height="1.4">{}</mj-text>').format(text)

    def paragraph(self, text: str) -> str:
        lines = Markup("<br/>").join([escape(line) for line in text.split("\n")])
        return Markup("<mj-text>{}</mj-text>").format(lines)

    def button(self, label: str, url: str) -> str:
        return Markup(
            '<mj-button href="{}" background-color="#0b3d91" border-radius="8px"'
            ' font-size="17px" align="left">{}</mj-button>'
        ).format(url, label)

    def facts(self, pairs: list[tuple[str, str]]) -> str:
        rows = Markup("").join(
            Markup('<tr><td style="padding:4px 16px 4px 0;color:#4a566b">{}</td><td>{}</td></tr>').format(*pair)
            for pair in pairs
        )
        return Markup("<mj-table>{}</mj-table>").format(rows)


class _Collector(_Writer):
    """Keeps what an event may say in its own words, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def words(self, text: str) -> str:
        self.parts.append(text)
        return ""

    def paragraph(self, text: str) -> str:
        return ""

    def heading(self, text: str) -> str:
        return ""

    def button(self, label: str, url: str) -> str:
        return ""

    def facts(self, pairs: list[tuple[str, str]]) -> str:
        return ""


@dataclass
class _Rendered:
    subjects: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)


def compose(
    template: str,
    *,
    to: str,
    about: str,
    secret: tuple[str, int] | None = None,
    first: str | None = None,
    wordings: Mapping[str, Worded] | None = None,
    inserts: Mapping[str, Any] | None = None,
    **values: Any,
) -> Message:
    """The message made of `templates/mail/<template>.j2` in both languages: the one that its reader is known to speak
    `first`, else Thai. Values are plain text; a value that is a callable of no arguments is asked once for each
    language. `wordings` are the event's own words by language, `inserts` what their placeholders stand for."""
    rendered = _Rendered()
    for language in sorted(LANGUAGES, key=lambda language: language != first):
        with force_locale(language):
            own = _filled((wordings or {}).get(language), inserts or {})
            _render(rendered, template, own, {**values, "language": language, "secret_link": SECRET_MARK})
    html = render_template("mail/frame.mjml", parts=rendered.parts, title=rendered.subjects[0])
    kind, number = secret or (None, None)
    return Message(
        to=_header(to),
        about=about,
        subject=_header(" / ".join(dict.fromkeys(rendered.subjects))),
        text=("\n" + "-" * 40 + "\n\n").join(rendered.texts).rstrip() + "\n",
        html=_to_html(html),
        secret_kind=kind,
        secret_id=number,
    )


def original(template: str, language: str, **values: Any) -> Wording:
    """What the template itself says where an event may use its own words. Values are as for `compose`."""
    collector = _Collector()
    with force_locale(language):
        module = _module(template, {**values, "language": language, "secret_link": SECRET_MARK}, collector)
    return Wording(_one_line(module.subject), "\n\n".join(collector.parts))


def _filled(wording: Worded | None, inserts: Mapping[str, Any]) -> Wording | None:
    return Wording(fill(wording.subject, inserts), fill(wording.body, inserts)) if wording else None


def _render(rendered: _Rendered, template: str, own: Wording | None, values: dict[str, Any]) -> None:
    body = own.body if own else None
    for writer, into in ((_Text(body), rendered.texts), (_Mjml(body), rendered.parts)):
        module = _module(template, values, writer)
        said = _THAI_BEFORE_LATIN.sub(" ", str(module))
        into.append(re.sub(r"\n{3,}", "\n\n", said).strip() + "\n")
    before = getattr(module, "before_subject", "")
    rendered.subjects.append(_one_line(f"{before} {own.subject if own else module.subject}"))


def _module(template: str, values: Mapping[str, Any], writer: _Writer) -> Any:
    spoken = {name: value() if callable(value) else value for name, value in values.items()}
    context: dict[str, Any] = {}
    current_app.update_template_context(context)
    source = current_app.jinja_env.get_template(f"mail/{template}.j2")
    return source.make_module({**context, **spoken, "mail": writer})


def _one_line(text: str) -> str:
    return " ".join(str(text).split())


def _to_html(source: str) -> str:
    return str(mjml.mjml2html(source))


def _header(line: str) -> str:
    """A header is one line: CR and LF would begin another one."""
    if "\r" in line or "\n" in line:
        raise ValueError("a mail header may not hold a line break")
    return line
