"""Photographs for tests, drawn on the spot, and the manifest that names them."""

import io
from pathlib import Path

import pikepdf
from PIL import ExifTags, Image, ImageCms

from tests.kits.folders import put

PHOTOS = """\
[[files]]
path = "square.jpg"
licence = "texts"
credit = "กรมตัวอย่าง / Sample Office"
creator = "สมหญิง ใจดี"
copyright = "© 2030 Sample Office & Co."
title.th = "จัตุรัส"
title.en = "The square"
caption.th = "จัตุรัสกลางเมืองยามเช้า น้ำใส"
caption.en = "The square <at> dawn"
alt.th = "ลานกว้าง"
alt.en = "A wide square"
taken = 2030-01-01
place.th = "กรุงเทพฯ"
place.en = "Bangkok"
"""
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def jpeg(
    size: tuple[int, int] = (1200, 900),
    *,
    mode: str = "RGB",
    orientation: int = 1,
    located: bool = False,
    xmp: bytes = b"",
    profile: bytes = PROFILE,
) -> bytes:
    """A photograph whose left half is dark red and whose right half is pale, as the sensor saw it."""
    picture = Image.new("RGB", size, (240, 235, 220))
    picture.paste((120, 20, 30), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Model] = "Camera of the test"
    if located:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (13.0, 44.0, 30.0)
    body = io.BytesIO()
    picture.convert(mode).save(body, "JPEG", exif=exif, xmp=xmp, icc_profile=profile)
    return body.getvalue()


def saved(form: str, mode: str = "RGB", **options: object) -> bytes:
    """A small grey picture in another format."""
    body = io.BytesIO()
    Image.new(mode, (300, 200)).save(body, form, **options)
    return body.getvalue()


def pdf_with(body: bytes, **about: object) -> bytes:
    """A PDF that holds these bytes as an image, or as what else `about` says that they are."""
    with pikepdf.new() as document:
        said = {f"/{key}": pikepdf.Name(f"/{value}") for key, value in about.items()}
        said = said or {"/Subtype": pikepdf.Name("/Image"), "/Filter": pikepdf.Name("/DCTDecode")}
        document.Root.Kept = document.make_indirect(pikepdf.Stream(document, body, said))
        document.add_blank_page()
        target = io.BytesIO()
        document.save(target)
    return target.getvalue()


def add_photo(folder: Path, body: bytes | None = None, manifest: str = PHOTOS, name: str = "square.jpg") -> None:
    """Puts one photograph into the kit."""
    put(folder, "assets/photos/photos.toml", manifest)
    put(folder, f"assets/photos/{name}", jpeg() if body is None else body)
