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


def heading_rows(spec):
    return [row for data in spec["datasets"].values() for row in data if "heading_label" in row]
