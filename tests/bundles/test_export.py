"""``multitrack export``: the same files as a build makes, and nothing written over unasked."""

import pytest

from multitrack.errors import UsageError
from multitrack.publish.export import export_kit, make_kit

ID = "tbl-track-3"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def without_pages(kit):
    return {name: content for name, content in kit.items() if not name.startswith("index.")}


def test_an_exported_kit_is_what_a_build_makes_without_its_page(opened, kit_of, tmp_path):
    export_kit(opened, ID, tmp_path)
    assert contents(tmp_path / ID) == without_pages(kit_of(ID))


def test_an_exported_figure_has_the_pictures_that_a_build_makes(opened, kit_of):
    assert make_kit(opened, "fig-venues") == without_pages(kit_of("fig-venues"))


def test_a_kit_that_is_there_is_kept_unless_it_is_forced(opened, tmp_path):
    export_kit(opened, ID, tmp_path)
    (tmp_path / ID / f"{ID}.csv").write_text("old")
    with pytest.raises(UsageError) as caught:
        export_kit(opened, ID, tmp_path)
    assert str(caught.value) == f"{tmp_path / ID}: its kit is there already; --force replaces it"
    assert (tmp_path / ID / f"{ID}.csv").read_text() == "old"
    export_kit(opened, ID, tmp_path, force=True)
    assert contents(tmp_path / ID)[f"{ID}.csv"].startswith(b"rows,item,")
    assert [path.name for path in tmp_path.iterdir()] == [ID]


def test_an_unknown_id_names_the_nearest(opened, tmp_path):
    with pytest.raises(UsageError) as caught:
        export_kit(opened, "tbl-claim", tmp_path)
    assert str(caught.value).startswith("no figure or table has the id 'tbl-claim'; the nearest are tbl-claims")
