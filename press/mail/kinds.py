"""Which mails an event may put into its own words, and what may stand in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LANGUAGES = ("th", "en")


@dataclass(frozen=True)
class MailKind:
    """A mail whose words an event may change. `name` is its template, such as "accreditation/approved"; `title` what
    people call it. `placeholders` are the names that may stand in braces. `sample` holds what the template is
    given beyond the facts of an application, as an example: a value, or a callable asked once a language. `secret`:
    its button is a link for one reader alone, which the worker fills in; it stands in no placeholder."""

    name: str
    title: Any  # lazily translated text
    placeholders: tuple[str, ...]
    sample: Mapping[str, Any] = field(default_factory=dict)
    secret: bool = False

    @property
    def key(self) -> str:
        """The name as it stands in an address."""
        return self.name.replace("/", ".")

    def example(self) -> dict[str, Any]:
        """The sample as `compose` takes it: lazily translated text is asked anew in each language."""
        return {name: _spoken(value) for name, value in self.sample.items()}


def _spoken(value: Any) -> Any:
    return value if callable(value) or isinstance(value, str) else lambda: str(value)
