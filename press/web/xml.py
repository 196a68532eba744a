"""Text inside XML that is written by hand."""

import re
from xml.sax.saxutils import escape

_QUOTE = {'"': "&quot;"}
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no way to say these


def xml_text(text: str) -> str:
    """The text, for an element or for an attribute in double quotes; what no XML can hold is left out."""
    return escape(_NEVER.sub("", text), _QUOTE)
