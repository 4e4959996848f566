"""The Word files that python-docx makes: newsroom stories in the shapes that Word and its users give them."""

from __future__ import annotations

import base64
import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from stories import FERRY, HARBOUR, MINE, SCHOOL

WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACES = f'{nsdecls("w", "r", "a", "wp")} xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="urn:schemas-microsoft-com:vml"'
SUB = 'w:author="Sub Editor" w:date="2026-03-04T09:00:00Z"'
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def put(paragraph: Paragraph, xml: str) -> None:
    """Appends XML in Word's prefixes to a paragraph."""
    wrapped = parse_xml(f"<w:p {SPACES}>{xml}</w:p>")
    for child in list(wrapped):
        paragraph._p.append(child)


def run(words: str, properties: str = "", rest: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r{rest}>{inner}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def tracked(tag: str, inner: str, number: int) -> str:
    return f'<w:{tag} w:id="{number}" {SUB}>{inner}</w:{tag}>'


def deleted(words: str, number: int) -> str:
    text = f'<w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r>'
    return tracked("del", text, number)


def story(document: Document, paragraphs: tuple[str, ...]) -> list[Paragraph]:
    """The article with Word's own styles: a title, a byline, and paragraphs."""
    styles = ["Title", *(["Subtitle"] if paragraphs[1].startswith("By ") else [])]
    names = [*styles, *(["Normal"] * (len(paragraphs) - len(styles)))]
    return [document.add_paragraph(words, style=name) for words, name in zip(paragraphs, names, strict=True)]


def emptied(paragraph: Paragraph) -> str:
    words = paragraph.text
    for child in list(paragraph._p.r_lst):
        paragraph._p.remove(child)
    return words


def say(document: Document, runs: Run | list[Run], words: str, author: str) -> None:
    """A comment, dated so that making the file again gives the same bytes."""
    said = document.add_comment(runs, words, author=author, initials="".join(w[0] for w in author.split()))
    said._comment_elm.date = datetime(2026, 3, 4, 9, tzinfo=UTC)


def pieces(words: str, seed: int, longest: int) -> Iterator[str]:
    chance = random.Random(seed)
    at = 0
    while at < len(words):
        step = chance.randint(1, longest)
        yield words[at : at + step]
        at += step


def plain(document: Document) -> None:
    story(document, HARBOUR)


def split_runs(document: Document) -> None:
    """As Word leaves a paragraph that was typed over many sessions."""
    for k, paragraph in enumerate(story(document, MINE)):
        words = emptied(paragraph)
        for i, piece in enumerate(pieces(words, k, 9)):
            put(paragraph, run(piece, rest=f' w:rsidR="00{i * 7919 % 0xFFFFFF:06X}"'))


def split_letters(document: Document) -> None:
    """A run a letter, every second one bold."""
    for paragraph in story(document, FERRY):
        for i, letter in enumerate(emptied(paragraph)):
            put(paragraph, run(letter, "<w:b/>" * (i % 2)))


def proofed(document: Document) -> None:
    """Spelling marks, bookmarks, languages and page breaks left by the layout between the runs."""
    for k, paragraph in enumerate(story(document, SCHOOL)):
        words = emptied(paragraph)
        put(paragraph, f'<w:bookmarkStart w:id="{k}" w:name="b{k}"/>')
        for i, piece in enumerate(pieces(words, k, 14)):
            mark = ("spellStart", "spellEnd", "gramStart", "gramEnd")[i % 4]
            layout = "<w:r><w:lastRenderedPageBreak/></w:r>" if i == 2 else ""
            put(paragraph, layout + run(piece, '<w:lang w:val="en-GB"/>') + f'<w:proofErr w:type="{mark}"/>')
        put(paragraph, f'<w:bookmarkEnd w:id="{k}"/>')


def rich(document: Document) -> None:
    """Everything that a toolbar has."""
    formats = ("<w:b/>", "<w:i/>", '<w:strike/><w:color w:val="C00000"/>', '<w:highlight w:val="yellow"/><w:u w:val="single"/>',
               '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="28"/>', '<w:caps/>', '<w:smallCaps/>')  # fmt: skip
    for k, paragraph in enumerate(story(document, HARBOUR)):
        for i, piece in enumerate(pieces(emptied(paragraph), k, 11)):
            put(paragraph, run(piece, formats[(i + k) % len(formats)]))


def insertions(document: Document) -> None:
    for k, paragraph in enumerate(story(document, MINE)):
        parts = list(pieces(emptied(paragraph), k, 20))
        put(paragraph, "".join(tracked("ins", run(p), 100 * k + i) if i % 2 else run(p) for i, p in enumerate(parts)))


def deletions(document: Document) -> None:
    for k, paragraph in enumerate(story(document, FERRY)):
        parts = list(pieces(emptied(paragraph), k, 24))
        put(paragraph, "".join(run(p) + deleted(f"cut {i} ", 100 * k + i) for i, p in enumerate(parts)))


def replacements(document: Document) -> None:
    """An insertion beside a deletion, formatting changed, and one inside the other."""
    for k, paragraph in enumerate(story(document, SCHOOL)):
        head, _, tail = emptied(paragraph).partition(" ")
        change = f'<w:b/><w:rPrChange w:id="{k + 500}" {SUB}><w:rPr><w:i/></w:rPr></w:rPrChange>'
        both = tracked("ins", deleted("never ", k + 700), k + 600)
        put(paragraph, deleted("Old ", k) + tracked("ins", run(head), k + 300) + both + run(" " + tail, change))


def moves(document: Document) -> None:
    paragraphs = story(document, HARBOUR)
    words = emptied(paragraphs[-1])
    put(
        paragraphs[3],
        f'<w:moveFromRangeStart w:id="1" {SUB} w:name="move1"/>{tracked("moveFrom", run(words), 2)}'
        '<w:moveFromRangeEnd w:id="1"/>',
    )
    put(
        paragraphs[-1],
        f'<w:moveToRangeStart w:id="3" {SUB} w:name="move1"/>{tracked("moveTo", run(words), 4)}<w:moveToRangeEnd w:id="3"/>',
    )


def joined_paragraphs(document: Document) -> None:
    """Paragraph ends that were struck out, and one that was put in."""
    paragraphs = story(document, MINE)
    for number, (paragraph, tag) in enumerate(((paragraphs[3], "del"), (paragraphs[5], "ins"))):
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:rPr {nsdecls("w")}><w:{tag} w:id="{number}" {SUB}/></w:rPr>')
        )
    paragraphs[3].add_run(" ")


def comments(document: Document) -> None:
    """Comments by two others, one of them over two paragraphs."""
    paragraphs = story(document, SCHOOL)
    say(document, paragraphs[3].runs[0], "Did we ring him back?", "News Editor")
    say(document, [paragraphs[4].runs[0], paragraphs[5].runs[0]], "Letters: see folder", "Sub Editor")


def known(document: Document) -> None:
    """A comment that says “I know”, and one that only looks like it."""
    paragraphs = story(document, HARBOUR)
    say(document, paragraphs[4].runs[0], "attrib: ignore ATT203 the desk knows the source", "News Editor")
    say(document, paragraphs[-1].runs[0], "attrib ignore this", "News Editor")


def table(document: Document) -> None:
    """A live blog: times and entries in a table, one cell over two columns, one with a table in it."""
    document.add_paragraph(FERRY[0], style="Title")
    grid = document.add_table(len(FERRY) - 1, 2, style="Table Grid")
    for row, words in zip(grid.rows, FERRY[1:], strict=True):
        row.cells[0].text = "10:15"
        row.cells[1].text = words
    merged = grid.add_row()
    merged.cells[0].merge(merged.cells[1]).text = "Critics say nobody rides it."
    grid.add_row().cells[1].add_table(1, 1).cell(0, 0).text = "“Sold out,” an official said."


def headings_and_lists(document: Document) -> None:
    document.add_heading(MINE[0], 0)
    for i, words in enumerate(MINE[1:]):
        if i % 3 == 2:
            document.add_heading("What happens next", 2)
        document.add_paragraph(words, style=("List Bullet", "List Number", "Intense Quote")[i % 3])


def pictures(document: Document) -> None:
    paragraphs = story(document, SCHOOL)
    paragraphs[2].add_run().add_picture(io.BytesIO(PIXEL))
    document.add_picture(io.BytesIO(PIXEL))
    document.add_paragraph("Photo: the hall at Brindle Lane, where sources said water came in.", style="Caption")


def text_box(document: Document) -> None:
    paragraphs = story(document, HARBOUR)
    inside = f"<w:p>{run('Sources said the crane was never ')}{run('greased', '<w:b/>')}{run('.')}</w:p>"
    shape = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0'
        '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset>'
        '</wp:positionV><wp:extent cx="1800000" cy="900000"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        '<wp:wrapSquare wrapText="bothSides"/><wp:docPr id="7" name="Box"/><wp:cNvGraphicFramePr/><a:graphic>'
        f'<a:graphicData uri="{WPS}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="1800000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor>"
    )
    put(
        paragraphs[4],
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback>'
        f'<w:pict><v:shape style="width:140pt;height:70pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>'
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    )


def hyperlinks(document: Document) -> None:
    paragraphs = story(document, FERRY)
    for k, paragraph in enumerate(paragraphs[1:]):
        words = emptied(paragraph)
        target = document.part.relate_to(f"https://example.org/{k}", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        a, b = len(words) // 3, 2 * len(words) // 3
        link = run(words[a : b - 4], '<w:u w:val="single"/>') + run(words[b - 4 : b], "<w:b/>")
        put(
            paragraph,
            run(words[:a]) + f'<w:hyperlink r:id="{target}" w:history="1">{link}</w:hyperlink>' + run(words[b:]),
        )


def fields(document: Document) -> None:
    """Dates, page numbers and cross-references, complex and simple."""
    for k, paragraph in enumerate(story(document, MINE)):
        words = emptied(paragraph)
        half = len(words) // 2
        char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        code = '<w:r><w:instrText xml:space="preserve"> REF b \\h </w:instrText></w:r>'
        result = run(words[half : half + 9]) + run(words[half + 9 : half + 20], "<w:i/>")
        put(
            paragraph,
            run(words[:half]) + char.format("begin") + code + char.format("separate") + result + char.format("end")
            + run(words[half + 20 :]) + f'<w:fldSimple w:instr=" PAGE ">{run(f" ({k})")}</w:fldSimple>',
        )  # fmt: skip


def invisible(document: Document) -> None:
    """Soft hyphens, hyphens and spaces that do not break, tabs, breaks, zero-width spaces."""
    for k, paragraph in enumerate(story(document, SCHOOL)):
        words = emptied(paragraph)
        words = re.sub(r"(\w{4})(\w{3})", "\\1\u00ad\\2", words).replace(" the ", " the\u00a0")
        head, _, tail = words.partition(" ")
        put(
            paragraph,
            f"<w:r><w:t>{escape(head)}</w:t>{'<w:tab/>' if k % 2 else '<w:br/>'}"
            f'<w:t xml:space="preserve">{escape(tail)}\u200b</w:t><w:t>twenty</w:t><w:noBreakHyphen/><w:t>two</w:t>'
            "<w:softHyphen/></w:r>",
        )
    document.paragraphs[3].add_run().add_break(WD_BREAK.PAGE)


def controls(document: Document) -> None:
    """A template with content controls around words, around a paragraph, and with a prompt that nobody filled in."""
    paragraphs = story(document, HARBOUR)
    words = emptied(paragraphs[3])
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format("<w:showingPlcHdr/>", run("Click here"))
    put(paragraphs[3], run(words[:20]) + control.format("", run(words[20:60])) + run(words[60:]) + prompt)
    wrapped = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent/></w:sdt>")
    paragraphs[4]._p.addprevious(wrapped)
    wrapped[1].append(paragraphs[4]._p)


def smart_tags(document: Document) -> None:
    for paragraph in story(document, MINE):
        words = emptied(paragraph)
        third = len(words) // 3
        tag = '<w:smartTag w:uri="urn:schemas-microsoft-com:office:smarttags" w:element="place">{}</w:smartTag>'
        put(paragraph, run(words[:third]) + tag.format(tag.format(run(words[third:-third]))) + run(words[-third:]))


def right_to_left(document: Document) -> None:
    paragraphs = story(document, FERRY)
    for words in ("“הנמל סגור,” אמר יוסי לוי. מקורות אמרו שהמנוף נפל.", "قالت مصادر إن السوق مغلق «حتى الجمعة»."):
        added = document.add_paragraph()
        added._p.get_or_add_pPr().append(parse_xml(f"<w:bidi {nsdecls('w')}/>"))
        for piece in pieces(words, 3, 12):
            put(added, run(piece, "<w:rtl/>"))
    words = emptied(paragraphs[-1])
    put(paragraphs[-1], run("אילת: ", "<w:rtl/>") + run(words))


def quotation_marks(document: Document) -> None:
    story(document, tuple(w.replace("“", "«").replace("”", "»") if i == 3 else w for i, w in enumerate(MINE)))
    document.add_paragraph("“She said ‘no’ – ‘never’, in fact – and rock ’n’ roll’s ’90s ‘sources’ said so,” he wrote.")
    document.add_paragraph('"Straight quotes," sources said. "It\'s 5\' 6" tall," she said.')


def emoji(document: Document) -> None:
    paragraphs = story(document, tuple(w.replace("crane", "crane 🏗️👩🏽‍🚒").replace("e", "e\u0301", 3) for w in HARBOUR))
    for k, paragraph in enumerate(paragraphs[2:]):
        words = emptied(paragraph)
        put(paragraph, "".join(run(piece, "<w:b/>" * (i % 2)) for i, piece in enumerate(pieces(words, k, 3))))


def pages(document: Document) -> None:
    """Headers, footers, sections and columns: none of them words of the article but the body's."""
    section = document.sections[0]
    section.header.paragraphs[0].text = "EMBARGOED – sources said – do not forward"
    section.footer.paragraphs[0].text = "Page 1"
    paragraphs = story(document, SCHOOL)
    document.add_section()
    paragraphs[4].paragraph_format.page_break_before = True
    paragraphs[5].add_run().add_break(WD_BREAK.COLUMN)


def hidden(document: Document) -> None:
    for paragraph in story(document, HARBOUR)[2:]:
        put(paragraph, run(" NOTE TO DESK: sources said more", "<w:vanish/>"))


def notes(document: Document) -> None:
    """A footnote and an endnote, which python-docx knows as parts alone."""
    paragraphs = story(document, MINE)
    for kind, at, words in (("footnote", 3, "Sources said the letter came late."), ("endnote", 5, "Experts agree.")):
        xml = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{kind}s {nsdecls("w")}>'
            f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
            f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:{kind}>'
            f'<w:{kind} w:id="1"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + words)}</w:p></w:{kind}></w:{kind}s>'
        )
        content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
        part = Part(PackURI(f"/word/{kind}s.xml"), content, xml.encode(), document.part.package)
        document.part.relate_to(part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s")
        put(paragraphs[at], f'<w:r><w:{kind}Reference w:id="1"/></w:r>')


def desk(document: Document) -> None:
    """A story that the whole desk has had its hands on: changes, comments, a link and a table in one file."""
    replacements(document)
    paragraphs = story(document, FERRY)
    say(document, paragraphs[2].runs[0], "Ask Lee again", "News Editor")
    table(document)
    fields(document)


SHAPES: dict[str, Callable[[Document], None]] = {
    shape.__name__.replace("_", "-"): shape
    for shape in (
        *(plain, split_runs, split_letters, proofed, rich, insertions, deletions, replacements, moves),
        *(joined_paragraphs, comments, known, table, headings_and_lists, pictures, text_box, hyperlinks, fields),
        *(invisible, controls, smart_tags, right_to_left, quotation_marks, emoji, pages, hidden, notes, desk),
    )
}


def made(shape: Callable[[Document], None]) -> bytes:
    """The file of a shape, without what python-docx's template holds for other eyes: a picture of it, old styles."""
    document = docx.Document()
    shape(document)
    for owner in (document.part, document.part.package):
        for id_, relationship in list(owner.rels.items()):
            if relationship.reltype.endswith(("/thumbnail", "/stylesWithEffects")):
                del owner.rels[id_]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
