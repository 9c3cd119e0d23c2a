"""Products of earlier builds: taken only if everything is the same, to the last byte."""

import json
import os

import pytest

from multitrack import products as module
from multitrack.products import Products


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


def make(folder, content=b"made", **inputs):
    """Return what is made of inputs, with the reason."""
    products = Products(folder)
    files = products.make("charts", "fig-rain.en", inputs or {"rain": "12"}, lambda: {"a": content, "b": b"\n{}\n"})
    return files["a"], str(products.reasons[0])


def entry(folder):
    (found,) = (path for path in folder.iterdir() if "." not in path.name)
    return found


NEW = "made fig-rain.en: it was not made before"
KEPT = "kept fig-rain.en: nothing that it depends on has changed"
DAMAGED = "made fig-rain.en: what was kept of it is damaged"


def test_what_was_made_of_the_same_inputs_is_taken(folder):
    assert make(folder) == (b"made", NEW)
    assert make(folder, b"other") == (b"made", KEPT)


def test_all_files_of_a_product_come_back_as_they_were(folder):
    files = {"": b"", "a": b"\n\x00{", "ä/b": b"multitrack product\n"}
    Products(folder).make("charts", "one", {}, lambda: files)
    assert Products(folder).make("charts", "one", {}, dict) == files


def test_a_changed_input_has_it_made_anew_and_is_named(folder):
    make(folder, rain="12", wind="3")
    assert make(folder, b"new", rain="13", wind="3") == (b"new", "made fig-rain.en: changed: rain")
    assert make(folder, b"newer", rain="12", wind="3")[0] == b"made"


def test_code_and_packages_are_inputs_too(folder, monkeypatch):
    make(folder)
    monkeypatch.setattr(module, "hash_code", lambda _: "other")
    monkeypatch.setattr(module, "_describe_packages", lambda: "typst 0.16")
    assert make(folder, b"new") == (b"new", "made fig-rain.en: changed: the program, versions of packages")


def test_the_code_of_a_part_is_its_own_and_that_of_all_that_it_mentions():
    assert len({module.hash_code(unit) for unit in ("charts", "engines", "study", "errors", "")}) == 5
    assert module.hash_code("no-such-part") != module.hash_code("errors")


@pytest.fixture
def changed(monkeypatch):
    """Return what gives the hashes of parts of the program before and after one of its modules is changed."""

    def change(changed, *parts):
        before = [module.hash_code(part) for part in parts]
        program = dict(module.note_code())
        program[changed] = ("changed", program[changed][1])
        monkeypatch.setattr(module, "note_code", lambda: program)
        module.hash_code.cache_clear()
        return [old != module.hash_code(part) for part, old in zip(parts, before, strict=True)]

    yield change
    module.hash_code.cache_clear()


def test_a_change_in_the_study_leaves_the_drawings(changed):
    assert changed("study.rows", "charts", "engines", "bundles", "") == [False, False, False, True]


def test_a_change_in_a_figure_leaves_the_others(changed):
    figures = "study.figures"
    others = (f"{figures}.fig_timeline", f"{figures}.fig_series", "study.coded_study")
    assert changed(f"{figures}.fig_series", *others) == [False, True, True]


def test_a_change_in_what_figures_share_changes_those_that_take_it(changed):
    figures = "study.figures"
    assert changed(f"{figures}.track_rows", f"{figures}.fig_timeline", f"{figures}.fig_series") == [True, False]


def test_a_file_that_is_no_code_belongs_to_the_modules_of_its_folder(changed):
    assert changed("engines.*", "engines.embedded", "engines", "charts") == [True, True, False]


def test_what_python_compiles_and_is_still_writing_is_no_code(tmp_path, monkeypatch):
    (tmp_path / "rain.py").write_text("millimetres = 12\n")
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "rain.cpython-311.pyc.140584199522944").write_bytes(b"half")
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    assert list(module.note_code.__wrapped__()) == ["rain"]


@pytest.mark.parametrize("cut", [0, 10, 90, 130, -1])
def test_a_truncated_entry_is_made_anew(folder, cut):
    make(folder)
    entry(folder).write_bytes(entry(folder).read_bytes()[:cut])
    assert make(folder, b"anew") == (b"anew", DAMAGED)
    assert make(folder) == (b"anew", KEPT)


def test_a_single_wrong_byte_is_noticed_wherever_it_is(folder):
    make(folder)
    whole = entry(folder).read_bytes()
    for place in range(len(whole)):
        entry(folder).write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert make(folder, b"anew") == (b"anew", DAMAGED), place


def test_an_entry_of_another_product_or_another_program_is_not_taken(folder):
    make(folder)
    mine = entry(folder)
    Products(folder).make("charts", "other", {}, lambda: {"a": b"other"})
    (other,) = (path for path in folder.iterdir() if "." not in path.name and path != mine)
    mine.write_bytes(other.read_bytes())
    assert make(folder, b"anew") == (b"anew", DAMAGED)
    mine.write_bytes(b"SQLite format 3\0")
    assert make(folder, b"anew") == (b"anew", DAMAGED)


def test_a_folder_in_place_of_an_entry_is_no_entry(folder):
    make(folder)
    name = entry(folder)
    name.unlink()
    name.mkdir()
    assert make(folder, b"anew") == (b"anew", DAMAGED)


def test_a_lost_entry_is_said_to_be_gone(folder):
    make(folder)
    entry(folder).unlink()
    assert make(folder) == (b"made", "made fig-rain.en: what was kept of it is gone")


def test_a_folder_that_cannot_be_made_keeps_nothing(folder):
    folder.write_bytes(b"a file")
    products = Products(folder)
    assert products.make("charts", "one", {}, lambda: {"a": b"made"}) == {"a": b"made"}
    assert products.fault.strerror == "File exists"
    assert not products.has("charts")


def test_a_full_disk_leaves_no_part_of_an_entry(folder, monkeypatch):
    def write(path, _content):
        path.open("wb").close()
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(module.Path, "write_bytes", write)
    products = Products(folder)
    for _ in range(2):
        products.make("charts", "one", {}, lambda: {"a": b"made"})
    assert products.fault
    assert not list(folder.iterdir())


def test_nothing_is_kept_of_code_that_was_changed_after_it_was_loaded(folder, monkeypatch):
    monkeypatch.setattr(module, "_is_as_loaded", lambda: False)
    assert make(folder) == (b"made", NEW)
    assert make(folder, b"again") == (b"again", NEW)


def test_the_entries_taken_longest_ago_are_dropped_first(folder, monkeypatch):
    products = Products(folder)
    for name in ("old", "new", "used"):
        products.make("charts", name, {"is": name}, lambda: {"a": bytes(1000)})
    for age, path in enumerate(sorted(folder.iterdir())):
        os.utime(path, (age, age))
    products.make("charts", "used", {"is": "used"}, dict)
    monkeypatch.setattr(module, "LIMIT_BYTES", 2000)
    products.drop_oldest()
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 2000
    assert products.make("charts", "used", {"is": "used"}, dict)["a"] == bytes(1000)


def test_what_someone_else_has_put_into_the_folder_stays_and_costs_no_entry(folder, monkeypatch):
    products = Products(folder)
    products.make("charts", "one", {}, lambda: {"a": b"1"})
    film = folder / "film.mp4"
    film.write_bytes(bytes(9000))
    os.utime(film, (1, 1))
    monkeypatch.setattr(module, "LIMIT_BYTES", 8000)
    products.drop_oldest()
    assert film.stat().st_size == 9000
    assert products.make("charts", "one", {}, dict) == {"a": b"1"}


def test_without_a_folder_nothing_is_kept():
    products = Products()
    assert [products.make("charts", "one", {}, lambda: {"a": b"1"}) for _ in range(2)] == [{"a": b"1"}] * 2
    products.drop_oldest()
    assert not products.reasons


def test_the_place_is_in_the_project_unless_the_environment_names_another(tmp_path, monkeypatch):
    monkeypatch.delenv("MULTITRACK_CACHE", raising=False)
    assert Products.of(tmp_path).folder == tmp_path / ".cache" / "multitrack"
    monkeypatch.setenv("MULTITRACK_CACHE", "/elsewhere")
    assert str(Products.of(tmp_path).folder) == "/elsewhere"
    monkeypatch.setenv("MULTITRACK_CACHE", "none")
    assert Products.of(tmp_path).folder is None


def test_a_record_of_the_inputs_is_written_beside_the_product(folder):
    make(folder, rain="12")
    record = (folder / "charts.fig-rain.en").read_bytes().split(b"\n", 2)[2]
    assert sorted(json.loads(record)) == ["rain", "the program", "versions of packages"]
