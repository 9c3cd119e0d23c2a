"""Whether a cited figure is still the same: what the command says, whole."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from multitrack.bundles.cited_versions import LEDGER, VersionedId, check_cited, find_current_state, renew_ledger
from multitrack.errors import UsageError
from multitrack.products import Products
from multitrack.project import Project
from multitrack.publish.export import export_kit
from multitrack.study import open_edition

ROOT = Path(__file__).parents[2]
ID = "fig-timeline"
WORD = "    pmc: PMC"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("fig-x", "there is no version after the id"),
        ("@1.0.0+0123456789ab", "there is no id before the @"),
        ("fig-x@1.0+0123456789ab", "the version '1.0' is not three numbers with dots between them"),
        ("fig-x@1.0.0", "there are no digits after the version"),
        ("fig-x@1.0.0+3f2a", "the digits '3f2a' are not twelve of 0 to 9 and a to f"),
        ("fig-x@1.0.0+0123456789ax", "the digits '0123456789ax' are not twelve of 0 to 9 and a to f"),
    ],
)
def test_a_malformed_identifier_says_which_part_is_wrong(text, fault):
    with pytest.raises(UsageError) as caught:
        VersionedId.parse(text)
    assert str(caught.value) == f"{text}: {fault}; write ID@VERSION+DIGITS"


def test_an_unknown_id_names_the_nearest(opened):
    with pytest.raises(UsageError) as caught:
        check_cited(opened, "fig-timelin@1.0.0+0123456789ab")
    assert str(caught.value).startswith("no figure or table has the id 'fig-timelin'; the nearest are fig-timeline")


@dataclass(frozen=True)
class Copy:
    project: Project

    @property
    def edition(self):
        """The edition of the copy as it is now."""
        return open_edition(Project.find(self.project.root), Products.of(self.project.root))

    def edit(self, name, old, new):
        path = self.project.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def study(tmp_path):
    """Return a copy of what the real edition's figures are made from."""
    for name in ("data", "report"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("_output", "_generated", "*.qmd"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Copy(Project.find(tmp_path))


@pytest.fixture(scope="module")
def state(opened):
    """Return the state of a figure that was cited."""
    return find_current_state(opened, ID)


@pytest.fixture
def record(state, tmp_path):
    """Return the record that the kit of the figure that was cited held."""
    record = tmp_path / "cited.json"
    written = {
        "versioned_id": str(state.versioned_id),
        "data_sha256": state.digests.data,
        "specification_sha256": state.digests.specification,
    }
    record.write_text(json.dumps(written))
    return record


def test_what_has_not_changed_is_still_the_same(opened, state):
    found = check_cited(opened, str(state.versioned_id))
    assert (found.lines, found.same) == ((f"{state.versioned_id} is still the same",), True)


def test_another_release_of_the_same_is_still_the_same(opened, state):
    older = VersionedId(ID, "0.9.0", state.versioned_id.digits)
    found = check_cited(opened, str(older))
    assert (found.lines, found.same) == (
        (
            f"{older} is still the same, now released as {state.versioned_id}",
            "but report/versions.csv has no release 0.9.0: compare it with the place that cites it",
        ),
        True,
    )


def test_other_data_are_told_from_another_specification(study, state, record):
    study.edit("data/study/events.csv", "1984-01-07,1984-01-07", "1984-02-07,1984-02-07")
    edition = study.edition
    now = find_current_state(edition, ID).versioned_id
    found = check_cited(edition, str(state.versioned_id), record)
    assert (found.lines, found.same) == ((f"{state.versioned_id} has changed: it is now {now}", "changed: data"), False)


def test_words_that_change_are_neither_data_nor_specification(study, state, record):
    study.edit("data/text/en/labels.yml", WORD, f"{WORD} (once a year)")
    edition = study.edition
    now = find_current_state(edition, ID).versioned_id
    found = check_cited(edition, str(state.versioned_id), record)
    assert found.lines == (
        f"{state.versioned_id} has changed: it is now {now}",
        "changed: the words of its marks or cells",
    )


@pytest.mark.parametrize(
    ("halves", "changed"),
    [
        (["specification_sha256"], "specification"),
        (["data_sha256", "specification_sha256"], "data, specification"),
    ],
)
def test_what_changed_follows_from_the_record_of_what_was_cited(opened, state, record, halves, changed):
    older = VersionedId(ID, state.versioned_id.version, "0123456789ab")
    written = json.loads(record.read_text()) | {"versioned_id": str(older)} | dict.fromkeys(halves, "0" * 64)
    record.write_text(json.dumps(written))
    found = check_cited(opened, str(older), record)
    assert found.lines == (f"{older} has changed: it is now {state.versioned_id}", f"changed: {changed}")


def test_a_version_that_no_record_has_is_doubted(opened, state):
    older = VersionedId(ID, state.versioned_id.version, "0123456789ab")
    assert check_cited(opened, str(older)).lines == (
        (
            f"{older} is not known: neither the last build nor report/versions.csv has it, and it may never have been; "
            "compare every digit, or name the metadata.json or the ZIP of its kit with --record FILE"
        ),
        f"the present one is {state.versioned_id}",
    )


@pytest.mark.parametrize("around", ["{}.", "({})", "“{}”,", " {}\n"])
def test_capitals_and_what_a_sentence_puts_around_it_say_nothing(opened, state, around):
    found = check_cited(opened, around.format(state.versioned_id).upper())
    assert (found.lines, found.same) == ((f"{state.versioned_id} is still the same",), True)


@pytest.mark.parametrize("version", ["1.0.0", "9.9.9"])
@pytest.mark.parametrize(
    ("work_id", "remedy"), [("report", ""), ("data", ", or name the metadata.json of its export with --record FILE")]
)
def test_the_report_and_the_data_can_be_compared_too(opened, work_id, remedy, version):
    now = opened.works[work_id].versioned_id
    assert check_cited(opened, now.upper()).lines == (f"{now} is still the same",)
    older = f"{work_id}@{version}+0123456789ab"
    assert check_cited(opened, older.upper()).lines == (
        (
            f"{older} is not known: neither the last build nor report/versions.csv has it, and it may never have been; "
            f"compare every digit{remedy}"
        ),
        f"the present one is {now}",
    )


def test_the_exported_record_of_the_data_names_the_files_that_have_changed(study, tmp_path):
    before = study.edition
    cited = before.works["data"].versioned_id
    record = next(path for path in export_kit(before, "data", tmp_path / "exported") if path.name == "metadata.json")
    study.edit("data/study/events.csv", "1984-01-07,1984-01-07", "1984-02-07,1984-02-07")
    study.edit("data/text/en/labels.yml", WORD, f"{WORD} (once a year)")
    after = study.edition
    assert check_cited(after, cited, record).lines == (
        f"{cited} has changed: it is now {after.works['data'].versioned_id}",
        "changed: study/events.csv, text/en/labels.yml",
    )


def test_the_ledger_keeps_the_releases_before_and_the_last_build(study, state, record):
    kit = study.project.output / "figures" / ID
    kit.mkdir(parents=True)
    record.rename(kit / "metadata.json")
    header, old = "versioned_id,data_sha256,specification_sha256", f"{ID}@0.9.0+0123456789ab,d,s"
    outdated = f"{ID}@{state.versioned_id.version}+0123456789ab,d,s"
    (study.project.report / LEDGER).write_text(f"{header}\n{old}\n{outdated}\n")
    now = f"{state.versioned_id},{state.digests.data},{state.digests.specification}"
    assert renew_ledger(study.project).splitlines() == [header, old, now]


def test_a_state_of_an_old_release_is_found_in_the_ledger(study, state):
    old = f"{ID}@0.9.0+0123456789ab"
    row = f"{old},0,{state.digests.specification}"
    (study.project.report / LEDGER).write_text(f"versioned_id,data_sha256,specification_sha256\n{row}\n")
    assert check_cited(study.edition, old).lines[1] == "changed: data"


def test_a_record_of_something_else_is_refused(opened, state, record):
    other = f"{ID}@{state.versioned_id.version}+0123456789ab"
    with pytest.raises(UsageError) as caught:
        check_cited(opened, other, record)
    assert str(caught.value) == f"{record}: this is the record of {state.versioned_id}, not of {other}"


def test_a_record_that_is_none_is_refused(opened, record):
    record.write_text("[]")
    with pytest.raises(UsageError) as caught:
        check_cited(opened, f"{ID}@1.0.0+0123456789ab", record)
    assert str(caught.value) == f"{record}: this is no metadata.json of a kit and no ZIP that holds one of {ID}"
