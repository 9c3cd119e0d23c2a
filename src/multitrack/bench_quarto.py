"""Quarto measured: on the woven project, as the engine, and on the same charts and tables in cells of Jupyter."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Final

from multitrack.bench import time_runs
from multitrack.bundles.exhibits import make_exhibits
from multitrack.engines.formats import PUBLISHED
from multitrack.engines.programs import end_on_error, run
from multitrack.engines.quarto import copy_project
from multitrack.pipeline import weave_report
from multitrack.project import GENERATED
from multitrack.publish.manifest import is_woven
from multitrack.scratch import open_scratch
from multitrack.study import open_edition

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from multitrack.bench import Act, Timing
    from multitrack.bundles.exhibits import Exhibit
    from multitrack.edition import Edition
    from multitrack.engines.quarto import QuartoEngine
    from multitrack.project import Profile, Project

JUPYTER: Final = "Quarto with cells of Jupyter, all languages in turn"

_SET_UP: Final = """\
import json, altair, pandas
from IPython.display import Markdown
altair.renderers.enable("svg")
"""
_CHART: Final = 'altair.Chart.from_dict(json.load(open("{name}.vl.json")))'
_TABLE: Final = 'Markdown(pandas.read_csv("{name}.csv", dtype=str).fillna("").to_markdown(index=False))'


def measure_quarto(project: Project, engine: QuartoEngine, runs: int) -> tuple[Timing, ...]:
    """Time Quarto by itself, and as the engine: the first language, and all at once.

    Quarto and the engine render the same copy of the report, with all generated files.
    """
    if not is_woven(project):
        weave_report(open_edition(project))
    with open_scratch() as folder:
        workspace = folder / project.report.name
        project.copy_sources(workspace)
        shutil.copytree(project.report / GENERATED, workspace / GENERATED)
        first, profiles = project.profiles[0], project.profiles

        def render(profile: Profile) -> object:
            return engine.render(workspace, profile, PUBLISHED)

        def all_at_once() -> None:
            with ThreadPoolExecutor(len(profiles)) as pool, end_on_error():
                list(pool.map(render, profiles))

        cases: dict[str, Callable[[], AbstractContextManager[Act]]] = {
            "Quarto by itself, one language": partial(_quarto, workspace, engine, first),
            "Quarto as the engine, one language": partial(nullcontext, partial(render, first)),
            "Quarto as the engine, all languages at once": partial(nullcontext, all_at_once),
        }
        timings = [time_runs(name, prepared, runs) for name, prepared in cases.items()]
    return (*timings, measure_jupyter(open_edition(project), engine, runs))


def measure_jupyter(edition: Edition, engine: QuartoEngine, runs: int) -> Timing:
    """Time Quarto on all charts and tables of an edition, computed in cells as its documentation shows."""
    with open_scratch() as folder:
        report = folder / "jupyter"
        report.mkdir()
        write_jupyter_report(edition, report)

        def render_all() -> None:
            for profile in edition.project.profiles:
                run(engine.call(report, profile, PUBLISHED, []))

        return time_runs(JUPYTER, partial(nullcontext, render_all), runs)


def write_jupyter_report(edition: Edition, folder: Path) -> None:
    """Write a Quarto project with a page for each language, and in it a cell for each figure and table."""
    exhibits = make_exhibits(edition)
    codes = [profile.code for profile in edition.project.profiles]
    config: dict[str, object] = {
        "project": {"type": "default"},
        "profile": {"group": [codes]},
        "execute": {"echo": False},
        "jupyter": "python3",
        "format": {"html": {}, "typst": {}},
    }
    _write_json(folder / "_quarto.yml", config)  # JSON is YAML
    for exhibit in exhibits:
        (folder / f"{exhibit.exhibit_id}.csv").write_bytes(exhibit.data.to_csv())
    for profile in edition.project.profiles:
        own = {key: profile.config[key] for key in ("title", "lang", "output-file")}
        page = f"index.{profile.code}.qmd"
        project = {"output-dir": f"_output/{profile.code}", "render": [page]}
        _write_json(folder / f"_quarto-{profile.code}.yml", {**own, "project": project})
        cells = [_cell(exhibit, profile.code) for exhibit in exhibits]
        (folder / page).write_text("\n".join([f"```{{python}}\n{_SET_UP}```\n", *cells]), encoding="utf-8")
        for identifier, specs in edition.specifications.items():
            _write_json(folder / f"{identifier}.{profile.code}.vl.json", specs[profile.code])


def _cell(exhibit: Exhibit, code: str) -> str:
    """Return a cell with the label and the caption that Quarto numbers and refers to."""
    is_figure = exhibit.kind == "figure"
    name, kind = (f"{exhibit.exhibit_id}.{code}", "fig") if is_figure else (exhibit.exhibit_id, "tbl")
    caption = json.dumps(exhibit.wording[code].title, ensure_ascii=False)
    act = (_CHART if is_figure else _TABLE).format(name=name)
    return f"```{{python}}\n#| label: {exhibit.exhibit_id}\n#| {kind}-cap: {caption}\n{act}\n```\n"


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


@contextmanager
def _quarto(workspace: Path, engine: QuartoEngine, profile: Profile) -> Generator[Act]:
    with open_scratch() as folder:
        private = folder / workspace.name
        copy_project(workspace, private, {"_output"})
        yield partial(run, engine.call(private, profile, PUBLISHED, []))
