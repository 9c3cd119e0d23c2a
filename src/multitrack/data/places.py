"""What must hold between the cities that rows name and the places with their coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from multitrack.data.records import Records
    from multitrack.errors import Problem
    from multitrack.model.named import Document, Place
    from multitrack.model.rows import Event, Meeting


def place_faults(
    places: Records[Place], naming: Iterable[Records[Event] | Records[Document] | Records[Meeting]]
) -> Iterator[Problem]:
    """Find cities that are no place, or lie in another country than the place does.

    Parameters
    ----------
    places
        The places; where a study describes none, none are missed.
    naming
        The tables whose rows name a city and a country.
    """
    if not places.whole or not places.rows:
        return
    countries = {place.city: place.country for place in places.rows}
    for table in naming:
        for line, row in table.entries:
            if row.city and row.city not in countries:
                found = f'no row of {places.file} has "{row.city}" as its city'
                yield table.problem(line, "city", found, "correct it or add the row there")
            elif row.city and row.country != countries[row.city]:
                found = f"{row.city} lies in {countries[row.city]} by {places.file}"
                yield table.problem(line, "country", found, "write the same in both")
