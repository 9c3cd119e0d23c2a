"""Flows and stocks, directions and currencies of investment stand apart."""


def test_every_sum_of_investment_is_drawn(figure, dataset):
    stated = [one.quantity_id for one in dataset.quantities if one.currency and one.indicator.startswith("fdi")]
    assert sorted(figure.rows) == sorted(stated)


def test_flows_stocks_directions_and_currencies_never_share_a_strip(figure):
    for name in ("measure", "direction", "currency"):
        kinds = {(point.strip, getattr(point, name)) for point in figure.points}
        assert len(kinds) == len({point.strip for point in figure.points})


def test_flows_stand_above_stocks(figure):
    measures = [point.measure for point in figure.points]
    assert measures == sorted(measures)
    assert set(measures) == {"flow", "stock"}


def test_all_panels_have_one_scale(specs):
    domains = [layer["encoding"]["x"]["scale"]["domain"] for one in specs["en"]["concat"] for layer in one["layer"][:1]]
    assert domains == [[0, 10.0]] * 3
