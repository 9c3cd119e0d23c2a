"""A small report in a language of its own, rendered with the edition's real theme."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from multitrack.charts.tokens import read_tokens
from multitrack.engines.embedded import EmbeddedEngine
from multitrack.errors import InputError
from multitrack.project import Project
from multitrack.typography.fonts import cut_fonts

HERE = Path(__file__).parent
THEME = Path(__file__).parents[3] / "report" / "theme"

PICTURE = (
    '<?xml version="1.0"?>\n'
    '<svg xmlns="http://www.w3.org/2000/svg" width="440" height="100" viewBox="0 0 440 100" role="img">'
    '<title>Title</title><text x="9" y="50" font-family="\'Source Sans 3\'">Picture</text></svg>\n'
)
ATTACHMENT = "a,b\n1,2\n"
FIGURE = (
    "::: {#fig-one}\n"
    '![](_generated/xx/fig-one.svg){fig-alt="A \\"line\\" <rises> & falls."}\n\n'
    "**Title.** Caption.\n"
    ":::\n"
)
TABLE = '::: {#tbl-one widths="25,75"}\n| A | B |\n|:--|--:|\n| x | 1 |\n\n**Title.** Caption.\n:::\n'


@dataclass
class Report:
    project: Project

    @property
    def folder(self):
        return self.project.report

    def write(self, path, text):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, encoding="utf-8")

    def configure(self, old, new, file="_quarto.yml"):
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.write(file, text.replace(old, new))

    def render(self, body, wanted):
        self.write("index.xx.qmd", body)
        (profile,) = Project(self.project.root, self.project.data, self.folder, self.project.output).profiles
        return EmbeddedEngine().render(self.folder, profile, [wanted])[wanted]

    def html(self, body):
        return self.render(body, "html").read_text(encoding="utf-8")

    def pdf(self, body):
        return self.render(body, "pdf")

    def complaints(self, body=""):
        with pytest.raises(InputError) as caught:
            self.html(body)
        return str(caught.value).splitlines()


@pytest.fixture
def report(tmp_path):
    folder = tmp_path / "report"
    shutil.copytree(HERE / "small" / "report", folder)
    shutil.copytree(THEME, folder / "theme")
    small = Report(Project(tmp_path, tmp_path / "data", folder, folder / "_output"))
    small.write("_generated/xx/fig-one.svg", PICTURE)
    small.write("_generated/data/study/rows.csv", ATTACHMENT)
    attachment = {"path": "_generated/data/study/rows.csv", "description": "Rows (of data)", "mime": "text/csv"}
    edition = {"date": "29 de fevereiro de 2020", "version": "1.0.0", "digest": "0123abcd", "attachments": [attachment]}
    small.write("_generated/xx/numbers.json", json.dumps({"q001": "US\\$9\\,03 mil", "count": "28"}))
    small.write("_generated/xx/edition.yml", yaml.safe_dump({"edition": edition}))
    tokens = read_tokens("tokens.yml", (THEME / "tokens.yml").read_bytes())
    small.write("_generated/tokens.typ", tokens.to_typst())
    for name, font in cut_fonts().items():
        (folder / "_generated" / "fonts").mkdir(exist_ok=True)
        (folder / "_generated" / "fonts" / name).write_bytes(font)
    return small
