"""Two builds of one input must agree, with each other and with the recorded checksums."""

import pytest

from multitrack import verify
from multitrack.errors import InputError, MachineError
from multitrack.project import Project
from multitrack.study import open_edition


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Return a project whose builds are said to give the hashes that the test puts into the list."""
    (tmp_path / "report").mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "report" / "_quarto.yml").touch()
    hashes = []
    monkeypatch.setattr(verify, "_build_copy", lambda *_: hashes.pop(0))
    return Project.find(tmp_path), hashes


REMEDY = "find what else they depend on; if they agree without .cache, it is damaged"


def record(project, text):
    (project.report / "checksums.sha256").write_text(text)


def test_two_equal_builds_that_match_the_record_pass(built):
    project, hashes = built
    hashes += [{"a": "1", "b": "2"}] * 2
    record(project, "1  a\n2  b\n")
    assert (
        verify.verify_edition(project, open_edition)
        == "2 files, twice the same bytes, and the same as report/checksums.sha256"
    )


def test_the_manifest_is_compared_between_the_builds_but_not_recorded(built):
    project, hashes = built
    record(project, "1  a\n")
    hashes += [{"a": "1", "manifest.json": "2"}, {"a": "1", "manifest.json": "2"}]
    assert (
        verify.verify_edition(project, open_edition)
        == "1 files, twice the same bytes, and the same as report/checksums.sha256"
    )
    hashes += [{"a": "1", "manifest.json": "2"}, {"a": "1", "manifest.json": "3"}]
    with pytest.raises(MachineError) as refused:
        verify.verify_edition(project, open_edition)
    assert str(refused.value) == f"two builds of the same input differ in manifest.json: {REMEDY}"


def test_without_a_record_it_says_so(built):
    project, hashes = built
    hashes += [{"a": "1"}] * 2
    assert verify.verify_edition(project, open_edition) == (
        "1 files, twice the same bytes; there is no checksums.sha256 to compare with"
    )


def test_builds_that_differ_are_a_fault_of_the_machine(built):
    project, hashes = built
    hashes += [{"a": "1", "b": "2"}, {"a": "1", "b": "3"}]
    with pytest.raises(MachineError) as refused:
        verify.verify_edition(project, open_edition)
    assert str(refused.value) == f"two builds of the same input differ in b: {REMEDY}"


def test_every_difference_to_the_record_is_listed(built):
    project, hashes = built
    hashes += [{"a": "1", "new": "2", "figures/fig-a/a.svg": "4", "figures/fig-a/a.png": "5"}] * 2
    record(project, "9  a\n3  gone\n6  figures/fig-a/a.svg\n7  figures/fig-a/a.png\n8  figures/fig-a/a.pdf\n")
    with pytest.raises(InputError) as refused:
        verify.verify_edition(project, open_edition)
    remedy = "look at it; if it is meant, run multitrack build --engine embedded and multitrack checksums"
    assert str(refused.value).splitlines() == [
        f"report/checksums.sha256:a: other bytes than recorded; {remedy}",
        f"report/checksums.sha256:fig-a: 3 files: recorded, but not built, other bytes than recorded; {remedy}",
        f"report/checksums.sha256:gone: recorded, but not built; {remedy}",
        f"report/checksums.sha256:new: built, but not recorded; {remedy}",
    ]


def test_the_record_is_written_as_sha256sum_reads_it(built):
    project, _ = built
    (project.output / "en").mkdir(parents=True)
    (project.output / "en" / "a.html").write_bytes(b"")
    assert verify.write_checksums(project) == "report/checksums.sha256: 1 files"
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert (project.report / "checksums.sha256").read_text() == f"{empty}  en/a.html\n"


def test_nothing_built_is_nothing_to_record(built):
    project, _ = built
    with pytest.raises(MachineError) as refused:
        verify.write_checksums(project)
    assert str(refused.value) == "report/_output is empty: run make report first"
