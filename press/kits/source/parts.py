"""The lists of a folder that people add to: where each stands, and where its files lie."""

from dataclasses import dataclass

from press.kits.source.files import CONTENT_TYPES

KIT = "kit.toml"
FACTS = "facts.toml"


@dataclass(frozen=True)
class Part:
    """A list of tables `[[key]]` in the file `path`; its files lie in `folder`, empty where it has none."""

    path: str
    key: str
    folder: str = ""
    endings: tuple[str, ...] = ()


_PHOTOS = tuple(ending for ending in ("jpg", "jpeg", "png", "webp") if ending in CONTENT_TYPES)
DOCUMENTS, PHOTOS, LOGO = "documents", "photos", "logo"
PARTS = {
    "contacts": Part(KIT, "contacts"),
    "zips": Part(KIT, "zips"),
    DOCUMENTS: Part("documents/documents.toml", "files", "documents", tuple(CONTENT_TYPES)),
    PHOTOS: Part("assets/photos/photos.toml", "files", "assets/photos", _PHOTOS),
    LOGO: Part("assets/logo/pack.toml", "files", "assets/logo", ("svg",)),
}
FILE_PARTS = (DOCUMENTS, PHOTOS, LOGO)


def release_path(slug: str, language: str) -> str:
    """Where a release stands in one language."""
    return f"releases/{slug}/{language}.md"
