"""Every number that a text names is looked up, and all that do not exist are reported together."""

from types import MappingProxyType

from multitrack.render.number_files import find_unknown_numbers


def spoiled(files, name, old, new):
    return MappingProxyType({**files, name: files[name].replace(old.encode(), new.encode(), 1)})


def test_all_numbers_that_the_texts_name_exist(dataset, speakers):
    assert list(find_unknown_numbers(dataset.files, speakers)) == []


def test_every_unknown_number_is_reported_with_its_line(dataset, speakers):
    files = spoiled(dataset.files, "text/en/events.yml", "{t1-01-heading-year}", "{t1-99-heading-year}")
    files = spoiled(files, "text/id/tables.yml", "{tracks-words}", "{no-such-number}")
    said = [str(problem) for problem in find_unknown_numbers(files, speakers)]
    remedy = "take an id that `multitrack list numbers` prints"
    assert said == [
        f"data/text/id/tables.yml:5: the text names a number {{no-such-number}} that does not exist; {remedy}",
        f"data/text/en/events.yml:4: the text names a number {{t1-99-heading-year}} that does not exist; {remedy}",
    ]
