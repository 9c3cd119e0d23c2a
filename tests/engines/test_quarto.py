"""Rendering with Quarto, tried on a stand-in for it (see fake_quarto.py)."""

import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from multitrack.engines.programs import end_on_error
from multitrack.errors import MachineError

SUCCEEDED = "Quarto 1.10.18 with the profile en ended with status 0"
ENDED = "Quarto 1.10.18 with the profile en was ended"


def test_both_documents_stand_where_the_profile_says(quarto):
    documents = quarto.render()

    folder = quarto.workspace / "_output/en"
    assert documents == {"html": folder / "study.html", "pdf": folder / "study.pdf"}
    assert "Trade: 15.8" in documents["html"].read_text(encoding="utf-8")


def test_only_the_documents_are_added_to_the_workspace(quarto):
    quarto.render()

    assert quarto.new_files() == {"_output/en/study.html", "_output/en/study.pdf", "_output/en/picture.svg"}
    assert not list(quarto.scratch.iterdir())


@pytest.mark.parametrize(
    ("formats", "target"),
    [(["html"], ["--to", "html"]), (["pdf"], ["--to", "typst"]), (["html", "pdf"], []), (["pdf", "html"], [])],
)
def test_quarto_is_asked_for_one_format_or_for_all(quarto, fake, formats, target):
    documents = quarto.render(formats)

    assert [call["arguments"] for call in fake.calls] == [["render", ".", "--profile", "en", *target]]
    assert list(documents) == formats


def test_a_word_document_gets_its_pictures_from_the_program(quarto, fake):
    quarto.write("_generated/en/fig-a.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    with zipfile.ZipFile(quarto.render(["docx"])["docx"]) as archive:
        document = archive.read("word/document.xml")

    assert fake.calls[0]["arguments"][-2:] == ["--to", "docx"]
    assert b"Trade: 15.8" in document
    assert b'r:embed="svg1"' in document


def test_an_older_document_of_another_format_stays(quarto):
    pdf = quarto.render(["pdf"])["pdf"]

    quarto.render(["html"])

    assert pdf.is_file()


def test_two_languages_can_be_rendered_at_once(quarto):
    with ThreadPoolExecutor() as pool:
        english, indonesian = pool.map(lambda code: quarto.render(["html"], code=code)["html"], ["en", "id"])

    assert "15.8" in english.read_text(encoding="utf-8")
    assert "15,8" in indonesian.read_text(encoding="utf-8")


def test_the_callers_quarto_variables_do_not_disturb(quarto, fake):
    parts = {"QUARTO_PANDOC": "/opt/pandoc", "QUARTO_TYPST_GATHER": "/opt/typst-gather"}

    quarto.render(["html"], environment={"QUARTO_PROFILE": "id", "QUARTO_LOG_LEVEL": "critical", **parts})

    assert fake.calls[0]["environment"] == {"SOURCE_DATE_EPOCH": "0", "NO_COLOR": "1", **parts}


def test_a_date_that_the_caller_sets_is_kept(quarto, fake):
    quarto.render(["pdf"], environment={"SOURCE_DATE_EPOCH": "86400"})

    assert fake.calls[0]["environment"]["SOURCE_DATE_EPOCH"] == "86400"


def test_the_lines_of_quarto_are_passed_on_without_colours(quarto):
    lines = []

    quarto.render(["html"], on_line=lambda code, line: lines.append((code, line)))

    assert lines == [
        ("en", "[1/1] index.en.qmd"),
        ("en", ""),
        ("en", "Output created: _output/en/study.html"),
        ("en", ""),
    ]


def test_a_line_is_passed_on_as_it_comes_and_an_interrupt_then_ends_everything(quarto, fake):
    fake.behave(hang=True, child=True)

    def stop(_code, line):
        raise KeyboardInterrupt(line)

    with pytest.raises(KeyboardInterrupt, match=r"\[1/1\] index\.en\.qmd"):
        quarto.render(["html"], on_line=stop)
    assert fake.has_no_child()
    assert not list(quarto.scratch.iterdir())


def test_a_slow_start_is_waited_for(quarto, fake):
    fake.behave(slow_s=0.2)

    assert quarto.render(["html"])["html"].is_file()


def test_the_version_is_told(quarto):
    assert (quarto.engine.name, quarto.engine.versions()) == ("quarto", {"quarto": "1.10.18"})


def test_a_profile_without_a_file_is_refused_before_quarto_starts(quarto, fake):
    english = quarto.profile()
    (quarto.workspace / "_quarto-en.yml").unlink()

    with pytest.raises(MachineError) as caught:
        quarto.engine.render(quarto.workspace, english, ["html"])

    missing = f"there is no _quarto-en.yml in {quarto.workspace}"
    assert str(caught.value) == f"Quarto cannot render the profile en: {missing}; add it"
    assert not fake.calls


def test_a_crash_is_told_with_the_last_lines(quarto, fake):
    fake.behave(crash=True)

    assert quarto.fail() == [
        "Quarto 1.10.18 with the profile en failed with status 1; its lines say why",
        "  | ERROR: TypeError: Cannot read properties of undefined (reading 'x')",
    ]


def test_a_filter_that_fails_is_told_though_a_long_stack_of_calls_follows(quarto, fake):
    stack = ["stack traceback:", *(f"\tmain.lua:{line}: in upvalue 'walk'" for line in range(30))]
    fake.behave(
        says=["Error running filter main.lua:", "floats.lua:7: attempt to call a nil value", *stack], crash=True
    )

    assert quarto.fail()[1:3] == [
        "  | Error running filter main.lua:",
        "  | floats.lua:7: attempt to call a nil value",
    ]


def test_an_end_by_a_signal_is_told(quarto, fake):
    fake.behave(signal="SIGKILL")

    assert quarto.fail() == [
        f"{ENDED} by the signal SIGKILL; its last lines say why",
        "  | [1/1] index.en.qmd",
    ]


def test_a_script_that_hides_the_status_hides_nothing(quarto, fake):
    fake.behave(hides_status=True, says=["ERROR: Include directive failed."], writes_html="nothing")

    message = quarto.fail()

    assert message[0].startswith(f"{SUCCEEDED}, but it has not written _output/en/study.html, or not whole; ")
    assert "  | ERROR: Include directive failed." in message


@pytest.mark.parametrize("wrote", ["nothing", "empty", "half"])
@pytest.mark.parametrize(("kind", "name"), [("html", "study.html"), ("typst", "study.pdf")])
def test_a_document_that_is_not_whole_is_refused(quarto, fake, kind, name, wrote):
    fake.behave(**{f"writes_{kind}": wrote})

    assert quarto.fail()[0] == (
        f"{SUCCEEDED}, but it has not written _output/en/{name}, or not whole; see what it says, "
        "and whether the profile's output-dir, output-file and formats name this document"
    )


def test_what_quarto_leaves_in_its_folder_for_temporary_files_goes_with_the_render(quarto, fake):
    quarto.render(["html"])

    assert fake.calls[0]["temporary"].startswith(f"{quarto.scratch}/")
    assert not list(quarto.scratch.iterdir())


def test_a_document_of_an_earlier_build_is_not_taken_for_the_new_one(quarto, fake):
    quarto.render()
    fake.behave(writes_html="nothing")

    assert "but it has not written _output/en/study.html" in quarto.fail()[0]


def test_a_hang_is_ended_with_all_its_processes(quarto, fake):
    fake.behave(hang=True, child=True)

    assert quarto.fail(limit_s=0.4) == [
        (
            f"{ENDED} because it took longer than 0.4 s; its last lines say how far it came, "
            "and MULTITRACK_QUARTO_LIMIT can give it more seconds"
        ),
        "  | [1/1] index.en.qmd",
    ]
    assert fake.has_no_child()


def test_a_hang_that_will_not_listen_is_killed(quarto, fake):
    fake.behave(hang=True, child=True, stubborn=True)

    quarto.fail(limit_s=0.4)

    assert fake.has_no_child()


def test_a_child_left_behind_is_ended(quarto, fake):
    fake.behave(child=True)

    quarto.render(["html"])

    assert fake.has_no_child()


def test_an_error_ends_what_other_threads_wait_for_and_is_what_they_tell(quarto, fake):
    fake.behave(hang=True, child=True)

    def fail(pool):
        with end_on_error():
            waiting.append(pool.submit(quarto.render, ["html"]))
            fake.child()
            raise error

    error, waiting = MachineError("the disk is full"), []
    with ThreadPoolExecutor() as pool, pytest.raises(MachineError, match="the disk is full"):
        fail(pool)

    assert waiting[0].exception() is error
    assert fake.has_no_child()
    assert not list(quarto.scratch.iterdir())


def test_a_folder_that_cannot_be_written_is_told(quarto, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(quarto.workspace / "nowhere"))

    with pytest.raises(MachineError) as caught:
        quarto.render(["html"])

    remedy = "no such file or directory; restore it, or name another folder with TMPDIR"
    assert str(caught.value) == f"{quarto.workspace}/nowhere: {remedy}"
