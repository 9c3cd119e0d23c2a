"""``multitrack export``: the same files as a build makes, and nothing written over unasked."""

import io
import json
import zipfile

import pytest

from multitrack.errors import UsageError
from multitrack.publish.export import export_kit, make_kit, pack_data

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


def test_the_data_are_exported_as_they_are_released(opened, tmp_path):
    written = export_kit(opened, f"({opened.works['data'].versioned_id.upper()})", tmp_path)
    folder = tmp_path / opened.package.release.archive
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in written}
    record = json.loads(found.pop("metadata.json"))
    assert record["versioned_id"] == opened.works["data"].versioned_id
    assert record["files"].keys() == found.keys()
    assert found == pack_data(opened)
    with zipfile.ZipFile(io.BytesIO(found[f"{folder.name}.zip"])) as archive:
        packed = {name.removeprefix(f"{folder.name}/"): archive.read(name) for name in archive.namelist()}
    assert packed == opened.package.files


def test_exported_data_are_kept_unless_they_are_forced_and_strangers_always(opened, tmp_path):
    export_kit(opened, "data", tmp_path)
    folder = tmp_path / opened.package.release.archive
    with pytest.raises(UsageError) as caught:
        export_kit(opened, "data", tmp_path)
    assert str(caught.value) == f"{folder}: the data package is there already; --force replaces it"
    export_kit(opened, "data", tmp_path, force=True)
    (folder / "mine.csv").write_text("mine")
    with pytest.raises(UsageError) as caught:
        export_kit(opened, "data", tmp_path, force=True)
    assert str(caught.value) == (
        f"{folder}: it holds 'mine.csv', which this program has not made; name a folder with --to DIR that is absent, "
        "empty, or holds nothing but the data package"
    )


@pytest.mark.parametrize(
    ("identifier", "remedy"),
    [
        ("report", "multitrack build --out DIR writes it, as pages and PDFs with all kits"),
        ("REPORT@9.9.9+0123456789ab", "multitrack build --out DIR writes it, as pages and PDFs with all kits"),
        (
            "study",
            "the edition copies nothing of it; multitrack cite study names the place where it was published",
        ),
    ],
)
def test_a_work_without_a_kit_says_where_it_is(opened, tmp_path, identifier, remedy):
    with pytest.raises(UsageError) as caught:
        export_kit(opened, identifier, tmp_path)
    assert str(caught.value) == f"{identifier}: it has no kit; {remedy}"


@pytest.mark.parametrize("work_id", ["data", ID])
def test_a_version_that_is_not_the_present_one_is_not_exported(opened, tmp_path, work_id):
    with pytest.raises(UsageError) as caught:
        export_kit(opened, f"{work_id.upper()}@9.9.9+0123456789AB", tmp_path)
    assert str(caught.value) == (
        f"{work_id.upper()}@9.9.9+0123456789AB: the present version is {opened.works[work_id].versioned_id}; "
        "take that, or see with multitrack verify what became of yours"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_id_names_the_nearest(opened, tmp_path):
    with pytest.raises(UsageError) as caught:
        export_kit(opened, "tbl-claim", tmp_path)
    assert str(caught.value).startswith("no figure or table has the id 'tbl-claim'; the nearest are tbl-claims")
