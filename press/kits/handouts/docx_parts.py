"""The parts of a DOCX that hardly differ from one release to the next (ECMA-376)."""

from press.web.xml import xml_text

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT = "Tahoma"  # has Thai, and is there on Windows and on a Mac; a font inside the file Word would not trust

CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>'
    '<Override PartName="/docProps/core.xml"'
    ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
PACKAGE_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)
RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    "{}</Relationships>"
)
HYPERLINK = f'<Relationship Id="{{}}" Type="{_OFFICE}/hyperlink" Target="{{}}" TargetMode="External"/>'
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1418" w:bottom="1247" w:left="1418" w:header="708" w:footer="708" w:gutter="0"/>'
    "</w:sectPr>"
)
DOCUMENT = f'{_HEAD}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>{{}}{_PAGE}</w:body></w:document>'


def _levels(kind: str, words: tuple[str, ...]) -> str:
    return "".join(
        [
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{words[level % len(words)].format(level + 1)}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{(level + 1) * 400}" w:hanging="340"/></w:pPr></w:lvl>'
            for level in range(9)
        ]
    )


NUMBERING = (
    f'{_HEAD}<w:numbering xmlns:w="{_WORD}">'
    f'<w:abstractNum w:abstractNumId="1">{_levels("bullet", ("•", "–"))}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{_levels("decimal", ("%{}.",))}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>{}</w:numbering>'
)


def core_properties(title: str, author: str, language: str) -> str:
    """What the file says of itself."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml_text(title)}</dc:title><dc:creator>{xml_text(author)}</dc:creator>"
        f"<dc:language>{language}</dc:language></cp:coreProperties>"
    )


def styles(language: str) -> str:
    """Every style, with its size and weight said twice: once for Latin, once for Thai."""
    tag = "th-TH" if language == "th" else "en-GB"
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    defaults = f'{fonts}{_size(22)}<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="th-TH"/>'
    spacing = '<w:spacing w:after="140" w:line="300" w:lineRule="auto"/>'
    blue, bold = '<w:color w:val="0B3D91"/>', "<w:b/><w:bCs/>"
    edge = '<w:pBdr><w:{0} w:val="single" w:sz="12" w:space="10" w:color="0B3D91"/></w:pBdr>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + _style("Kicker", "Kicker", "", blue + _size(19))
        + _style("Title", "Title", "", bold + _size(36))
        + _style("Subtitle", "Subtitle", "", '<w:color w:val="4A566B"/>' + _size(25))
        + _style("Heading2", "heading 2", _heading(1), bold + blue + _size(27))
        + _style("Heading3", "heading 3", _heading(2), bold + blue + _size(24))
        + _style("Heading4", "heading 4", _heading(3), bold + blue)
        + _style("Quote", "Quote", edge.format("left") + '<w:ind w:left="400"/>', "")
        + _style("ListParagraph", "List Paragraph", '<w:spacing w:after="70"/><w:ind w:left="400"/>', "")
        + _style("Rule", "Rule", edge.format("bottom"), "")
        + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr>{blue}<w:u w:val="single"/></w:rPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        + "".join(
            [
                f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="C3CCDA"/>'
                for side in ("top", "left", "bottom", "right", "insideH", "insideV")
            ]
        )
        + "</w:tblBorders></w:tblPr></w:style></w:styles>"
    )


def _style(name: str, title: str, paragraph: str, words: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{title}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{words}</w:rPr></w:style>"
    )


def _heading(level: int) -> str:
    return f'<w:keepNext/><w:spacing w:before="260" w:after="100"/><w:outlineLvl w:val="{level}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
