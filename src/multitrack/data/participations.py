"""What must hold between actors and their participations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.named import Actor, Participation


def participation_faults(actors: Records[Actor], participations: Records[Participation]) -> Iterator[Problem]:
    """Find participations with another track than their actor has, said twice, or out of sequence."""
    by_id = {actor.actor_id: actor for actor in actors.rows}
    said: Counter[tuple[str, str, str, str]] = Counter()
    for line, row in participations.entries:
        actor = by_id.get(row.actor_id)
        if actor and row.actor_track != actor.track:
            own = "no track" if actor.track is None else f"the track {actor.track}"
            found = f"{row.actor_id} has {own} in {actors.file}"
            yield participations.problem(line, "actor_track", found, "write the same in both")
        said[same := (row.event_id, row.actor_id, row.role, row.part_in)] += 1
        if said[same] > 1:
            found = f"{row.actor_id} has this part in {row.event_id} in a row above too"
            yield participations.problem(line, "actor_id", found, "keep one of them")
    yield from participations.out_of_sequence("participation_id", "P")
