"""The tables of the real study, and their words."""

import pytest

from multitrack.study.tables import build_tables


@pytest.fixture(scope="session")
def languages(opened):
    return {speaker.code: speaker for speaker in opened.numbered}


@pytest.fixture(scope="session")
def tables(dataset):
    return {table.table_id: table for table in build_tables(dataset)}


@pytest.fixture
def said(tables, languages):
    """Say a table's rows in a language, each with its first cell for a name."""

    def rows(table_id, code="en"):
        say = languages[code].say
        return [
            tuple(say(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row.cells) for row in tables[table_id].body
        ]

    return rows
