"""``multitrack export``: the same files as a build makes, and nothing written over unasked."""

import pytest

from multitrack.errors import MachineError, UsageError
from multitrack.kits.exporting import export_kit, make_kit

ID = "tbl-track-5"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_exported_kit_is_what_a_build_makes_without_its_page(project, kit_of, tmp_path):
    export_kit(project, ID, tmp_path)
    built = dict(kit_of(ID))
    del built["index.html"]
    assert contents(tmp_path / ID) == built


def test_an_exported_figure_has_the_pictures_that_a_build_makes(project, kit_of):
    made = make_kit(project, "fig-venues")
    assert {name: content for name, content in kit_of("fig-venues").items() if name != "index.html"} == made


def test_files_that_are_there_are_kept_unless_it_is_forced(project, tmp_path):
    target = tmp_path / ID
    target.mkdir()
    (target / "data.csv").write_text("mine")
    with pytest.raises(UsageError) as caught:
        export_kit(project, ID, tmp_path)
    assert (
        str(caught.value)
        == f"{target}: 1 of the kit's files are there already, data.csv first; --force writes over them"
    )
    assert contents(target) == {"data.csv": b"mine"}
    export_kit(project, ID, tmp_path, force=True)
    assert contents(target)["data.csv"].startswith(b"rows,item,")


def test_an_unknown_id_names_the_nearest(project, tmp_path):
    with pytest.raises(UsageError) as caught:
        export_kit(project, "tbl-claim", tmp_path)
    assert str(caught.value).startswith("no figure or table has the id 'tbl-claim'; the nearest are tbl-claims")


def test_a_folder_that_cannot_be_written_is_named(project, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(MachineError) as caught:
        export_kit(project, ID, tmp_path / "file")
    reason = "cannot write there (not a directory); free the folder or name another one with --to DIR"
    assert str(caught.value) == f"{tmp_path / 'file' / ID}: {reason}"
