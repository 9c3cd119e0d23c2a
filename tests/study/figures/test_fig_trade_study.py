"""Trade is drawn in strips of one currency, one measure, one direction and one statistics each."""

NEVER_MIXED = ("indicator", "measure", "direction", "currency", "scale", "source_named")


def strips(figure):
    found = {}
    for point in figure.points:
        found.setdefault(point.strip, []).append(point)
    return found


def test_every_sum_of_trade_is_drawn(figure, dataset):
    stated = [
        one.quantity_id for one in dataset.quantities if one.currency and one.indicator.startswith(("trade", "exports"))
    ]
    assert sorted(figure.rows) == sorted(stated)


def test_a_strip_never_mixes_what_cannot_be_compared(figure):
    for members in strips(figure).values():
        assert all(len({getattr(point, name) for point in members}) == 1 for name in NEVER_MIXED)


def test_different_currencies_and_statistics_never_share_a_strip(figure):
    kinds = {tuple(getattr(point, name) for name in NEVER_MIXED) for point in figure.points}
    assert len(kinds) == len(strips(figure))


def test_strips_stand_under_each_other_without_touching(figure, specs):
    bases = {record["strip"]: record["base_y"] for record in specs["id"]["data"]["values"]}
    assert len(set(bases.values())) == len(strips(figure))


def test_every_strip_names_its_unit_and_its_statistics(specs):
    headings = {code: [row["heading_label"] for row in heading_rows(spec)] for code, spec in specs.items()}
    assert "Perdagangan dua arah · Statistik Kanada · miliar C$" in headings["id"]
    assert "Trade, both directions · ASEAN statistics · US$ billion" in headings["en"]
    assert "Trade, both directions · No source named · $ billion" in headings["en"]
    assert all(heading.endswith(("US$ billion", "C$ billion", "$ billion")) for heading in headings["en"])


def test_values_are_said_as_the_language_says_them(by_row):
    assert (by_row["id"]["Q041"]["value_label"], by_row["en"]["Q041"]["value_label"]) == ("2009: 9,03", "2009: 9.03")


def test_more_than_is_marked_and_said(by_row, specs):
    assert by_row["en"]["Q062"]["value_label"] == "2007: more than 13"
    assert by_row["en"]["Q062"]["inside"] == "white"
    assert by_row["en"]["Q041"]["inside"] == by_row["en"]["Q041"]["colour"]
    arrows = [layer for layer in specs["en"]["layer"] if layer["mark"].get("shape") == "triangle-up"]
    assert [one["transform"] for one in arrows] == [[{"filter": "(datum.qualifier === 'more-than')"}]]


def test_height_is_the_share_of_the_strips_scale(by_row):
    record = by_row["id"]["Q044"]
    assert round((record["base_y"] - record["drawn_y"]) / 26 * 20, 6) == 9.8


def test_statistics_differ_in_colour_and_in_shape(by_row):
    looks = {(one["source_named"], one["colour"], one["shape"]) for one in by_row["id"].values()}
    assert len(looks) == len({colour for _, colour, _ in looks}) == len({shape for *_, shape in looks}) == 3


def heading_rows(spec):
    return [row for data in spec["datasets"].values() for row in data if "heading_label" in row]
