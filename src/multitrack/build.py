"""Building the edition, unless the output is current.

The imports here are those of this check; those of the build itself follow only if there is something to build.
"""

from __future__ import annotations

import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from multitrack.engines.embedded import EmbeddedEngine
from multitrack.engines.programs import end_on_error
from multitrack.engines.quarto import find_quarto, select_engine
from multitrack.engines.workers import hire
from multitrack.interrupts import hold_interrupts
from multitrack.products import Products
from multitrack.publish.manifest import Inputs, Provenance, collect_versions, is_current
from multitrack.publish.staging import BUILDING, lock_folder, stage
from multitrack.publish.target import keeps_woven, target_output, target_woven
from multitrack.scratch import sweep
from multitrack.workspace import Making, Woven, open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from multitrack.edition import Edition
    from multitrack.engines.programs import Partner
    from multitrack.order import BuildRequest
    from multitrack.project import Project

    OpenEdition = Callable[[Project, Products], Edition]


@dataclass(frozen=True)
class Result:
    """The result of a build.

    Attributes
    ----------
    engine_note
        The choice of the engine, in a sentence.
    products
        The products made and taken for it; without any, the documents were current already.
    """

    engine_note: str
    products: Products | None = None


def build_edition(
    project: Project,
    order: BuildRequest,
    open_edition: OpenEdition,
    say: Callable[[str], None] = lambda _: None,
    products: Products | None = None,
    idle: list[Partner] | None = None,
) -> Result:
    """Build the edition and put it in place of the old one, whole or not at all.

    Parameters
    ----------
    open_edition
        Returns the project's edition; called only if there is something to build.
    say
        Called with the name of each stage as it begins, and with each line of Quarto's log.
    products
        The products of earlier builds, and the place for new ones; by default those of the project.
    idle
        Processes kept for drawing, from the last build and for the next.

    Raises
    ------
    InputError
        If data, texts or pages are wrong; lists every problem.
    UsageError
        If the output is not ours to replace.
    MachineError
        If a program or the machine fails. In all cases the old output stays.
    """
    _make_way(project)
    kept = products or Products.of(project.root)
    inputs = Inputs.read(project)

    def pass_on(code: str, line: str) -> None:
        if line.strip():
            say(f"render {code}: {line}")

    selection = select_engine(order.engine, EmbeddedEngine(kept), partial(find_quarto, on_line=pass_on))
    engine = selection.engine
    origin = Provenance(engine.name, {**engine.versions(), **collect_versions()}, inputs.sha256)
    if not order.force and is_current(project.output, origin, order.documents()):
        return Result(selection.reason)
    kept.begin(inputs.without_pages, partial(inputs.require_unchanged, project))
    with (
        hire(order.jobs, draw_at_once=idle is not None or not kept.has("charts"), idle=idle) as workers,
        stage(target_output(project)) as staging,
        open_workspace(project) as workspace,
        closing(workers),
        end_on_error(),
    ):
        woven = Woven.of(project, workspace, kept, order.profiles, with_bars=order.is_whole(project))
        making = Making(order, engine, workers, woven, staging)
        if woven.is_kept:
            making.begin_pages()
            making.finish_early()
        # The import takes most of a second, while pages are set and the process that draws makes itself ready;
        # interrupts wait, since some libraries break when interrupted during import.
        with hold_interrupts():
            from multitrack.pipeline import make_edition  # noqa: PLC0415

            edition = open_edition(project, kept)
        make_edition(edition, making, origin, say)
    kept.drop_oldest()
    return Result(selection.reason, kept)


def _make_way(project: Project) -> None:
    """Require that folders to be replaced are ours, and remove the leftovers of killed builds."""
    for target in (target_output(project), *([target_woven(project)] if keeps_woven(project) else [])):
        with lock_folder(target.place.parent):
            target.require_ours()
    for folder in {project.report, target_output(project).place.parent}:
        sweep(folder, BUILDING)
    sweep(Path(tempfile.gettempdir()))
