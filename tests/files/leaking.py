"""Files with something in them that must not be published, each made here, and what is planted in it."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import docx as python_docx
import pikepdf
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from PIL import Image, ImageDraw
from tests.files import made

CITIZEN, MOBILE, CARD = "11010519491231002X", "13800138000", "6222021234567890128"
PLATE, HOME, LINE = "冀F12345", "示例县李庄村3组12号", "0312-5550100"
WRONG = "中华人民共合国"
INNOCENT = "为规范公共法律服务工作，现将有关事项通知如下，请认真贯彻执行。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Leaking:
    """A file: its kind, its bytes, and what the gate must find."""

    name: str
    kind: str
    make: Callable[[], bytes]
    found: str

    def __str__(self) -> str:
        return self.name


# --- Word ---


def word(change=lambda _: None, text=INNOCENT):
    document = python_docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    document.add_paragraph(text)
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def split_over_runs(document):
    paragraph = document.add_paragraph("证件号")
    for piece in (CITIZEN[:6], CITIZEN[6:14], CITIZEN[14:]):
        paragraph.add_run(piece)


def in_a_cell(document):
    document.add_table(2, 2).cell(1, 1).text = MOBILE


def in_a_nested_cell(document):
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = CARD


def in_the_header(document):
    document.sections[0].header.paragraphs[0].text = f"联系人手机{MOBILE}"


def in_the_footer(document):
    document.sections[0].footer.paragraphs[0].text = f"经办人：{CITIZEN}"


def commented(document):
    paragraph = document.paragraphs[0]
    document.add_comment(paragraph.runs, text="这里的数字是编的，先不要发", author="某某")


def run_with(document, tag, value=None, text="本段不对外公开"):
    run = document.add_paragraph().add_run(text)
    mark = OxmlElement(tag)
    if value is not None:
        mark.set(qn("w:val"), value)
    run._r.get_or_add_rPr().append(mark)


def tracked(document, tag, text_tag):
    change = OxmlElement(tag)
    change.set(qn("w:author"), "某某")
    run, text = OxmlElement("w:r"), OxmlElement(text_tag)
    text.text = f"原拟处罚对象{PLATE}"
    run.append(text)
    change.append(run)
    document.add_paragraph()._p.append(change)


def authored(document):
    document.core_properties.author = "张某某"


def last_saved(document):
    document.core_properties.last_modified_by = "李某某的电脑"


def text_box():
    body = word()
    box = (
        f'<w:p xmlns:w="{W}"><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent><w:p><w:r><w:t>{MOBILE}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    return changed(body, "word/document.xml", lambda xml: xml.replace("<w:sectPr", f"{box}<w:sectPr", 1))


def with_table_inside():
    return added(word(), {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": sheet_with(MOBILE)})


def footnoted():
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote><w:p><w:r><w:t>户籍地址：{HOME}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    return added(word(), {"word/footnotes.xml": notes})


def custom_property():
    name = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    told = f'<Properties xmlns="{name}"><property name="审稿人"><x>王某某</x></property></Properties>'
    return added(word(), {"docProps/custom.xml": told})


def only_a_picture(document):
    document.paragraphs[0].text = ""
    document.add_picture(io.BytesIO(scan_picture()))


# --- Excel ---


def sheet_with(*values, change=lambda _book, _sheet: None):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名册")
        for row, value in enumerate(values):
            sheet.write(row, 0, value)
        change(book, sheet)
    return out.getvalue()


def hidden_sheet(book, _sheet):
    other = book.add_worksheet("底稿")
    other.write(0, 0, "测算依据")
    other.hide()


def very_hidden_sheet(book, _sheet):
    other = book.add_worksheet("底稿")
    other.write(0, 0, "测算依据")
    other.very_hidden()


def pivot():
    records = f'<pivotCacheRecords xmlns="{S}"><r><s v="{CITIZEN}"/></r></pivotCacheRecords>'
    return added(sheet_with("合计"), {"xl/pivotCache/pivotCacheRecords1.xml": records})


def external():
    link = (
        f'<externalLink xmlns="{S}"><externalBook><sheetDataSet><sheetData><row><cell><v>{MOBILE}</v></cell>'
        "</row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    return added(sheet_with("合计"), {"xl/externalLinks/externalLink1.xml": link})


def in_scientific_notation():
    return changed(
        sheet_with(1), "xl/worksheets/sheet1.xml", lambda xml: xml.replace("<v>1</v>", "<v>1.3800138E10</v>")
    )


def threaded():
    told = (
        '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        '<threadedComment ref="A1"><text>此行不公开</text></threadedComment></ThreadedComments>'
    )
    return added(sheet_with("合计"), {"xl/threadedComments/threadedComment1.xml": told})


# --- PowerPoint ---


def slides(text=INNOCENT, *, show="1", notes="", comment="", more=None):
    parts = {
        "[Content_Types].xml": "<Types/>",
        "ppt/presentation.xml": "<p/>",
        "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{P}" xmlns:a="{A}" show="{show}">'
        f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>",
    }
    if notes:
        parts["ppt/notesSlides/notesSlide1.xml"] = (
            f'<p:notes xmlns:p="{P}" xmlns:a="{A}"><a:p><a:r><a:t>{notes}</a:t></a:r></a:p></p:notes>'
        )
    if comment:
        parts["ppt/comments/comment1.xml"] = (
            f'<p:cmLst xmlns:p="{P}"><p:cm><p:text>{comment}</p:text></p:cm></p:cmLst>'
        )
    return made.package({**parts, **(more or {})})


# --- PDF ---


def scan_picture():
    image = Image.new("RGB", (300, 400), "white")
    ImageDraw.Draw(image).text((20, 20), "ID 110105 19491231 002X", fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def scanned():
    out = io.BytesIO()
    Image.open(io.BytesIO(scan_picture())).convert("RGB").save(out, "PDF")
    return out.getvalue()


def half_scanned():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf(INNOCENT))) as whole, pikepdf.open(io.BytesIO(scanned())) as scan:
        whole.pages.extend(scan.pages)
        whole.save(out)
    return out.getvalue()


def pdf_with(change, text=INNOCENT):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf(text))) as opened:
        change(opened)
        opened.save(out)
    return out.getvalue()


def noted(pdf):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[10, 10, 40, 40],
        Contents=pikepdf.String("领导批示：暂缓公开"),
    )
    pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])


def filled_in(pdf):
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T=pikepdf.String("phone"),
        V=pikepdf.String(MOBILE),
        Rect=[10, 10, 140, 40],
    )
    made_field = pdf.make_indirect(field)
    pdf.pages[0].Annots = pdf.make_indirect([made_field])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[made_field])


def by_somebody(pdf):
    pdf.docinfo["/Author"] = "赵某某"


def with_a_file_inside(pdf):
    pdf.attachments["名册.txt"] = pikepdf.AttachedFileSpec(pdf, f"{CITIZEN}".encode())


def without_meaning(pdf):
    """Glyphs that PDFium cannot turn into characters, as old type-setting programs leave them."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            del thing["/ToUnicode"]


# --- packages ---


def added(package, parts):
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as opened:
        for name, content in parts.items():
            opened.writestr(name, content)
    return out.getvalue()


def changed(package, name, change):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()) if entry == name else content)
    return out.getvalue()


FILES = (
    Leaking("身份证号在正文", "docx", lambda: word(text=f"公民身份号码{CITIZEN}。"), "citizen_number"),
    Leaking("身份证号分在几段字符", "docx", lambda: word(split_over_runs), "citizen_number"),
    Leaking("全角手机号", "docx", lambda: word(text="电话１３８００１３８０００"), "mobile"),
    Leaking("手机号在表格", "docx", lambda: word(in_a_cell), "mobile"),
    Leaking("银行卡号在嵌套表格", "docx", lambda: word(in_a_nested_cell), "bank_card"),
    Leaking("手机号在页眉", "docx", lambda: word(in_the_header), "mobile"),
    Leaking("身份证号在页脚", "docx", lambda: word(in_the_footer), "citizen_number"),
    Leaking("车牌号", "docx", lambda: word(text=f"驾驶{PLATE}小型客车"), "plate"),
    Leaking("住址", "docx", lambda: word(text=f"家庭住址：{HOME}"), "address"),
    Leaking("小区门牌", "docx", lambda: word(text="住东风路阳光小区2号楼1单元301室"), "address"),
    Leaking("家庭电话", "docx", lambda: word(text=f"家庭电话{LINE}"), "landline"),
    Leaking("严重表述错误", "docx", lambda: word(text=f"根据《{WRONG}行政处罚法》"), "severe_words"),
    Leaking("批注", "docx", lambda: word(commented), "comment"),
    Leaking("删除的修订", "docx", lambda: word(lambda d: tracked(d, "w:del", "w:delText")), "revision"),
    Leaking("插入的修订", "docx", lambda: word(lambda d: tracked(d, "w:ins", "w:t")), "revision"),
    Leaking("修订里的车牌", "docx", lambda: word(lambda d: tracked(d, "w:del", "w:delText")), "plate"),
    Leaking("隐藏文字", "docx", lambda: word(lambda d: run_with(d, "w:vanish")), "hidden_text"),
    Leaking("白色文字", "docx", lambda: word(lambda d: run_with(d, "w:color", "FFFFFF")), "hidden_text"),
    Leaking("极小文字", "docx", lambda: word(lambda d: run_with(d, "w:sz", "2")), "hidden_text"),
    Leaking("作者", "docx", lambda: word(authored), "property"),
    Leaking("最后保存者", "docx", lambda: word(last_saved), "property"),
    Leaking("自定义属性", "docx", custom_property, "property"),
    Leaking("文本框", "docx", text_box, "mobile"),
    Leaking("脚注", "docx", footnoted, "address"),
    Leaking("嵌入的表格", "docx", with_table_inside, "embedded"),
    Leaking("嵌入表格里的手机号", "docx", with_table_inside, "mobile"),
    Leaking("整页图片的 Word", "docx", lambda: word(only_a_picture), "unreadable"),
    Leaking("文本格的身份证号", "xlsx", lambda: sheet_with(CITIZEN), "citizen_number"),
    Leaking("数字格的手机号", "xlsx", lambda: sheet_with(int(MOBILE)), "mobile"),
    Leaking("科学计数的手机号", "xlsx", in_scientific_notation, "mobile"),
    Leaking(
        "隐藏的行",
        "xlsx",
        lambda: sheet_with("甲", "乙", change=lambda _, s: s.set_row(1, None, None, {"hidden": True})),
        "hidden_rows",
    ),
    Leaking(
        "零高的行", "xlsx", lambda: sheet_with("甲", "乙", change=lambda _, s: s.set_row(1, 0)), "hidden_rows"
    ),
    Leaking(
        "隐藏的列",
        "xlsx",
        lambda: sheet_with("甲", change=lambda _, s: s.set_column(0, 0, None, None, {"hidden": True})),
        "hidden_columns",
    ),
    Leaking("隐藏的工作表", "xlsx", lambda: sheet_with("甲", change=hidden_sheet), "hidden_sheet"),
    Leaking("深度隐藏的工作表", "xlsx", lambda: sheet_with("甲", change=very_hidden_sheet), "hidden_sheet"),
    Leaking(
        "单元格批注",
        "xlsx",
        lambda: sheet_with("甲", change=lambda _, s: s.write_comment(0, 0, "再核")),
        "comment",
    ),
    Leaking("会话批注", "xlsx", threaded, "comment"),
    Leaking("透视表缓存", "xlsx", pivot, "cached_data"),
    Leaking("透视表缓存里的身份证号", "xlsx", pivot, "citizen_number"),
    Leaking("外部链接缓存", "xlsx", external, "cached_data"),
    Leaking(
        "表格作者",
        "xlsx",
        lambda: sheet_with("甲", change=lambda b, _: b.set_properties({"author": "钱某某"})),
        "property",
    ),
    Leaking(
        "表格页眉",
        "xlsx",
        lambda: sheet_with("甲", change=lambda _, s: s.set_header(f"&L{MOBILE}")),
        "mobile",
    ),
    Leaking(
        "表格文本框",
        "xlsx",
        lambda: sheet_with("甲", change=lambda _, s: s.insert_textbox(1, 1, f"卡号{CARD}")),
        "bank_card",
    ),
    Leaking("幻灯片上的手机号", "pptx", lambda: slides(f"联系人{MOBILE}"), "mobile"),
    Leaking("演讲者备注", "pptx", lambda: slides(notes="口头说明，不公开"), "speaker_notes"),
    Leaking("备注里的身份证号", "pptx", lambda: slides(notes=CITIZEN), "citizen_number"),
    Leaking("隐藏的幻灯片", "pptx", lambda: slides(show="0"), "hidden_slide"),
    Leaking("幻灯片批注", "pptx", lambda: slides(comment="再核一下"), "comment"),
    Leaking(
        "幻灯片图表的数据",
        "pptx",
        lambda: slides(more={"ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": sheet_with(CARD)}),
        "bank_card",
    ),
    Leaking("PDF 身份证号（CID 字体）", "pdf", lambda: made.pdf(f"公民身份号码{CITIZEN}"), "citizen_number"),
    Leaking("PDF 手机号（CID 字体）", "pdf", lambda: made.pdf(f"经办人手机{MOBILE}"), "mobile"),
    Leaking("PDF 住址（CID 字体）", "pdf", lambda: made.pdf(f"户籍所在地：{HOME}"), "address"),
    Leaking("PDF 跨行的卡号", "pdf", lambda: made.pdf("银" * 33 + CARD), "bank_card"),
    Leaking("PDF 批注", "pdf", lambda: pdf_with(noted), "comment"),
    Leaking("PDF 表单里的手机号", "pdf", lambda: pdf_with(filled_in), "mobile"),
    Leaking("PDF 作者", "pdf", lambda: pdf_with(by_somebody), "property"),
    Leaking("PDF 里的文件", "pdf", lambda: pdf_with(with_a_file_inside), "embedded"),
    Leaking("PDF 编码无法识别", "pdf", lambda: pdf_with(without_meaning), "unreadable"),
    Leaking("扫描件", "pdf", scanned, "unreadable"),
    Leaking("部分页是扫描件", "pdf", half_scanned, "unreadable"),
    Leaking("图片", "png", scan_picture, "unreadable"),
    Leaking("OFD 里的手机号", "ofd", lambda: made.ofd(f"手机{MOBILE}"), "mobile"),
    Leaking("文本里的身份证号", "text", f"名册\n{CITIZEN}".encode, "citizen_number"),
    Leaking("压缩包", "zip", lambda: made.package({"a.txt": "x"}), "unreadable"),
)
PUBLIC_TEXTS = (
    INNOCENT,
    "咨询电话：0312-5550100，监督电话：0312-5550101，传真：0312-5550102。",
    "办公地址：示例市东风路12号，邮政编码：071000，办公时间：工作日9:00至17:00。",
    "依据《中华人民共和国行政处罚法》第四十八条，示司罚决字〔2026〕第5号。",
    "统一社会信用代码11139900MB0000027R，索引号11139900MB0000027R/2026-00001。",
    "全市123个社区、456个村实现法律顾问全覆盖，办理法律援助案件12345678件次。",
    "项目总投资1380013.80万元，建筑面积62220212平方米，合同编号20260919001。",
    "2026年10月19日至2026年11月18日公示，公示期30日。",
    "附件：1.申请表；2.承诺书；3.示例市公共法律服务中心名录。",
    "某公司住所地在示例市高新区，法定代表人李某。",
    "受理机构：示例市司法局公共法律服务科，窗口电话0312-5550103。",
    "示例市阳光社区矫正中心举行揭牌仪式。",
    "预算收入合计 1,234,567.89 元，支出合计 1,234,567.89 元。",
    "文号：国办发〔2019〕61号；国办公开办函〔2019〕61号；法释〔2025〕8号。",
    "网址：https://example.gov.cn/zcwj/20261019/138.html。",
    "12348公共法律服务热线，12345政务服务便民热线，全天候服务。",
    "一、二、三号楼维修改造项目中标公告，中标价 98.6 万元。",
    "标准号GB/T 9704-2012、GB 32100-2015、ISO 14289-1。",
)


def clean_files():
    """Ordinary files for everybody: the kind and the bytes."""
    for text in PUBLIC_TEXTS:
        yield "docx", word(text=text)
        yield "xlsx", sheet_with(*text.split("，"))
        yield "pptx", slides(text)
        yield "pdf", pdf_with(nameless, text)


def nameless(pdf):
    """As an organ hands a PDF out: nobody is named in its properties."""
    for key in ("/Author", "/Keywords", "/Subject"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    with pdf.open_metadata() as told:
        for key in list(told):
            del told[key]
