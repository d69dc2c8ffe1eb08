"""Real files of every kind, made by the programs that make them, and hostile ones made by hand."""

import io
import zipfile
from datetime import date

import pikepdf
import xlsxwriter
from PIL import Image, TiffImagePlugin

from gongkai.documents import docx as word
from gongkai.documents import pdf as typeset
from gongkai.documents.model import OfficialDocument, Paragraph

GPS, GPS_LATITUDE_REF, GPS_LATITUDE = 0x8825, 1, 2
ARTIST, ORIENTATION = 0x013B, 0x0112


def document(text="关于公开年度预算的答复"):
    return OfficialDocument(
        title="答复书", blocks=(Paragraph(text),), organ="保定市司法局", signed_on=date(2026, 3, 2)
    )


def docx(text="关于公开年度预算的答复"):
    return word.render(document(text))


def pdf(text="关于公开年度预算的答复"):
    return typeset.render(document(text))


def locked_pdf():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def picture(form="JPEG", size=(64, 48), mode="RGB", **options):
    out = io.BytesIO()
    image = Image.new(mode, size, "navy")
    image.paste("white", (0, 0, size[0] // 2, size[1] // 2))
    image.save(out, form, **options)
    return out.getvalue()


def photograph():
    """A JPEG as a telephone writes it: where, by whom, lying on its side, with a remark."""
    exif = Image.Exif()
    exif[ARTIST], exif[ORIENTATION] = "Zhang San", 6
    exif.get_ifd(GPS).update(
        {GPS_LATITUDE_REF: "N", GPS_LATITUDE: tuple(TiffImagePlugin.IFDRational(n) for n in (38, 52, 27))}
    )
    return picture(exif=exif, comment="内部拍摄".encode())


def package(entries, compression=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def ofd(text="版式文字"):
    page = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer><ofd:TextObject>'
        f"<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject></ofd:Layer></ofd:Content></ofd:Page>"
    )
    return package({"OFD.xml": "<ofd/>", "Doc_0/Pages/Page_0/Content.xml": page})


def xlsx(text="表格文字"):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, text)
    return out.getvalue()


def pptx(text="幻灯片文字"):
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    slide = f'<p xmlns:a="{drawing}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p>'
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": "<p/>",
            "ppt/slides/slide1.xml": slide,
        }
    )
