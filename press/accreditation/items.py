"""What an officer may ask for and an applicant may change, by the names that forms and tables use."""

from press.events.settings import PaperKind

# The form's name of each field that can be changed, and the column that holds it.
FIELDS = {
    "name_en": "name_en",
    "name_th": "name_th",
    "phone": "phone",
    "outlet": "outlet_name",
    "medium": "medium",
    "country": "country",
    "role": "role",
    "work": "work",
}
# Asked for by name. Medium and country follow from the outlet, which officers settle themselves.
ASKED_FIELDS = ("name_en", "name_th", "phone", "outlet", "role", "work")
_PAPER = "paper:"
# Recent work is a field of the form.
ASKED_PAPERS = tuple(f"{_PAPER}{kind}" for kind in PaperKind if kind is not PaperKind.WORK)
ITEMS = (*ASKED_FIELDS, *ASKED_PAPERS)
# Decides nothing: a new telephone number or a further report leaves a decision as it is.
LIGHT = frozenset({"phone", "work"})


def paper_of(item: str) -> PaperKind | None:
    """The paper that this item is, or None for a field."""
    return PaperKind(item.removeprefix(_PAPER)) if item.startswith(_PAPER) else None


def fields_among(items: list[str]) -> list[str]:
    """Those of these items that are fields of the form."""
    return [item for item in items if item in FIELDS]


def papers_among(items: list[str]) -> list[PaperKind]:
    """Those of these items that are papers."""
    return [kind for item in items if (kind := paper_of(item)) is not None]
