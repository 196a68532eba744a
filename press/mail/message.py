"""A mail as a value, and how one template becomes both languages in text and HTML.

A template (`templates/mail/<room>/<name>.j2`) sets `subject` and writes with `mail`: heading, paragraph,
facts, button. It is rendered once for each language and form; each writer escapes for its own form, so a
value is never formatted twice and nothing of an applicant's becomes a link or markup."""

import re
from dataclasses import dataclass, field
from typing import Any

import mjml
from flask import current_app, render_template
from flask_babel import force_locale
from markupsafe import Markup

SECRET_MARK = "https://press-desk.invalid/mailed-link"  # noqa: S105 - stands where the secret will be
LANGUAGES = ("th", "en")


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


class _Text:
    def heading(self, text: str) -> str:
        return f"{text}\n\n"

    def paragraph(self, text: str) -> str:
        return f"{text}\n\n"

    def button(self, label: str, url: str) -> str:
        return f"{label}\n{url}\n\n"

    def facts(self, pairs: list[tuple[str, str]]) -> str:
        return "".join(f"{name}: {value}\n" for name, value in pairs) + "\n"


class _Mjml:
    def heading(self, text: str) -> str:
        return Markup('<mj-text font-size="22px" font-weight="600" line-height="1.4">{}</mj-text>').format(text)

    def paragraph(self, text: str) -> str:
        return Markup("<mj-text>{}</mj-text>").format(text)

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
    **values: Any,
) -> Message:
    """The message made of `templates/mail/<template>.j2` in Thai, then English. Values are plain text; a value
    that is a callable of no arguments is asked once for each language."""
    rendered = _Rendered()
    for language in LANGUAGES:
        with force_locale(language):
            _render(rendered, template, {**values, "language": language, "secret_link": SECRET_MARK})
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


def _render(rendered: _Rendered, template: str, values: dict[str, Any]) -> None:
    spoken = {name: value() if callable(value) else value for name, value in values.items()}
    source = current_app.jinja_env.get_template(f"mail/{template}.j2")
    context: dict[str, Any] = {}
    current_app.update_template_context(context)
    for writer, into in ((_Text(), rendered.texts), (_Mjml(), rendered.parts)):
        module = source.make_module({**context, **spoken, "mail": writer})
        into.append(re.sub(r"\n{3,}", "\n\n", str(module)).strip() + "\n")
    rendered.subjects.append(" ".join(str(module.subject).split()))  # type: ignore[attr-defined]


def _to_html(source: str) -> str:
    return str(mjml.mjml2html(source))


def _header(line: str) -> str:
    """A header is one line: CR and LF would begin another one."""
    if "\r" in line or "\n" in line:
        raise ValueError("a mail header may not hold a line break")
    return line
