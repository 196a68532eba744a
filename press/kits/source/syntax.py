"""What is wrong with the writing of a TOML text or a drawing. Their parsers say it in English alone; here it is said
in words that can be translated."""

import re
from xml.parsers import expat

from press.kits.source.faults import N_, Said

_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
_NOT_CLOSED = "Unterminated|Expected \"'"
# By what tomllib says; the first that fits.
_TOML = {
    rf"character '\\n'|{_NOT_CLOSED}": N_("not valid TOML: a quotation mark is not closed"),
    "Cannot|Duplicate": N_("not valid TOML: the same key or table is there twice"),
    "Expected '='": N_("not valid TOML, column %(column)s: = is missing after a key"),
    "Expected ']|Unclosed": N_("not valid TOML, column %(column)s: a comma or a closing bracket is missing"),
    "too deep": N_("not valid TOML: something in it is too deep or too long to be read"),
    "Invalid date": N_("not valid TOML, column %(column)s: there is no such date or time"),
    "Unescaped|hex|Escaped": N_("not valid TOML, column %(column)s: write \\\\ for one \\ in a text"),
    "Invalid value": N_(
        'not valid TOML, column %(column)s: no value begins so; a text needs straight quotation marks: "…"'
    ),
    "Expected newline": N_(
        'not valid TOML, column %(column)s: the value ends before this; a quotation mark inside a text is written \\"'
    ),
    "Invalid (statement|initial)": N_("not valid TOML, column %(column)s: unexpected character"),
}
_NO_VALUE = N_("not valid TOML: a value is missing after =")
_NO_DATE = N_("not valid TOML: write a date as 2019-03-11, with a time as 2019-03-11T09:00:00+07:00")
_TOML_ELSE = N_("not valid TOML, column %(column)s")
_EMPTY = re.compile(r"\s*[^\s#=]+\s*=\s*(#.*)?")
_DATE = re.compile(r"[^=]*=\s*\d+[-/:.]\d")

_XML = {
    expat.errors.XML_ERROR_NO_ELEMENTS: N_("not well-formed XML: it ends before every tag is closed"),
    expat.errors.XML_ERROR_UNCLOSED_TOKEN: N_("not well-formed XML, column %(column)s: a tag is not closed"),
    expat.errors.XML_ERROR_TAG_MISMATCH: N_(
        "not well-formed XML, column %(column)s: this closes another tag than the one that is open"
    ),
    expat.errors.XML_ERROR_INVALID_TOKEN: N_(
        "not well-formed XML, column %(column)s: unexpected character; & is written &amp;, < is written &lt;"
    ),
    expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE: N_(
        "not well-formed XML, column %(column)s: an attribute is there twice"
    ),
    expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: N_(
        "not well-formed XML, column %(column)s: something stands after the end of the drawing"
    ),
    expat.errors.XML_ERROR_UNDEFINED_ENTITY: N_(
        "not well-formed XML, column %(column)s: unknown entity; & is written &amp;"
    ),
}
_XML_ELSE = N_("not well-formed XML, column %(column)s")


def wrong_toml(text: str, said: str) -> tuple[int, Said]:
    """The line (from 1) at which tomllib stopped reading `text`, and why, of the words that it `said`."""
    at = _AT.search(said)
    if at:
        line, column = int(at[1]), int(at[2])
    else:
        before = text[: _opened(text, said) if re.match(_NOT_CLOSED, said) else len(text)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return line, _at_column(_cause(text.split("\n")[line - 1], said), column)


def _opened(text: str, said: str) -> int:
    """Where the text begins that nothing closes."""
    return text.rfind("'" if said.startswith("Expected") else '"""' if text.count('"""') % 2 else '"')


def _cause(line: str, said: str) -> Said:
    if said.startswith("Invalid value") and _EMPTY.fullmatch(line):
        return _NO_VALUE
    if said.startswith("Expected newline") and _DATE.match(line):
        return _NO_DATE
    return next((words for sign, words in _TOML.items() if re.search(sign, said)), _TOML_ELSE)


def wrong_xml(error: expat.ExpatError) -> Said:
    """Why a drawing cannot be read as XML."""
    words = _XML.get(expat.ErrorString(error.code) or "", _XML_ELSE)
    return _at_column(words, error.offset + 1)


def _at_column(words: Said, column: int) -> Said:
    return Said(words.msgid, {"column": column})
