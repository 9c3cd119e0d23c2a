"""Bundles that are kept from one build to the next."""

import re
import shutil
from dataclasses import replace

from multitrack.bundles.bundle import BundleSet
from multitrack.products import Products
from multitrack.project import Project
from multitrack.study import open_edition

FIRST_DAY = re.compile(r"^(?P<item>[^,]+)(?P<between>.*?,(?P<month>\d{4}-\d{2})-)\d{2},(?P=month)-\d{2}", re.MULTILINE)


def keys(edition):
    """Return the key under which each bundle is kept."""
    edition.products.begin({"report/theme/site.css": "1", "data/study/events.csv": "1"}, lambda: None)
    bundles = BundleSet(edition)
    return {exhibit.exhibit_id: bundles.ask(exhibit, {}).key for exhibit in bundles.exhibits}


def test_a_changed_cell_renews_no_bundle_but_those_that_show_its_row_or_name_their_version(opened, tmp_path):
    shutil.copytree(opened.project.data, tmp_path / "data")
    shutil.copytree(opened.project.report, tmp_path / "report", ignore=shutil.ignore_patterns("_output", "_generated"))
    shutil.copy(opened.project.root / "pyproject.toml", tmp_path)
    events = tmp_path / "data" / "study" / "events.csv"
    text = events.read_text("utf-8")
    changed = FIRST_DAY.search(text)
    events.write_text(FIRST_DAY.sub(r"\g<item>\g<between>28,\g<month>-28", text, count=1), "utf-8")
    before = keys(replace(opened, products=Products.of(tmp_path)))
    after = keys(open_edition(Project.find(tmp_path), Products.of(tmp_path)))
    renewed = {one for one in before if before[one] != after[one]}
    showing = {one for one, shown in opened.outputs.shown.items() if changed["item"] in shown.rows}
    assert renewed
    assert renewed <= {*showing, "tbl-figures"}
    assert len(renewed) < len(before) / 2
