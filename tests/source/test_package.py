"""The description itself may be wrong."""

import json

import pytest

FILE = "data/datapackage.json"


def describe(study, change):
    description = json.loads(study.path(FILE).read_text(encoding="utf-8"))
    change(description, {table["name"]: table for table in description["resources"]})
    study.path(FILE).write_text(json.dumps(description), encoding="utf-8")


def column(table, name):
    return next(field for field in table["schema"]["fields"] if field["name"] == name)


def test_a_missing_description_leaves_the_texts_to_be_checked(study):
    study.path(FILE).unlink()
    study.edit("data/text/en/places.yml", "Thailand", "")
    assert study.complaints() == [
        f"{FILE}: the file is missing; restore it",
        "data/text/en/places.yml:2:countries.THA: the text is empty; write it",
    ]


def test_json_that_breaks_off(study):
    study.path(FILE).write_text('{\n"name": "x"\n"version": "1"}')
    assert study.complaints() == [f"{FILE}:3: the JSON breaks off at character 1; mind commas, quotes and brackets"]


def test_a_list_in_the_place_of_a_package(study):
    study.path(FILE).write_text("[]")
    assert study.complaints() == [
        f"{FILE}:$schema: there is no text here; write it",
        f"{FILE}:licenses.0.name: there is no text here; write it",
        f"{FILE}:name: there is no text here; write it",
        f"{FILE}:resources: no table is described; describe each file of the data",
        f"{FILE}:version: there is no text here; write it",
    ]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda _, tables: tables["tracks"].pop("path"), "resources.0.path: there is no text here; write it"),
        (
            lambda package, _: package.update(name="n" * 300),
            "name: the name has 300 characters, and 100 are the most that fit; shorten it",
        ),
        (
            lambda _, tables: tables["tracks"].update(name="n" * 300),
            "resources.0.name: the name has 300 characters, and 31 are the most that fit; shorten it",
        ),
        (
            lambda _, tables: tables["tracks"].update(name="a/b"),
            'resources.0.name: "a/b" has not the form of a name; write it like trade-of-two-islands',
        ),
        (
            lambda _, tables: tables["tracks"].update(path="../tracks.csv"),
            "resources.0.path: ../tracks.csv lies outside the data folder; name a file in it",
        ),
        (
            lambda _, tables: tables["tracks"].update(path="https://example.org/tracks.csv"),
            "resources.0.path: https://example.org/tracks.csv lies outside the data folder; name a file in it",
        ),
        (
            lambda package, _: package.update(profile="https://example.org/profile.json"),
            "profile: the key points to rules that lie elsewhere; remove it: $schema names the standard",
        ),
        (
            lambda _, tables: tables["tracks"].update(schema="https://example.org/schema.json"),
            "resources.0.schema.fields: no column is described; describe each column",
        ),
        (
            lambda _, tables: column(tables["tracks"], "key")["constraints"].update(pattern="["),
            (
                "resources.0.schema.fields.1.constraints.pattern: the pattern cannot be read "
                "(unterminated character set at position 0); write a regular expression"
            ),
        ),
        (
            lambda _, tables: column(tables["tracks"], "track")["constraints"].update(minimum="few"),
            "resources.0.schema.fields.0.constraints.minimum: few is no value of the type integer; correct it",
        ),
        (
            lambda _, tables: tables["events"]["schema"]["foreignKeys"][0]["reference"].update(resource="paths"),
            "resources.1.schema.foreignKeys.0: no described table paths has ['track']; correct the reference",
        ),
        (
            lambda _, tables: tables["events"]["schema"]["foreignKeys"][0].pop("fields"),
            (
                "resources.1.schema.foreignKeys.0: the foreign key is incomplete; "
                "write fields, and a reference with resource and fields"
            ),
        ),
        (
            lambda _, tables: column(tables["events"], "item").update(type="number"),
            "resources.events.schema.fields.item: the column is described as number; describe it as integer or year",
        ),
        (
            lambda _, tables: column(tables["quantities"], "value").update(constraints={}),
            (
                "resources.quantities.schema.fields.value: the column may be empty as it is described; "
                "describe it with the constraint required"
            ),
        ),
        (
            lambda _, tables: column(tables["tracks"], "key").update(type="word"),
            (
                "resources.0.schema.fields.1.type: word is no type of cells; "
                "take one of boolean, integer, number, string, year"
            ),
        ),
        (
            lambda _, tables: column(tables["tracks"], "key")["constraints"].update(minLength=2),
            (
                "resources.0.schema.fields.1.constraints.minLength: this is no rule for cells; take one of "
                "required, unique, enum, pattern, minimum, maximum, exclusiveMinimum, exclusiveMaximum"
            ),
        ),
        (
            lambda _, tables: column(tables["tracks"], "key")["constraints"].update(unique="yes"),
            "resources.0.schema.fields.1.constraints.unique: yes is no value of this rule; correct it",
        ),
        (
            lambda _, tables: column(tables["tracks"], "key").update(constraints=[]),
            "resources.0.schema.fields.1.constraints: the constraints are no keys; write keys, each with its value",
        ),
        (
            lambda _, tables: tables["tracks"]["schema"].update(primaryKey="number"),
            (
                "resources.0.schema.primaryKey: the key is of columns that are not described; "
                "describe them or correct the key"
            ),
        ),
        (
            lambda _, tables: tables["tracks"]["schema"].update(primaryKey=1),
            "resources.0.schema.primaryKey: the key is no list of columns; write the names of columns",
        ),
        (
            lambda _, tables: tables["events"]["schema"]["foreignKeys"][0].update(fields="way"),
            "resources.1.schema.foreignKeys.0.fields: the table has no way; correct them",
        ),
        (
            lambda _, tables: tables["events"].update(name="tracks"),
            "resources.1.name: another table has the name tracks too; describe each once",
        ),
        (
            lambda package, _: package.update(languages=["en", "fr", "de"]),
            "languages: the report has no language de; take en, fr, or give the report this language",
        ),
        (
            lambda package, _: package.update(languages=["en"]),
            "languages: the report's language fr is missing; add it, and titles, descriptions and labels in it",
        ),
        (lambda _, tables: tables["events"].pop("title@fr"), "resources.1.title@fr: there is no text here; write it"),
        (
            lambda _, tables: column(tables["events"], "city").update(description=""),
            "resources.1.schema.fields.13.description: there is no text here; write it",
        ),
        (lambda package, _: package.pop("description@fr"), "description@fr: there is no text here; write it"),
        (
            lambda _, tables: tables["events"].pop("description@fr"),
            "resources.1.description@fr: there is no text here; write it",
        ),
        (
            lambda _, tables: column(tables["events"], "city").pop("description@fr"),
            "resources.1.schema.fields.13.description@fr: there is no text here; write it",
        ),
        (
            lambda _, tables: column(tables["events"], "series")["categories"][0].pop("label@fr"),
            "resources.1.schema.fields.6.categories.0.label@fr: there is no text here; write it",
        ),
        (
            lambda _, tables: column(tables["events"], "country").update(example="Thailand"),
            "resources.1.schema.fields.15.example: no example has the form that the column asks for; write one",
        ),
    ],
)
def test_a_description_is_refused(study, change, complaint):
    describe(study, change)
    assert study.complaints() == [f"{FILE}:{complaint}"]


def test_a_table_that_is_not_described(study):
    describe(
        study,
        lambda package, tables: (
            package["resources"].remove(tables["tracks"]) or tables["events"]["schema"].pop("foreignKeys")
        ),
    )
    assert study.complaints() == [
        f"{FILE}:resources.tracks: no table of this name is described; describe it",
        (
            "data/study/tracks.csv: datapackage.json does not describe this file; "
            "describe it there or take it out of the folder"
        ),
    ]


def test_a_column_that_is_neither_described_nor_there(study):
    describe(study, lambda _, tables: tables["sources"]["schema"]["fields"].pop())
    study.edit("data/reference/sources.csv", ",made_from,note", ",made_from")
    study.edit("data/reference/sources.csv", "publisher,,", "publisher,")
    assert study.complaints() == [
        f"{FILE}:resources.sources.schema.fields.note: no such column is described; describe it"
    ]


def test_a_codebook_that_leaves_out_a_table_and_a_column(study):
    path = study.path("data/CODEBOOK.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("## study/tracks.csv", "Tracks").replace("`city` ", "", 1), encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), start=1) if row == "## study/events.csv")
    assert study.complaints() == [
        "data/CODEBOOK.md:study/tracks.csv: no heading names this table; add a section on it",
        (
            f"data/CODEBOOK.md:{line}:study/events.csv.city: "
            "the section does not speak of the column city; say what it holds"
        ),
    ]
