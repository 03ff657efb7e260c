"""Makes the Word files of before 2007 of this directory with LibreOffice.

    apt-get install libreoffice-writer-nogui
    python3 make.py [DIRECTORY]

Each is written as a plain .docx first, with the width of every cell, and saved as "MS Word 97" by LibreOffice (7.4 wrote
the ones kept here). `000.doc` is the report `reports/000.txt`, its sections numbered by the program and its form as a
table; `table3-head.doc` the first nine rows of the grid in `shared/documents/tests/data/files/table3.tsv`, whose header
and groups are merged both ways.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

DATA = pathlib.Path(__file__).resolve().parents[2]
GRID = DATA.parents[1] / "shared/documents/tests/data/files/table3.tsv"
WIDTH = 9000
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
         f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         f'<Override PartName="/word/document.xml" ContentType="{CONTENT}.document.main+xml"/>'
         f'<Override PartName="/word/numbering.xml" ContentType="{CONTENT}.numbering+xml"/></Types>')
ROOT = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
        f'Target="word/document.xml"/></Relationships>')
PARTS = (f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/numbering" '
         f'Target="numbering.xml"/></Relationships>')
NUMBERS = (f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
           f'<w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
           f'</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')


def paragraph(text, properties=""):
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def table(cells):
    """A table of cells: row, column, rows, columns, text."""
    across = max(c + w for _, c, _, w, _ in cells)
    place = {(below, c): (w, h, below == r, text) for r, c, h, w, text in cells for below in range(r, r + h)}
    rows = ""
    for row in range(max(r + h for r, _, h, _, _ in cells)):
        rows += "<w:tr>"
        for _, column in sorted(key for key in place if key[0] == row):
            w, h, first, text = place[row, column]
            span = f'<w:gridSpan w:val="{w}"/>' if w > 1 else ""
            merge = "" if h == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
            width = f'<w:tcW w:w="{WIDTH // across * w}" w:type="dxa"/>'
            rows += f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr>{paragraph(text if first else '')}</w:tc>"
        rows += "</w:tr>"
    grid = f'<w:gridCol w:w="{WIDTH // across}"/>' * across
    return f'<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'


def report(name):
    """A report whose form stands in it with a cell a line, three cells a row, each after a tab."""
    numbers = iter("一二三四五六七八九十")
    number, body, cells = next(numbers), "", []
    for line in (DATA / f"reports/{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("\t"):
            cells.append((len(cells) // 3, len(cells) % 3, 1, 1, line.strip()))
        elif line.strip().startswith(f"{number}、"):
            body += paragraph(line.strip()[2:], '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
            number = next(numbers, "〇")
        elif line.strip():
            body += paragraph(line.strip())
    return body + table(cells)


def head():
    lines = [line.split("\t") for line in GRID.read_text(encoding="utf-8").splitlines()]
    cells = [(int(r), int(c), min(int(h), 9 - int(r)), int(w), text) for r, c, h, w, text in lines if int(r) < 9]
    return paragraph("三、收到和处理政府信息公开申请情况") + table(cells) + paragraph("后文。")


def save(name, body, directory):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / f"{name}.docx"
        with zipfile.ZipFile(path, "w") as container:
            container.writestr("[Content_Types].xml", TYPES)
            container.writestr("_rels/.rels", ROOT)
            container.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
            container.writestr("word/_rels/document.xml.rels", PARTS)
            container.writestr("word/numbering.xml", NUMBERS)
        subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "doc:MS Word 97",
                        "--outdir", directory, str(path)], check=True)


if __name__ == "__main__":
    directory = sys.argv[1] if len(sys.argv) > 1 else str(pathlib.Path(__file__).parent)
    save("000", report("000"), directory)
    save("table3-head", head(), directory)
