"""Makes the PDF files of this directory, and beside each the cells that a reader must find in it.

    pip install reportlab
    python3 make.py WQY-MICROHEI.TTC [DIRECTORY]

The font is that of Debian's package fonts-wqy-microhei; only the characters that are used go into the files. Files are
the same on every run. A `.cells.tsv` file has a line for each cell: table, row, column, rows, columns (from 0), text.
"""

import pathlib
import sys

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

HERE = pathlib.Path(__file__).parent
MARGIN = 60

APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
GROUPS = [
    ("（三）不予公开", ["属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益",
                 "属于三类内部事务信息", "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项"]),
    ("（四）无法提供", ["本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确"]),
    ("（五）不予处理", ["信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请",
                 "要求行政机关确认或重新出具已获取信息"]),
    ("（六）其他处理", ["申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                 "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "其他"]),
]


class Grid:
    """Cells with spans, given row by row as in HTML."""

    def __init__(self):
        self.cells, self.taken, self.row = [], set(), -1

    def next_row(self):
        self.row += 1
        self.column = 0

    def cell(self, text, rows=1, columns=1):
        while (self.row, self.column) in self.taken:
            self.column += 1
        for r in range(self.row, self.row + rows):
            for c in range(self.column, self.column + columns):
                self.taken.add((r, c))
        self.cells.append((self.row, self.column, rows, columns, str(text)))
        self.column += columns

    @property
    def rows(self):
        return max(row + rows for row, _, rows, _, _ in self.cells)


def table_three():
    """Table 3 of the form of 2021: heading of three levels, groups of rows within a group."""
    grid = Grid()
    figures = iter(range(1, 1000))

    def values():
        for _ in APPLICANTS:
            grid.cell(next(figures) % 29)

    grid.next_row()
    grid.cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    grid.cell("申请人情况", 1, 7)
    grid.next_row()
    grid.cell("自然人", 2)
    grid.cell("法人或其他组织", 1, 5)
    grid.cell("总计", 2)
    grid.next_row()
    for name in APPLICANTS[1:-1]:
        grid.cell(name)
    for label in ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]:
        grid.next_row()
        grid.cell(label, 1, 3)
        values()
    grid.next_row()
    grid.cell("三、本年度办理结果", 3 + sum(len(items) for _, items in GROUPS))
    grid.cell("（一）予以公开", 1, 2)
    values()
    grid.next_row()
    grid.cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1, 2)
    values()
    for label, items in GROUPS:
        for number, item in enumerate(items, 1):
            grid.next_row()
            if number == 1:
                grid.cell(label, len(items))
            grid.cell(f"{number}.{item}")
            values()
    grid.next_row()
    grid.cell("（七）总计", 1, 2)
    values()
    grid.next_row()
    grid.cell("四、结转下年度继续办理", 1, 3)
    values()
    return grid


class Sheets:
    """Pages that text and tables run down."""

    def __init__(self, path, font, size=A4, header=None, numbers=True):
        self.canvas = canvas.Canvas(str(path), pagesize=size, invariant=1)
        self.width, self.height = size
        self.font, self.header, self.numbers = font, header, numbers
        self.page = 0
        self.begin()

    def begin(self):
        self.page += 1
        self.y = self.height - 80
        if self.header:
            self.text(self.header, self.width / 2 - 60, self.height - 40, 9)
        if self.numbers:
            self.text(f"— {self.page} —", self.width / 2 - 15, 35, 9)

    def turn(self):
        self.canvas.showPage()
        self.begin()

    def end(self):
        self.canvas.showPage()
        self.canvas.save()

    def text(self, text, x, y, size):
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, y, text)

    def wide(self, text, size):
        return pdfmetrics.stringWidth(text, self.font, size)

    def wrap(self, text, width, size):
        lines, line = [], ""
        for character in text:
            if line and self.wide(line + character, size) > width:
                lines.append(line)
                line = ""
            line += character
        return lines + [line]

    def paragraph(self, text, size=12):
        first = True
        for line in self.wrap("　　" + text, self.width - 2 * MARGIN, size):
            if self.y < 90:
                self.turn()
            self.text(line.lstrip("　") if first else line, MARGIN + (2 * size if first else 0), self.y, size)
            first = False
            self.y -= size * 1.8

    def heading(self, text, size=14):
        self.text(text, self.width / 2 - self.wide(text, size) / 2, self.y, size)
        self.y -= size * 2

    def table(self, grid, widths, size=8, style="strokes", middle=False, bottom=60, repeat=0):
        """Draws a table; `repeat` rows of heading are drawn again on each page."""
        edges = [MARGIN]
        for width in widths:
            edges.append(edges[-1] + width)
        wrapped = {}
        heights = [size * 1.6] * grid.rows
        for row, column, rows, columns, text in grid.cells:
            lines = self.wrap(text, edges[column + columns] - edges[column] - 6, size)
            wrapped[row, column] = lines
            if rows == 1:
                heights[row] = max(heights[row], len(lines) * size * 1.25 + 5)
        row = 0
        while row < grid.rows:
            shown = list(range(repeat)) if row else []
            room = self.y - bottom - sum(heights[r] for r in shown)
            end = row
            while end < grid.rows and room >= heights[end]:
                room -= heights[end]
                end += 1
            self.part(grid, edges, heights, wrapped, shown + list(range(row, end)), size, style, middle)
            row = end
            if row < grid.rows:
                self.turn()

    def part(self, grid, edges, heights, wrapped, rows, size, style, middle):
        """The rows of a table that one page shows. A cell over the break has its text in the first part."""
        tops = {}
        y = self.y
        for row in rows:
            tops[row] = y
            y -= heights[row]
        cut_above, cut_below = rows[0] > 0, rows[-1] + 1 < grid.rows
        for row, column, span, columns, text in grid.cells:
            here = [r for r in range(row, row + span) if r in tops]
            if not here:
                continue
            top, bottom = tops[here[0]], tops[here[-1]] - heights[here[-1]]
            left, right = edges[column], edges[column + columns]
            open_above = style == "open" and here[0] == rows[0] and cut_above
            open_below = style == "open" and here[-1] == rows[-1] and cut_below
            self.frame(left, top, right, bottom, style, open_above, open_below)
            if here[0] == row:
                lines = wrapped[row, column]
                at = top - size * 1.1
                if middle:
                    at = (top + bottom) / 2 + len(lines) * size * 0.625 - size * 0.9
                for line in lines:
                    x = left + 3
                    if text.isdigit():
                        x = (left + right) / 2 - self.wide(line, size) / 2
                    self.text(line, x, at, size)
                    at -= size * 1.25
        self.y = y - 20

    def frame(self, left, top, right, bottom, style, open_above, open_below):
        c = self.canvas
        c.setLineWidth(0.5)
        if style == "boxes":
            c.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
            return
        lines = [(left, top, left, bottom), (right, top, right, bottom)]
        lines += [] if open_above else [(left, top, right, top)]
        lines += [] if open_below else [(left, bottom, right, bottom)]
        for x0, y0, x1, y1 in lines:
            if style == "thin":
                # As word processors do: each side a filled rectangle of its own, half a point wide.
                c.rect(x0 - 0.25, y1 - 0.25, x1 - x0 + 0.5, y0 - y1 + 0.5, stroke=0, fill=1)
            else:
                c.line(x0, y0, x1, y1)


def write_cells(path, tables):
    lines = []
    for number, grid in enumerate(tables):
        for row, column, rows, columns, text in sorted(grid.cells):
            lines.append("\t".join(map(str, [number, row, column, rows, columns, text])))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def simple(rows):
    grid = Grid()
    for row in rows:
        grid.next_row()
        for text in row:
            grid.cell(text)
    return grid


WIDTHS = [40, 55, 130] + [38] * 7


def table_files(out, fonts):
    for name, font, style, middle in [("strokes", "STSong-Light", "strokes", False), ("thin", "wqy", "thin", True),
                                      ("boxes", "STSong-Light", "boxes", True)]:
        sheets = Sheets(out / f"table3-{name}.pdf", font)
        sheets.heading("三、收到和处理政府信息公开申请情况")
        grid = table_three()
        sheets.table(grid, WIDTHS, style=style, middle=middle)
        sheets.paragraph("四、政府信息公开行政复议、行政诉讼情况")
        sheets.end()
        write_cells(out / f"table3-{name}.cells.tsv", [grid])
    for name, style, repeat in [("broken", "strokes", 0), ("broken-open", "open", 0), ("broken-repeated", "thin", 3)]:
        sheets = Sheets(out / f"table3-{name}.pdf", "STSong-Light", header="某县政府信息公开工作年度报告")
        for _ in range(12):
            sheets.paragraph("本机关认真贯彻落实政府信息公开条例，" * 4)
        sheets.heading("三、收到和处理政府信息公开申请情况")
        grid = table_three()
        sheets.table(grid, WIDTHS, style=style, bottom=120, repeat=repeat)
        sheets.end()
        write_cells(out / f"table3-{name}.cells.tsv", [grid])
    sheets = Sheets(out / "table3-landscape.pdf", "STSong-Light", size=landscape(A4))
    grid = table_three()
    sheets.table(grid, [60, 80, 200] + [50] * 7, size=10)
    sheets.end()
    write_cells(out / "table3-landscape.cells.tsv", [grid])


def report_file(out, source):
    """A report as text and a table, from its text file; rows of the table are lines with cells led by tabs."""
    lines = source.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if "统" in line and "标" in line and line.startswith("\t"))
    sheets = Sheets(out / "report-gb2014.pdf", "STSong-Light", header="政府信息公开工作年度报告")
    for line in lines[:start]:
        # The font has no blanks of other widths.
        text = line.strip().replace("\u2002", "\u3000")
        if text:
            sheets.paragraph(text)
    rows = []
    for before, line in zip([""] + lines[start:], lines[start:]):
        if line.startswith("\t"):
            if not before:
                rows.append([])
            rows[-1].append(line.strip())
        elif line.strip():
            rows[-1][-1] += line.strip()
    grid = simple(rows)
    sheets.table(grid, [330, 70, 75], size=10, style="thin")
    sheets.end()
    write_cells(out / "report-gb2014.cells.tsv", [grid])


def odd_files(out):
    c = canvas.Canvas(str(out / "scanned.pdf"), pagesize=A4, invariant=1)
    from PIL import Image
    image = Image.new("L", (60, 84), 230)
    image.paste(20, (10, 10, 50, 14))
    c.drawInlineImage(image, 0, 0, *A4)
    c.showPage()
    c.drawInlineImage(image, 0, 0, *A4)
    c.setFont("STSong-Light", 9)
    c.drawString(290, 35, "— 2 —")
    c.showPage()
    c.save()

    c = canvas.Canvas(str(out / "layers.pdf"), pagesize=A4, invariant=1)
    c.drawInlineImage(image, 0, 0, *A4)
    text = c.beginText(80, 700)
    text.setFont("STSong-Light", 12)
    text.setTextRenderMode(3)
    text.textLine("本年新收政府信息公开申请12件，办理结果均已答复申请人本人。")
    text.textLine("上年结转政府信息公开申请3件，均已在法定期限内予以答复。")
    c.drawText(text)
    c.showPage()
    c.setFont("STSong-Light", 14)
    c.drawString(80, 700, "第二页正文")
    c.saveState()
    c.translate(200, 300)
    c.rotate(45)
    c.drawString(0, 0, "征求意见稿")
    c.restoreState()
    c.showPage()
    # A page on its side, as wide tables stand in an upright document.
    c.translate(A4[0], 0)
    c.rotate(90)
    c.setFont("STSong-Light", 12)
    c.drawString(80, 500, "横排的一页")
    c.drawString(80, 470, "合计 1,234 件")
    c.showPage()
    c.save()

    from reportlab.lib import pdfencrypt
    for name, user in [("locked", "secret"), ("restricted", "")]:
        lock = pdfencrypt.StandardEncryption(user, ownerPassword="owner", canPrint=0, strength=128)
        c = canvas.Canvas(str(out / f"{name}.pdf"), pagesize=A4, invariant=1, encrypt=lock)
        c.setFont("STSong-Light", 14)
        c.drawString(80, 700, "受限制的文件")
        c.showPage()
        c.save()

    sheets = Sheets(out / "unruled.pdf", "wqy")
    sheets.heading("表一　制作机关")
    for row in [("项目", "单位", "数量"), ("规章", "件", "12"), ("规范性文件", "件", "1,034"), ("办结率", "%", "98.5")]:
        for x, text in zip([80, 250, 400], row):
            sheets.text(text, x, sheets.y, 12)
        sheets.y -= 20
    sheets.paragraph("以上为表一。")
    sheets.end()


def main():
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else HERE
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    pdfmetrics.registerFont(TTFont("wqy", sys.argv[1]))
    table_files(out, None)
    report_file(out, HERE.parent.parent / "reports" / "000.txt")
    odd_files(out)


main()
