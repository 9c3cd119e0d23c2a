"""The document for a word processor: structure, styles by name, alternative texts, pictures in two forms."""

import io
import re
import shutil
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from engines.embedded.conftest import FIGURE, TABLE
from multitrack.engines.formats import FORMATS, PUBLISHED, docx
from multitrack.engines.formats.docx import FORMAT
from multitrack.errors import MachineError

BODY = f"""# One {{#sec-one}}

See @fig-one, @tbl-one and @sec-one: {{{{< n count >}}}} [mot juste]{{lang=fr}}.

{FIGURE}
{TABLE}
::: {{.edition-note}}
A remark.
:::

::: {{.exhibit-bar}}
[A folder](../figures/fig-one/index.html)
:::
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def parts(report):
    """Return the parts of the document: name → bytes."""
    return unpack(report.render(BODY, "docx").read_bytes())


def unpack(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def paragraphs(parts):
    """Yield the style and the text of each paragraph."""
    for paragraph in etree.fromstring(parts["word/document.xml"]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        yield (style.get(f"{W}val") if style is not None else "", "".join(paragraph.itertext(f"{W}t")))


def test_what_is_said_stands_in_styles_by_name(parts):
    said = [entry for entry in paragraphs(parts) if entry[1]]
    assert said[said.index(("Heading1", "1One")) + 1 :] == [
        ("FirstParagraph", "See Fig.\u00a01, Tab.\u00a01 and Seção\u00a01: 28 mot juste."),
        ("ImageCaption", "Figura\u00a01. Title. Caption."),
        ("TableCaption", "Tabela\u00a01. Title. Caption."),
        *(("Compact", cell) for cell in ("A", "B", "x", "1")),
        ("EditionNote", "Nota da edição A remark."),
    ]
    styles = set(re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"].decode()))
    assert {style for style, _ in said} <= styles


def test_a_table_has_a_header_row_and_the_widths_of_its_columns(parts):
    (table,) = etree.fromstring(parts["word/document.xml"]).iter(f"{W}tbl")
    assert [len(list(row.iter(f"{W}tblHeader"))) for row in table.iter(f"{W}tr")] == [1, 0]
    widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
    assert widths[1] / widths[0] == pytest.approx(3, rel=0.01)


def test_a_picture_is_there_as_svg_and_as_png_with_its_alternative_text(parts):
    document = parts["word/document.xml"].decode()
    assert re.findall(r'<wp:docPr descr="([^"]*)"', document) == ["A &quot;line&quot; &lt;rises&gt; &amp; falls."]
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="(media/[^"]+)"', parts["word/_rels/document.xml.rels"].decode()))
    (png,), (svg,) = (
        re.findall(r'a:blip r:embed="(\w+)"', document),
        re.findall(r'svgBlip [^>]*r:embed="(\w+)"', document),
    )
    assert parts[f"word/{targets[png]}"].startswith(b"\x89PNG")
    assert b"<svg" in parts[f"word/{targets[svg]}"]
    assert b'Extension="svg" ContentType="image/svg+xml"' in parts["[Content_Types].xml"]


def test_languages_title_and_keywords_are_told(parts):
    assert 'w:val="pt-BR"' in parts["word/styles.xml"].decode()
    assert '<w:lang w:val="fr" />' in parts["word/document.xml"].decode()
    core = parts["docProps/core.xml"].decode()
    assert "<dc:title>Um título &amp; &lt;mais&gt;</dc:title>" in core
    assert "<cp:keywords>primeira, segunda</cp:keywords>" in core


def test_the_same_page_gives_the_same_bytes(report):
    assert report.render(BODY, "docx").read_bytes() == report.render(BODY, "docx").read_bytes()


def test_a_document_that_is_broken_off_is_refused(report):
    with pytest.raises(MachineError, match="the document for the word processor is not whole"):
        FORMAT.complete(report.folder, b"PK")


def test_languages_that_are_rendered_at_once_do_not_take_each_other_s_pictures(report, monkeypatch):
    (profile,) = report.project.profiles
    generated, real = report.folder / "_generated", docx.open_compiler
    shutil.copytree(generated / "xx", generated / "yy")

    def open_late(wanted):
        monkeypatch.setattr(docx, "open_compiler", real)
        FORMAT.prepare(report.folder, replace(profile, code="yy"))
        return real(wanted)

    monkeypatch.setattr(docx, "open_compiler", open_late)
    FORMAT.prepare(report.folder, profile)
    assert all((generated / code / "fig-one.png").is_file() for code in ("xx", "yy"))


def test_no_edition_is_published_in_it():
    assert (PUBLISHED, tuple(FORMATS)) == (("html", "pdf"), ("docx", "html", "pdf"))
