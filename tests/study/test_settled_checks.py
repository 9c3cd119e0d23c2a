"""What was settled on checks and discrepancies after a second reading, against the study and the records."""

from decimal import Decimal

import pytest

from multitrack.study.analysis.verdicts import check_claims, compute_number
from multitrack.study.operands import find
from multitrack.study.rows import TradeValue


@pytest.fixture
def quoting(dataset):
    """Return the one discrepancy that quotes these words of the study."""

    def found(words):
        (row,) = [row for row in dataset.discrepancies if words in row.as_printed]
        return row

    return found


@pytest.fixture
def said(languages):
    return lambda row, code="en": next(one for one in languages if one.code == code).words.files["discrepancies"][
        row.discrepancy_id
    ]["finding"]


@pytest.fixture(scope="session")
def checks(dataset):
    return check_claims(dataset)


@pytest.fixture
def statements(dataset):
    return {row.statement_id: row for row in dataset.statements}


@pytest.mark.parametrize(
    ("words", "status", "record", "says"),
    [
        ("menjadi 1 Juni 1982", "proved", "dialogue-1982", "which will officially come into being June 1, 1982"),
        ("1993, Agreement", "proved", "jcc-09", "Economic Cooperation Agreement which was signed last year"),
        ("di Filipina pada tahun 1999", "proved", "pmc-1999", "with-canada-singapore-27-july-1999"),
        ("hampir $ 100 juta", "proved", "pmc-1999", "C$l00 million in development assistance"),
        ("peningkatan 10. 9 persen", "proved", "aem-04", "an increase of 10. 9 per cent"),
        ("Rencana Kerja 2014-2015", "proved", "aem-04", "the 2014-2015 Work Plan"),
        ("adalah CAD 7,96 miliar", "open", "aem-04", ""),
        (
            "dilakukan melalui ASEAN. Selanjutnya",
            "proved",
            "dialogue-1982",
            "through the ASEAN-Canada joint Cooperation",
        ),
        ("di Jakarta, 3 Oktober 2011", "proved", "", "Adopted on October 2, 2011"),
        ("tanggal 6 Agustus", "proved", "pmc-2017", "On August 6, 2017"),
    ],
)
def test_a_status_rests_on_what_the_record_says(dataset, words, status, record, says):
    rows = [row for row in dataset.discrepancies if words in row.as_printed]
    assert any((row.status, row.record) == (status, record) and says in row.record_says for row in rows)


@pytest.mark.parametrize("words", ["10. 9 persen", "Rencana Kerja 2014-2015", "CAD 7,96 miliar", "lebih dari $ 13"])
def test_a_slip_of_the_record_is_not_laid_at_the_study_s_door(quoting, words):
    assert quoting(words).slip_of == "record"


def test_the_record_of_2014_does_not_say_where_the_stock_of_investment_lies(statements):
    assert "in ASEAN," not in statements["fdi-stock-2014"].statement
    assert "has a gap where the region should stand" in statements["fdi-stock-2014"].statement


def test_rows_of_statistics_that_prove_a_point_have_the_values_quoted(dataset):
    quoted = [part for row in dataset.discrepancies for part in row.record_says.split("; ") if " = " in part]
    assert len(quoted) > 7
    for part in quoted:
        name, _, value = part.partition(" = ")
        assert compute_number(find(name, dataset)) == Decimal(value), part


@pytest.mark.parametrize(
    "words",
    [
        "rasionalisme ekonomi", "Transaksi antar negara", "VAP-Vientiane Action Plan", "memulai kerjasama",
        "siapa juru bicara", "ADM Plus", "dukungan pribadi", "duta besar pertama", "koperasi mereka",
        "Dewan Bisnis Kanada Kanada", "pernyataan terbuka", "perwakilan penduduk", "warta Thailand",
        "Konferensi Pasca-Konferensi Pasific", "US $ 2 juta", "pada 4 Agustus 2016", "hampir CAD 76 juta",
        "ekspor ASEAN ke Kanada tumbuh",
    ],
)  # fmt: skip
def test_what_the_edition_mends_or_mentions_has_a_row(quoting, words):
    assert quoting(words).as_printed


def test_one_slip_makes_one_row(dataset):
    quoted = [(row.category, row.as_printed, row.locator) for row in dataset.discrepancies if row.as_printed]
    assert len(set(quoted)) == len(quoted)
    councils = [row for row in dataset.discrepancies if row.category == "name" and "Business Council" in row.as_printed]
    doubling = [row for row in dataset.discrepancies if "Q087" in row.quantity_ids]
    assert (len(councils), len(doubling)) == (1, 1)


def test_a_check_that_comes_out_well_makes_no_row(dataset):
    assert [row for row in dataset.discrepancies if "Q082" in row.quantity_ids and "Q081" in row.quantity_ids] == []


def test_comparisons_of_investment_stand_at_no_year_that_the_study_does_not_print(quoting, said):
    row = quoting("di Jepang atau di Cina dan India digabungkan")
    assert row.severity == "moderate"
    assert "{q078-period}" not in said(row) + said(row, "id")
    assert "{q084-period}" not in said(row) + said(row, "id")


def test_stocks_of_investment_are_not_all_of_a_year_s_end(quoting, said):
    assert "end" not in said(quoting("Aliran Investasi Langsung Asing"))


def test_makati_is_a_city_and_the_record_names_a_hotel(quoting, said):
    row = quoting("di Indonesia Kota Makati")
    assert "held at Dusit Thani Manila" in row.record_says
    assert "not the city in which it stands" in " ".join(said(row).split())


def test_the_rate_for_the_philippines_agrees_within_rounding_and_in_one_vintage_alone(checks):
    verdicts = {check.claim.operands[0]: check.verdict for check in checks if check.claim.stated == "Q027"}
    assert verdicts["gdp:PHL:2016:2025-12"] == "holds-within-rounding"
    assert verdicts["statement:growth-2016-philippines"] == "does-not-hold"


def test_no_age_in_2017_rests_on_a_year_inferred_from_it(checks):
    ages = [check for check in checks if check.claim.stated in ("Q098", "Q099")]
    assert [check.verdict for check in ages] == ["holds", "holds"]
    assert all("T5-01:year" not in check.claim.operands for check in ages)


def test_a_sum_of_another_year_is_not_confirmed_with_its_year(checks, languages):
    english = next(language for language in languages if language.code == "en").words.files["claims"]
    for check in checks:
        if check.claim.stated in ("Q044", "Q045") and check.verdict == "holds":
            assert "whatever its year" in english[check.claim.claim_id]["claim"]


def test_a_growth_between_two_estimates_is_no_test(checks, dataset):
    for check in checks:
        rows = [find(text, dataset).row for text in check.claim.operands]
        if len(rows) > 1 and check.claim.method.startswith("growth") and isinstance(rows[0], TradeValue):
            assert (check.verdict, check.reason) == ("cannot-be-checked", "estimated-growth")
            assert check.recomputed.margin == check.recomputed.rounding


def test_a_year_looked_for_until_the_number_fits_is_no_test(checks):
    fitted = {check.claim.operands[-1] for check in checks if check.reason == "year-fitted"}
    assert fitted >= {"population:ASEAN10:2013", "population:WLD:2011"}


def test_a_bound_from_statistics_that_the_study_does_not_name_is_no_test(checks):
    bounds = {check.claim.stated: check.verdict for check in checks if check.claim.method == "at-least"}
    assert bounds.items() >= {"Q041": "holds", "Q044": "cannot-be-checked", "Q048": "holds"}.items()


def test_old_exports_are_compared_with_a_word_on_the_membership(checks):
    notes = {check.claim.note_key for check in checks if check.claim.stated in ("Q067", "Q068", "Q069")}
    assert notes == {"membership"}


@pytest.mark.parametrize("stated", ["Q049", "Q052", "Q053", "Q070", "Q071", "Q100"])
def test_what_a_statement_has_too_is_compared_with_it(checks, stated):
    assert ("statement", "holds") in {(check.kind, check.verdict) for check in checks if check.claim.stated == stated}


@pytest.mark.parametrize(("stated", "age"), [("Q056", 50), ("Q057", 150)])
def test_ages_are_counted_from_a_published_year(checks, stated, age):
    (check,) = [check for check in checks if check.claim.stated == stated]
    assert (check.recomputed.value, check.verdict) == (age, "holds")


def test_a_statement_keeps_the_word_before_its_number_and_whose_statistics_it_has(statements):
    report = statements["trade-total-2015-cad"]
    assert (report.qualifier, report.statistics) == ("about", "canada")
    assert statements["aid-regional-2016"].qualifier == "about"


@pytest.mark.parametrize(("words", "locator"), [("Track Two", "track 2, heading"), ("Track Three", "track 3, heading")])
def test_the_words_of_a_track_are_quoted_at_its_heading(quoting, words, locator):
    assert quoting(f"{words} (").locator == locator


def test_odd_spaces_are_quoted_as_printed(quoting):
    assert "kategori  berupa" in quoting("berupa Law making treaties").as_printed


def test_the_gap_before_2004_is_in_the_record(dataset):
    (row,) = [row for row in dataset.discrepancies if row.record == "dialogue-02"]
    assert (row.status, row.record_says) == ("proved", "formally met at senior officials’ level in seven years")


def test_the_anniversary_of_2012_is_said_three_times(quoting, said):
    assert "three times" in said(quoting("peringatan 35 tahun tersebut"))


def test_the_words_that_do_not_fit_track_five_are_quoted(quoting):
    assert quoting("Kanada akan mendukung program beasiswa baru").category == "track-fit"


def test_a_rank_without_a_measure_is_said_to_be_that_and_no_more(quoting, said):
    assert "would each give another order" not in said(quoting("pasar terbesar ke-3"))


def test_a_plain_lack_is_seen_in_the_study(dataset):
    lacks = [row.status for row in dataset.discrepancies if row.category == "gap"]
    assert "open" not in lacks
