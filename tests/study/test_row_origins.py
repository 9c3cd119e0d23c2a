"""Every row is known by one id, and with the place where it is written."""


def test_a_row_is_found_where_it_is_written(study):
    origin = study.load()[0].origins["Q002"]
    assert (origin.resource, origin.file, origin.line) == ("quantities", "data/study/quantities.csv", 3)
    assert origin.cell("value") == "9.03"
    assert origin.cell("colour") == ""


def test_a_row_after_one_of_two_lines_is_found(study):
    assert study.load()[0].origins["Q003"].line == 5


def test_a_track_is_known_by_its_key(study):
    assert study.load()[0].origins["government"].cell("track") == "1"


def test_two_rows_of_one_id(fuller_study):
    for name in ("study/actors.csv", "study/participations.csv", "text/en/actors.yml", "text/fr/actors.yml"):
        path = fuller_study.path(f"data/{name}")
        path.write_text(path.read_text(encoding="utf-8").replace("centre", "secretariat", 1), encoding="utf-8")
    found = '"secretariat" names a row of data/reference/sources.csv too'
    remedy = "give one of the rows another id, wherever it is named"
    assert fuller_study.complaints() == [f"data/study/actors.csv:4:actor_id: {found}; {remedy}"]


def test_no_row_of_the_real_study_is_lost(dataset):
    tables = (
        "tracks",
        "events",
        "quantities",
        "meetings",
        "sources",
        "actors",
        "participations",
        "documents",
        "places",
    )
    rows = sum(len(getattr(dataset, name)) for name in tables)
    assert len([one for one in dataset.origins.values() if one.resource in tables]) == rows
