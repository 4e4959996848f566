"""Word files for the tests, of the shapes that real ones have."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="{MC}" xmlns:r="{REL}"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:w16cid="http://schemas.microsoft.com/office/word/2016/wordml/cid"'
    ' xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" mc:Ignorable="w14 w15 w16cid w16se"'
)
NEWSROOM = sorted((Path(__file__).parent / "data/docx").glob("*/*.docx"))
"""The files that python-docx and LibreOffice made, by `data/docx/make.py`."""
BY_LIBREOFFICE = [path for path in NEWSROOM if path.parent.name == "libreoffice"]

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STAMP = 'w:author="Sub" w:date="2026-01-02T03:04:05Z"'
_MINOR = {
    "styles": "styles",
    "comments": "comments",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "commentsExtended": "commentsExtended",
    "commentsIds": "commentsIds",
    "people": "people",
}
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name}"/>{rest}</w:style>'
    for id_, name, rest in (
        ("Titel", "Title", ""),
        ("berschrift1", "heading 1", ""),
        ("Zwischen", "House crosshead", '<w:basedOn w:val="berschrift1"/>'),
        ("Beschriftung", "caption", ""),
        ("Autor", "Byline", ""),
        ("Verzeichnis", "toc 1", ""),
    )
)


def package(body: str, *, root: str | None = None, stored: str = "utf-8", **parts: str) -> bytes:
    """A Word file; `body` is what stands in w:body, and `parts` the contents of styles, comments, footnotes and others."""
    document = root or f"<w:document {SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    types, relationships = "", ""
    files = {}
    for i, (kind, content) in enumerate(parts.items()):
        name = f"word/{kind}.xml"
        types += f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        relationships += f'<Relationship Id="rId{i + 1}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
        prefix = "w15" if kind in ("commentsExtended", "people") else "w16cid" if kind == "commentsIds" else "w"
        element = f"{prefix}:{'commentsEx' if kind == 'commentsExtended' else _MINOR[kind]}"
        files[name] = f"<{element} {SPACES}>{content}</{element}>"
    head = f"<?xml version='1.0' encoding='{stored}' standalone='yes'?>\n"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{types}</Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document,
        **files,
    }
    if relationships:
        files["word/_rels/document.xml.rels"] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relationships}'
            "</Relationships>"
        )
    return zipped({name: (head + text).encode(stored) for name, text in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def r(words: str, properties: str = "") -> str:
    """A run; `properties` stands in its w:rPr."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*inline: str, style: str = "", mark: str = "") -> str:
    """A paragraph of runs, or of plain words; `mark` stands in the properties of its end."""
    inner = (f'<w:pStyle w:val="{style}"/>' if style else "") + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(i if i.startswith("<") else r(i) for i in inline)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"


def tracked(tag: str, inner: str, number: int = 900) -> str:
    return f'<w:{tag} w:id="{number}" {_STAMP}>{inner}</w:{tag}>'


def deleted(words: str) -> str:
    return tracked("del", f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>')


def comment(number: int, author: str, words: str, rest: str = "") -> str:
    return f'<w:comment w:id="{number}" w:author="{author}" w:initials="x"><w:p {rest}>{r(words)}</w:p></w:comment>'


def ranged(number: int, inner: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inner}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="{number}"/></w:r>'
    )


def field(code: str, result: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{char('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{char('separate')}{result}{char('end')}"


def boxed(inner: str) -> str:
    """A run with a text box, as Word writes it: the drawing, and the same again for older readers."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{inner}'
        "</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def control(inner: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def table(*rows: tuple[str, ...], row: str = "") -> str:
    inner = "".join(f"<w:tr>{row}{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>" for cells in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


def by_python_docx() -> dict[str, bytes]:
    """Files as python-docx makes them."""
    plain = docx.Document()
    plain.add_heading("Harbour stays shut", 0)
    plain.add_paragraph("By Jane Doe", style="Subtitle")
    mixed = plain.add_paragraph("Sources said the ")
    for words, bold, italic in (("cra", True, False), ("ne", True, True), (" leaned.", False, None)):
        run = mixed.add_run(words)
        run.bold, run.italic = bold, italic
    plain.add_paragraph("")
    plain.add_paragraph("Photo: a crane", style="Caption")
    tables = docx.Document()
    tables.add_heading("Ferry numbers fall", 1)
    grid = tables.add_table(2, 2)
    for i, words in enumerate(("May", "“About 4,000,” a clerk said.", "June", "Sources said\nit was worse.")):
        grid.cell(i // 2, i % 2).text = words
    grid.cell(1, 0).add_table(1, 1).cell(0, 0).text = "Critics say so."
    commented = docx.Document()
    words = commented.add_paragraph("Critics say the ").add_run("mine leaks")
    commented.add_comment(words, "Who?", author="Night Editor", initials="NE")
    breaks = docx.Document()
    long = breaks.add_paragraph("Experts say\tone,")
    long.add_run().add_break()
    long.add_run("two,").add_break(docx.enum.text.WD_BREAK.PAGE)
    long.add_run(" and three.")
    return {f"python-docx {name}": _saved(d) for name, d in locals().items() if isinstance(d, docx.document.Document)}


def _saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def built() -> dict[str, bytes]:
    """Files of every shape, by name."""
    tail = p("“It is not,” said Ida Berg.")
    prefixed = re.sub(r"\bw:(?=\w)", "ns0:", p("Critics say ", r("so", "<w:b/>"), ".") + tail)
    attributes = re.sub(r"<(/?)w:", r"<\1", p("Critics say ", r("so", "<w:b/>"), ".") + tail)
    return {
        **by_python_docx(),
        "runs split mid-word": package(p(*[r(c, "<w:b/>" * (i % 2)) for i, c in enumerate("Sources said so.")]) + tail),
        "insertion and deletion": package(
            p("Critics ", deleted("never "), tracked("ins", r("often ") + r("say")), " it leaked.") + tail
        ),
        "move": package(
            p("Sources ", tracked("moveFrom", r("said so "), 5), "in May ", tracked("moveTo", r("said so"), 6), ".") + tail
        ),
        "insertion in deletion's place, formatting tracked": package(
            p(
                r("Critics say", f'<w:b/><w:rPrChange w:id="7" {_STAMP}><w:rPr/></w:rPrChange>'),
                tracked("ins", tracked("del", r("x").replace("w:t", "w:delText")) + r(" much")),
                ".",
            )
            + tail
        ),
        "paragraph end deleted": package(p("Sources said", mark=tracked("del", "")) + p(" so in May.") + tail),
        "table row deleted": package(
            table(("<w:tcPr/>" + p("Gone"),), row=f"<w:trPr>{tracked('del', '')}</w:trPr>")
            + table(("<w:tcPr/>" + p("Critics say so."), p("Kept")))
            + tail
        ),
        "comments of others": package(
            p(ranged(3, r("Critics say")), " it ", ranged(8, r("lea") + r("ked", "<w:i/>")), ".") + tail,
            comments=comment(3, "News Editor", "attrib: ignore ATT203 known") + comment(8, "Sub", "really?"),
        ),
        "comment over paragraphs": package(
            p('<w:commentRangeStart w:id="0"/>', "Critics say so.") + p("And ", ranged(1, r("so."))) + p("End.")
            + '<w:commentRangeEnd w:id="0"/>' + p("Out.", '<w:r><w:commentReference w:id="0"/></w:r>'),
            comments=comment(0, "A", "long") + comment(1, "B", "short"),
        ),
        "footnotes": package(
            p("Critics say so.", '<w:r><w:footnoteReference w:id="2"/></w:r>', " True.",
              '<w:r><w:endnoteReference w:id="1"/></w:r>') + tail,
            footnotes='<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
            f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Sources ", r("said", "<w:b/>"), " it.")}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{p("Experts say it.")}</w:endnote>',
        ),
        "right-to-left": package(
            p(r("אמר ", "<w:rtl/>"), r("“שלום", "<w:rtl/>"), r("”", "<w:rtl/>"), " critics say ", r("السوق", "<w:rtl/>"))
            + p('<w:dir w:val="rtl">' + r("sources") + "</w:dir>", '<w:bdo w:val="ltr">' + r(" said") + "</w:bdo>", ".")
            + tail
        ),
        "typographic marks": package(p("“It’s ‘not’ 5 &lt; 6 &amp; “so”,” she said… –", r(" “yes” &#8212; “no”")) + tail),
        "emoji and combining marks": package(
            p(r("👩"), r("\u200d🚒 said "), r("Zoe"), r("\u0308 𝒞 🇫"), r("🇷 critics say ne\u0301e")) + tail
        ),
        "emoji as Word wraps it": package(
            p("Sources said ", '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:font="Segoe UI '
              'Emoji" w16se:char="1F600"/></mc:Choice><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>',
              " so.") + tail
        ),
        "hyperlinks": package(
            p("The ", '<w:hyperlink w:anchor="x">' + r("council crit") + r("ics", "<w:u/>") + "</w:hyperlink>", " say so.")
            + tail
        ),
        "fields": package(
            p("On ", field(" DATE ", r("12 ") + r("May")), " sources ", '<w:fldSimple w:instr="X">' + r("said")
              + "</w:fldSimple>", field(' IF "a" = "b" ' , field(" PAGE ", r("1")) + r(" so")), ".") + tail
        ),
        "field without an end": package(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Critics say so.") + tail),
        "content controls": package(
            control(p("Critics ", control(r("say")), " so.")) + control(p("Click here"), "<w:showingPlcHdr/>")
            + table((control(p("Sources said it.")), p("Two"))) + tail
        ),
        "smart tags and custom XML": package(
            p('<w:smartTag w:element="place">' + r("Port ") + "<w:smartTag>" + r("Albin") + "</w:smartTag></w:smartTag>",
              '<w:customXml w:element="q"><w:customXmlPr/>' + r(" critics say") + "</w:customXml>", " so.")
            + f'<w:customXml w:element="b">{tail}</w:customXml>'
        ),
        "text box": package(p("Critics ", boxed(p("Sources said ", r("so", "<w:b/>"), ".")), r("say so.")) + tail),
        "tabs, breaks, hyphens": package(
            p('<w:r><w:lastRenderedPageBreak/><w:t>Critics</w:t><w:tab/><w:t>say</w:t><w:br/><w:t>twenty</w:t>'
              "<w:noBreakHyphen/><w:t>two un</w:t><w:softHyphen/><w:t>named</w:t><w:cr/><w:t>off\u00adi\u00adcials.</w:t>"
              '<w:br w:type="page"/><w:sym w:font="Arial" w:char="2014"/><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')
            + tail
        ),
        "spaces that Word drops": package(
            p("<w:r><w:t> Critics </w:t></w:r>", "<w:r><w:t>\n say </w:t><w:t xml:space=\"preserve\"> so </w:t></w:r>") + tail
        ),
        "hidden text": package(p("Critics ", r("do not ", "<w:vanish/>"), r("say so.", '<w:vanish w:val="0"/>')) + tail),
        "ruby": package(
            p("Sources in ", "<w:r><w:ruby><w:rubyPr/><w:rt>" + r("とう") + "</w:rt><w:rubyBase>" + r("東") + r("京")
              + "</w:rubyBase></w:ruby></w:r>", " said so.") + tail
        ),
        "styles": package(
            p("Port shuts", style="Titel") + p("Jane Doe", style="Autor") + p("Contents 1", style="Verzeichnis")
            + p("A section, by outline level") + p("More", style="Zwischen") + p("A crane", style="Beschriftung")
            + "<w:p/>" + p("Critics say so.") + p(),
            styles=STYLES,
        ),
        "quirks of writing": package(
            "<!-- kept --><w:p  w14:paraId='00000001' ><w:r w:rsidR = '00AB' ><w:rPr ><w:b /></w:rPr >"
            "<w:t\txml:space='preserve' >Critics &#x73;ay <![CDATA[<so> & ]]>on.</w:t ></w:r ><?x y?></w:p>" + tail
        ),
        "another prefix": package(
            "", root=f'<ns0:document xmlns:ns0="{W}"><ns0:body>{prefixed}</ns0:body></ns0:document>'
        ),
        "no prefix": package("", root=f'<document xmlns="{W}" xmlns:w="{W}"><body>{attributes}</body></document>'),
        "strict": package("", root=f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
                          f"{p('Critics say so.')}{tail}</w:body></w:document>"),
        "UTF-16": package(p("Critics “say” so 🏗️.") + tail, stored="utf-16"),
    }  # fmt: skip


def every_file() -> dict[str, bytes]:
    """All Word files of the tests: those that are built, and those that LibreOffice wrote."""
    return built() | {f"LibreOffice {path.stem}": path.read_bytes() for path in BY_LIBREOFFICE}
