"""The whole way: what a build makes, that it makes it whole or not at all, and what the command says."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from conftest import old_edition
from multitrack import __version__
from multitrack.pipeline import check_edition
from multitrack.products import Products
from multitrack.publish.manifest import Inputs
from multitrack.study import open_edition

ROOT = Path(__file__).parents[1]
DOCUMENTS = ("en/canada-asean.html", "en/canada-asean.pdf", "id/kanada-asean.html", "id/kanada-asean.pdf")


def run(*arguments, folder=ROOT, **environment):
    """Run the program as a user does, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "multitrack", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "QUARTO_PATH": "", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def contents(folder):
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the project that a test may spoil, with an old output in place."""
    for name in ("data", "report"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_output", "_generated", ".build-*")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    old_edition(tmp_path / "report" / "_output")
    return tmp_path


def drawing_process(builder, limit_s=30.0):
    """Return the process that draws for a build, as soon as there is one."""
    children = Path(f"/proc/{builder}/task/{builder}/children")
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        for child in children.read_text(encoding="utf-8").split():
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # others may have ended meanwhile
                if b"charts.drawing_process" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return child
        time.sleep(0.001)
    pytest.fail("no drawing process was started")


def spoil(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def untouched(project):
    """Say whether the old output stands and nothing else was left beside it."""
    report = {path.name for path in (project / "report").iterdir()}
    output = contents(project / "report" / "_output")
    made = {"_generated", "_preview"} | {name for name in report if name.startswith(".build")}
    return output.pop("index.html") == b"old" and output.keys() == {"manifest.json"} and not made & report


ARCHIVAL = (".zenodo.json", "CITATION.cff", "SHA256SUMS", "ro-crate-metadata.json")


def test_an_edition_is_its_documents_an_index_its_data_and_what_describes_them(edition, dataset):
    whole = f"data/{dataset.release.name}-{dataset.release.version}.zip"
    data = [whole, whole.replace(".zip", ".xlsx"), *(f"data/{path}" for path in dataset.files)]
    files = [name for name in contents(edition) if not name.startswith(("figures/", "tables/"))]
    assert sorted(files) == sorted([*DOCUMENTS, "index.html", "site.css", *data, *ARCHIVAL, "manifest.json"])


def test_the_data_package_in_one_file_holds_what_lies_beside_it(edition, dataset):
    (path,) = (edition / "data").glob("*.zip")
    with ZipFile(path) as packed:
        held = {name.partition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert held == dict(dataset.files)


def test_an_edition_has_a_kit_for_every_figure_and_table(edition):
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    kits = {
        entry["path"].split("/")[1]: entry
        for entry in manifest["files"]
        if re.fullmatch(r"(figures|tables)/.*\.zip", entry["path"])
    }
    english = next(entry for entry in manifest["files"] if entry["path"] == "en/canada-asean.html")
    assert set(kits) == set(english["ids"])
    assert {name: entry["ids"] for name, entry in kits.items()} == {name: [name] for name in kits}


def test_the_manifest_gives_every_file_with_its_hash_and_rows(edition):
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    files = contents(edition)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in files.items() if name != "manifest.json"}
    assert {entry["path"]: entry["sha256"] for entry in manifest["files"]} == hashes
    english = next(entry for entry in manifest["files"] if entry["path"] == "en/canada-asean.html")
    assert {"fig-heading-shift", "tbl-track-1"} <= set(english["ids"])
    assert {f"Q{number:03}" for number in range(1, 104)} <= set(english["rows"])
    assert manifest["engine"]["versions"].keys() >= {"pandoc", "typst", "altair", "vl-convert-python"}


def test_the_index_leads_to_every_document(edition):
    index = (edition / "index.html").read_text(encoding="utf-8")
    assert [name for name in DOCUMENTS if f'href="{name}"' not in index] == []


@pytest.fixture(scope="module")
def part(tmp_path_factory):
    """Return the folder with the English page, and what was said as it was built."""
    out = tmp_path_factory.mktemp("part") / "out"
    return out, run("build", "--engine", "embedded", "--lang", "en", "--to", "html", "--out", out)


def test_a_second_build_finds_everything_up_to_date(part):
    out, first = part
    assert (first.returncode, first.stderr) == (0, "")
    again = run("build", "--engine", "embedded", "--lang", "en", "--to", "html", "--out", out)
    assert again.stdout.splitlines() == [
        "engine embedded, as asked for",
        f"{out} is up to date; --force builds it anyway",
        f"{out}/en/canada-asean.html",
        f"open {out}/index.html",
    ]
    assert [name for name in sorted(contents(out)) if name.endswith((".html", ".pdf"))] == [
        "en/canada-asean.html",
        "index.html",
    ]


@pytest.mark.usefixtures("part")
def test_a_part_has_pictures_of_its_languages_alone_and_the_texts_of_all_by_which_words_are_parted(project):
    kept = Products.of(ROOT)
    kept.begin(Inputs.read(project).without_pages, lambda: None)
    woven = [Path(name) for name in kept.ask_of_sources("woven-en").kept]
    assert {path.parts[0] for path in woven if path.suffix == ".svg"} == {"en"}
    assert {path.parts[0] for path in woven if path.suffix == ".md" and len(path.parts) == 2} == {"en", "id", "data"}


@pytest.mark.skipif(find_spec("quarto_cli") is not None, reason="the package quarto_cli brings Quarto along")
@pytest.mark.parametrize(("options", "said"), [([], False), (["--verbose"], True), (["-v"], True)])
def test_which_engine_renders_and_why_is_said_only_to_those_who_ask(part, tmp_path, options, said):
    out, _ = part
    done = run("build", "--lang", "en", "--to", "html", "--out", out, *options, PATH=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("engine embedded: Quarto was not found: ") == said
    assert f"{out} is up to date; --force builds it anyway" in done.stdout.splitlines()


@pytest.mark.usefixtures("edition")
def test_why_says_what_was_made_and_a_place_that_cannot_be_written_keeps_nothing_and_is_named(copy):
    place = copy / "kept"
    shutil.copytree(os.environ["MULTITRACK_CACHE"], place, copy_function=os.link)
    record = place / "engines.10-introduction.en"
    record.unlink()
    record.mkdir()
    spoil(copy / "report" / "en" / "10-introduction.qmd", "The study", "The whole study")
    done = run("build", "--lang", "en", "--to", "html", "--why", folder=copy, MULTITRACK_CACHE=place)
    assert done.returncode == 0
    assert "made 10-introduction.en: it was not made before" in done.stdout.splitlines()
    assert done.stderr == f"nothing is kept for the next build: {record}: is a directory; correct that\n"


def test_wrong_data_are_listed_whole_and_change_nothing(copy):
    spoil(copy / "data" / "study" / "events.csv", "T1-02,1,2,1981", "T1-02,1,2,soon")
    spoil(copy / "data" / "text" / "en" / "tracks.yml", "government:", "goverment:")
    done = run("build", "--engine", "embedded", folder=copy)
    lines = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert lines == [
        'data/study/events.csv:3:heading_year: "soon" is no year; write four digits',
        (
            "data/text/en/tracks.yml:government: the key is missing, and data/text/id/tracks.yml has it; "
            "write it here, or remove it there"
        ),
        (
            "data/text/en/tracks.yml:1:goverment: no row of data/study/tracks.csv has this key; "
            "remove the entry or add the row"
        ),
        (
            "data/text/id/tracks.yml:goverment: the key is missing, and data/text/en/tracks.yml has it; "
            "write it here, or remove it there"
        ),
        "4 problems; nothing was changed",
    ]
    assert untouched(copy)


def test_a_page_that_names_nothing_is_refused_with_its_line(copy):
    page = copy / "report" / "en" / "60-conclusion.qmd"
    page.write_text("# Conclusion {#sec-conclusion}\n\n{{< n q999 >}} and @fig-none.\n", encoding="utf-8")
    done = run("build", "--engine", "embedded", "--lang", "en", folder=copy)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == (
        "report/en/60-conclusion.qmd:3: {{< n q999 >}} names nothing; take an id that `multitrack list numbers` prints"
    )
    assert untouched(copy)


def test_check_says_what_is_in_order(project):
    said = check_edition(open_edition(project, Products.of(ROOT)))
    assert re.match(r"data, texts and pages are in order: \d+ items, \d+ quantities, \d+ numbers, ", said)


def test_without_a_second_coding_check_says_so_and_every_page_does_without(copy):
    shutil.copy(ROOT / "CITATION.cff", copy)
    shutil.rmtree(copy / "data" / "reliability")
    done = run("check", folder=copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("data, texts and pages are in order: ")
    # The end of the line; a narrow terminal breaks it.
    ending = "; there is no second coding, so nothing is said of its reliability"
    assert " ".join(done.stdout.split()).endswith(ending)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "--to", "doc"], "multitrack: --to doc: take one of docx, html, pdf; the nearest is docx"),
        (["build", "--lang", "xx"], "multitrack: --lang xx: take one of id, en"),
        (["build", "--engine", "word"], "multitrack: --engine word: take one of auto, quarto, embedded"),
        (["build", "--engine", "quatro"], ("multitrack: --engine quatro: take one of auto, quarto, embedded; "
                                           "the nearest are quarto, auto")),
        (["build", "--out", ""], ("multitrack: a path on the command line is empty: "
                                  "write a folder or a file, . for this one")),
        (["build", "--jobs", "0"], "multitrack: --jobs 0: take 1 to 64"),
        (["build", "--jobs", "100000"], "multitrack: --jobs 100000: take 1 to 64"),
        (["explain", "§§§"], "multitrack: nothing has the id '§§§'"),
        (["list", "tabels"], ("multitrack: there is nothing called 'tabels' to list: take figures, tables, numbers, "
                              "events, quantities; the nearest is tables")),
    ],
)  # fmt: skip
def test_a_wrong_call_names_what_is_possible(arguments, message):
    done = run(*arguments)
    assert (done.returncode, done.stderr.strip(), done.stdout) == (2, message, "")


def test_a_target_that_is_not_ours_is_a_wrong_call(tmp_path):
    (tmp_path / "thesis.docx").write_bytes(b"mine")
    done = run("build", "--engine", "embedded", "--out", tmp_path)
    found = f"{tmp_path}: it holds 'thesis.docx', which this program has not made"
    remedy = "name a folder with --out DIR that is absent, empty, or holds nothing but an edition"
    assert (done.returncode, done.stderr, done.stdout) == (2, f"multitrack: {found}; {remedy}\n", "")
    assert contents(tmp_path) == {"thesis.docx": b"mine"}


def test_a_missing_quarto_says_how_to_get_it(tmp_path):
    done = run("build", "--engine", "quarto", "--out", tmp_path / "out", PATH=str(tmp_path))
    assert done.returncode == 3
    assert "pip install 'multitrack[quarto]'" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "environment", "said"),
    [
        ([], {}, "US$9.03\N{NO-BREAK SPACE}billion"),
        (["--lang", "id"], {}, "US$9,03\N{NO-BREAK SPACE}miliar"),
        ([], {"MULTITRACK_LANG": "id"}, "US$9,03\N{NO-BREAK SPACE}miliar"),
    ],
)
def test_the_list_gives_an_id_and_its_words_a_line_in_english_or_the_language_asked_for(options, environment, said):
    done = run("list", "numbers", *options, **environment)
    assert done.returncode == 0
    assert f"q041\t{said}" in done.stdout.splitlines()


@pytest.mark.parametrize("name", ["-h", "--help"])
def test_help_is_had_by_both_of_its_names(name):
    done = run(name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Build, check, list and cite" in done.stdout


def test_the_version_is_the_program_s_own():
    done = run("--version")
    assert (done.returncode, done.stdout) == (0, f"multitrack {__version__}\n")


def test_a_build_of_one_language_stands_beside_the_whole_and_leads_to_no_kits(copy):
    done = run("build", "--engine", "embedded", "--lang", "en", "--to", "html", folder=copy)
    assert done.stdout.splitlines() == [
        "engine embedded, as asked for",
        "report/_preview/en/canada-asean.html",
        "open report/_preview/index.html",
    ]
    shutil.move(copy / "report" / "_preview", copy / "preview")
    assert untouched(copy)
    page = (copy / "preview" / "en" / "canada-asean.html").read_text(encoding="utf-8")
    assert not (copy / "preview" / "figures").exists()
    assert "fig-timeline" in page
    assert "exhibit-bar" not in page.partition("<body")[2]
    assert re.findall(r"href=[^ >]*\.\./(?:figures|tables)/", page) == []


def is_gone(process, within_s=2):
    """Tell whether a process ends within the time that is promised."""
    until = time.monotonic() + within_s
    while Path(f"/proc/{process}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not Path(f"/proc/{process}").exists()


def test_an_interrupt_from_the_terminal_while_the_drawing_process_begins_says_one_line(copy):
    # The terminal sends it to all processes; one in the background of a shell would hand on to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-m", "multitrack", "build", "--engine", "embedded"]
    environment = {**os.environ, "MULTITRACK_CACHE": str(copy / "nothing-kept")}
    with subprocess.Popen(
        command, cwd=copy, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as started:
        child = drawing_process(started.pid)
        os.killpg(started.pid, signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert (started.returncode, said) == (130, "multitrack: interrupted; nothing was changed\n")
    assert is_gone(child)
    assert untouched(copy)
