"""Writes one table of the form of 2021 into every format, with the grid that must come out of each.

Needs python-docx, openpyxl, odfpy and xlwt. The files that it wrote are kept beside it; the grid is in table3.tsv
(row, column, rows, columns, text). Values are written as numbers where a format has numbers.
"""

import openpyxl
import xlwt
from docx import Document
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

TITLE = "三、收到和处理政府信息公开申请情况"
GROUPS = [
    ("（三）不予公开", ["1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
                    "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"]),
    ("（四）无法提供", ["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
    ("（五）不予处理", ["1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
                    "5.要求行政机关确认或重新出具已获取信息"]),
    ("（六）其他处理", ["1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他"]),
]


def grid():
    """The cells: row, column, rows, columns, text."""
    cells = [
        (0, 0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
        (0, 3, 1, 7, "申请人情况"),
        (1, 3, 2, 1, "自然人"),
        (1, 4, 1, 5, "法人或其他组织"),
        (1, 9, 2, 1, "总计"),
    ]
    cells += [(2, 4 + i, 1, 1, name) for i, name in enumerate(["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"])]
    row = 3
    labels = []
    for label in ["一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"]:
        labels.append((row, 0, 1, 3, label))
        row += 1
    labels.append((row, 0, 22, 1, "三、本年度办理结果"))
    for label in ["（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]:
        labels.append((row, 1, 1, 2, label))
        row += 1
    for group, members in GROUPS:
        labels.append((row, 1, len(members), 1, group))
        for label in members:
            labels.append((row, 2, 1, 1, label))
            row += 1
    labels.append((row, 1, 1, 2, "（七）总计"))
    row += 1
    labels.append((row, 0, 1, 3, "四、结转下年度继续办理"))
    row += 1
    cells += labels
    for r in range(3, row):
        for c in range(3, 10):
            # Every fifth cell is blank, to tell blank from nought.
            value = "" if (r * 7 + c) % 5 == 0 else str((r * 31 + c * 17) % 40)
            cells.append((r, c, 1, 1, value))
    return sorted(cells)


def docx(cells):
    document = Document()
    document.add_paragraph(TITLE)
    rows = max(r + h for r, _, h, _, _ in cells)
    columns = max(c + w for _, c, _, w, _ in cells)
    table = document.add_table(rows=rows, cols=columns)
    for r, c, h, w, text in cells:
        cell = table.cell(r, c)
        if (h, w) != (1, 1):
            cell = cell.merge(table.cell(r + h - 1, c + w - 1))
        cell.text = text
    document.add_paragraph("后文。")
    document.save("table3.docx")


def xlsx(cells):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表三"
    sheet["B2"] = TITLE
    sheet.merge_cells("B2:K2")
    for r, c, h, w, text in cells:
        cell = sheet.cell(r + 4, c + 2)
        cell.value = int(text) if text.isdigit() else text or None
        if (h, w) != (1, 1):
            sheet.merge_cells(start_row=r + 4, start_column=c + 2, end_row=r + 3 + h, end_column=c + 1 + w)
    sheet.row_dimensions[9].hidden = True
    book.save("table3.xlsx")


def xls(cells):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表三")
    sheet.write_merge(1, 1, 1, 10, TITLE)
    for r, c, h, w, text in cells:
        value = int(text) if text.isdigit() else text
        if (h, w) != (1, 1):
            sheet.write_merge(r + 3, r + 2 + h, c + 1, c + w, value)
        elif text:
            sheet.write(r + 3, c + 1, value)
    sheet.row(8).hidden = True
    second = book.add_sheet("格式")
    for column, (value, code) in enumerate([(0.5, "0%"), (1234567.5, "#,##0.00"), (45000, 'yyyy"年"m"月"d"日"'), (-3, "0"), (0.1 + 0.2, "General")]):
        style = xlwt.XFStyle()
        style.num_format_str = code
        second.write(0, column, value, style)
        second.write(1, column, ["文本", True, "007", 12.25, xlwt.Formula("A1+B1")][column])
    # Marked as not computed; xlwt has no call for it.
    second.row(1)._Row__cells[4].calc_flags = 3
    book.save("table3.xls")


def ods(cells):
    book = OpenDocumentSpreadsheet()
    table = Table(name="表三")
    by_place = {(r, c): (h, w, text) for r, c, h, w, text in cells}
    covered = {(r + i, c + j) for r, c, h, w, _ in cells for i in range(h) for j in range(w)} - set(by_place)
    for _ in range(3):
        table.addElement(TableRow())
    for r in range(max(r + h for r, _, h, _, _ in cells)):
        row = TableRow()
        row.addElement(TableCell())
        for c in range(10):
            if (r, c) in covered:
                row.addElement(CoveredTableCell())
                continue
            h, w, text = by_place[r, c]
            options = {"valuetype": "float", "value": text} if text.isdigit() else {"valuetype": "string"}
            if (h, w) != (1, 1):
                options |= {"numberrowsspanned": h, "numbercolumnsspanned": w}
            cell = TableCell(**options) if text else TableCell()
            if text:
                cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save("table3.ods")


if __name__ == "__main__":
    truth = grid()
    with open("table3.tsv", "w", encoding="utf-8") as file:
        file.writelines("\t".join(map(str, cell)) + "\n" for cell in truth)
    docx(truth)
    xlsx(truth)
    xls(truth)
    ods(truth)
