"""The files of the kits, read with programs that are not the project's own."""

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree as ET

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from multitrack.bundles.bundle import make_bundles
from multitrack.engines.bibliography import find_pandoc
from multitrack.engines.workers import hire

SVG = "{http://www.w3.org/2000/svg}"
DC = "{http://purl.org/dc/elements/1.1/}"
PAGES = {"index.html", "index.en.html"}
OF_ALL = {"README.md", "citation.bib", "citation.json", "citation.ris", "metadata.json"} | PAGES
OF_FIGURES = ("svg", "slide.png", "png", "pdf", "vl.json")
OF_TABLES = ("md", "tex", "html", "docx")


@pytest.fixture(scope="session")
def pictures(outputs, languages, kit_of, bundles):
    """Return id, language, versioned id and files of every picture."""
    versions = {exhibit.exhibit_id: exhibit.versioned_id for exhibit in bundles.exhibits}
    return [
        (
            figure.figure_id,
            language.code,
            versions[figure.figure_id],
            {ending: kit_of(figure.figure_id)[f"{figure.figure_id}.{language.code}.{ending}"] for ending in OF_FIGURES},
        )
        for figure in outputs.figures
        for language in languages
    ]


def test_every_figure_and_table_has_all_its_files(outputs, languages, kit_of):
    for identifier in outputs.ids:
        endings = OF_FIGURES if identifier.startswith("fig-") else OF_TABLES
        shown = {f"{identifier}.{language.code}.{ending}" for language in languages for ending in endings}
        assert set(kit_of(identifier)) == OF_ALL | shown | {
            f"{identifier}.{ending}" for ending in ("csv", "xlsx", "zip")
        }


def test_the_zip_holds_the_other_files_at_one_fixed_time(outputs, kit_of):
    for identifier in outputs.ids:
        kit = {name: content for name, content in kit_of(identifier).items() if name not in PAGES}
        archive = zipfile.ZipFile(io.BytesIO(kit.pop(f"{identifier}.zip")))
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"{identifier}/{name}": content for name, content in sorted(kit.items())
        }
        assert {(entry.date_time, entry.compress_type) for entry in archive.infolist()} == {
            ((2026, 11, 23, 0, 0, 0), zipfile.ZIP_STORED)
        }


def test_made_again_the_kits_are_the_same_bytes(bundles, drawn, kit_of, fonts):
    with hire(1) as workers:
        again = list(make_bundles(bundles.exhibits[:2], bundles.edition, drawn, fonts=fonts, pool=workers.pool))
    for exhibit, files in zip(bundles.exhibits[:2], again, strict=True):
        kit = kit_of(exhibit.exhibit_id)
        assert [name for name, content in files.items() if kit[name] != content] == []


def test_the_svg_is_well_formed_and_says_what_it_is_and_where_it_comes_from(pictures, bundles):
    for identifier, code, versioned_id, files in pictures:
        root = ET.fromstring(files["svg"])
        words = next(one for one in bundles.exhibits if one.exhibit_id == identifier).wording[code]
        assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
        assert (root.findtext(f"{SVG}title"), root.findtext(f"{SVG}desc")) == (words.title, words.description)
        metadata = root.find(f"{SVG}metadata")
        assert metadata.findtext(f".//{DC}identifier") == versioned_id
        said = "".join(metadata.itertext())
        assert "https://creativecommons.org/licenses/by/4.0/" in said
        assert bundles.edition.citations[code][identifier].apa in said
        assert "(2019)" in metadata.findtext(f".//{DC}source")


def test_the_svg_asks_for_nothing_outside_itself(pictures):
    for _, _, _, files in pictures:
        outside = re.findall(r"url\((?!#)|href=\"(?!#)|font-family|<text", files["svg"].decode())
        assert outside == []


def test_the_svg_keeps_its_texts_for_readers(pictures, drawn):
    for identifier, code, _, files in pictures:
        texts = [
            " ".join(text.itertext()) for text in ET.fromstring(drawn[f"{code}/{identifier}.svg"]).iter(f"{SVG}text")
        ]
        labels = [group.get("aria-label") for group in ET.fromstring(files["svg"]).iter(f"{SVG}g")]
        assert [label for label in labels if label] == [text for text in texts if text.strip()]


@pytest.mark.skipif(not shutil.which("rsvg-convert"), reason="rsvg-convert is not installed")
def test_a_program_without_our_fonts_draws_the_svg_as_it_is(pictures, tmp_path):
    for identifier, code, _, files in pictures:
        (tmp_path / "picture.svg").write_bytes(files["svg"])
        command = ["rsvg-convert", "--zoom=2", "--output=picture.png", "picture.svg"]
        subprocess.run(command, check=True, cwd=tmp_path, capture_output=True, timeout=60)
        with Image.open(tmp_path / "picture.png") as theirs, Image.open(io.BytesIO(files["png"])) as ours:
            size = (theirs.width // 4, theirs.height // 4)
            pictures_of_both = [one.convert("RGB").resize(size) for one in (theirs, ours)]
            assert theirs.convert("RGBA").getchannel("A").getextrema() == (255, 255)
        difference = ImageChops.difference(*pictures_of_both).convert("L")
        assert ImageStat.Stat(difference).mean[0] < 1.5, (identifier, code)
        assert ImageStat.Stat(difference).extrema[0][1] < 128, (identifier, code)


def test_the_png_has_300_dots_an_inch_and_that_for_slides_the_size_of_a_slide(pictures):
    for identifier, code, _, files in pictures:
        root = ET.fromstring(files["svg"])
        in_print = [float(root.get(side)) / 72 * 300 for side in ("width", "height")]
        for ending, dots, wanted in (("png", 300, in_print), ("slide.png", 144, [1920, 1080])):
            with Image.open(io.BytesIO(files[ending])) as png:
                assert [round(one) for one in png.info["dpi"]] == [dots, dots]  # so that it has its size in a text
                assert png.size == pytest.approx(wanted, abs=1), (identifier, code, ending)


def test_a_png_has_an_opaque_ground_and_its_origin(pictures, bundles):
    for identifier, code, versioned_id, files in pictures:
        for ending in ("png", "slide.png"):
            with Image.open(io.BytesIO(files[ending])) as png:
                png.load()
                assert png.convert("RGBA").getchannel("A").getextrema() == (255, 255)
                said = png.text
            assert said["Source"] == versioned_id
            assert said["Comment"] == bundles.edition.citations[code][identifier].apa
            assert ET.fromstring(said["XML:com.adobe.xmp"]).findtext(f".//{DC}identifier") == versioned_id


def test_the_pdf_is_one_page_with_its_fonts_its_data_and_its_origin(pictures, bundles, kit_of):
    for identifier, code, versioned_id, files in pictures:
        with pikepdf.open(io.BytesIO(files["pdf"])) as pdf, pdf.open_metadata() as metadata:
            assert len(pdf.pages) == 1
            fonts = pdf.pages[0].Resources.get("/Font", {}).values()
            used = [font.DescendantFonts[0].FontDescriptor for font in fonts]
            assert all("/FontFile2" in one or "/FontFile3" in one for one in used)
            assert {str(one.FontName).partition("+")[2].partition("-")[0] for one in used} == {"SourceSans3"}
            assert metadata["pdfaid:part"] == "3"
            assert str(pdf.docinfo["/Title"]) == metadata["dc:title"]
            assert versioned_id in str(pdf.docinfo["/Keywords"])
            assert bundles.edition.citations[code][identifier].apa in str(pdf.docinfo["/Subject"])
            assert (
                pdf.attachments[f"{identifier}.csv"].get_file().read_bytes() == kit_of(identifier)[f"{identifier}.csv"]
            )


def test_the_description_for_programs_lists_the_files_with_their_hashes(kit_of, bundles):
    for exhibit in bundles.exhibits:
        kit = kit_of(exhibit.exhibit_id)
        said = json.loads(kit["metadata.json"])
        listed = set(kit) - {"metadata.json", f"{exhibit.exhibit_id}.zip"} - PAGES
        assert {name: one["sha256"] for name, one in said["files"].items()} == {
            name: hashlib.sha256(kit[name]).hexdigest() for name in listed
        }
        assert (said["versioned_id"], said["data_sha256"]) == (exhibit.versioned_id, exhibit.digests.data)
        assert [column["name"] for column in said["columns"]] == kit[f"{said['id']}.csv"].decode().splitlines()[
            0
        ].split(",")
        assert [row["row"] for row in said["rows"]] == list(exhibit.rows)


def test_pandoc_takes_the_citations_of_a_kit_one_for_each_language(kit_of):
    taken = subprocess.run(
        [find_pandoc(), "--from=csljson", "--to=csljson"],
        input=kit_of("fig-trade-reference")["citation.json"], capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    items = json.loads(taken.stdout)
    assert [item["id"] for item in items] == ["fig-trade-reference-id", "fig-trade-reference-en"]


def test_a_specification_draws_alone_in_its_language(kit_of):
    spec = json.loads(kit_of("fig-trade-reference")["fig-trade-reference.id.vl.json"])
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    assert spec["config"]["locale"]["number"]["decimal"] == ","
    assert spec["usermeta"]["identifier"].startswith("fig-trade-reference@1.0.0+")
