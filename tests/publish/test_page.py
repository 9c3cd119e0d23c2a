"""A page is handed over in fewer letters and says the same."""

from multitrack.publish.html import light

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>{head}</head>
<body>
{body}
</body></html>"""


def test_quotes_and_spaces_go_and_words_stay():
    page = PAGE.format(head="", body='<p class="a">One \N{FIGURE SPACE}<em>two</em>  three</p>')
    assert light(page) == (
        "<!doctype html><html lang=en><head></head><body>"
        "<p class=a>One \N{FIGURE SPACE}<em>two</em> three</p></body></html>"
    )


def test_of_a_table_only_its_own_end_stays():
    rows = "<thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody>"
    page = light(PAGE.format(head="", body=f"<div><table>{rows}</table></div><p>After.</p>"))
    assert "<div><table><thead><tr><th>a<tbody><tr><td>1</table></div><p>After.</p>" in page


def test_scripts_keep_every_letter_since_the_policy_knows_them_by_it():
    script = "<script>let a = 1;  // why\n  let b = '<!-- c -->';</script>"
    assert script in light(PAGE.format(head=script, body=""))
