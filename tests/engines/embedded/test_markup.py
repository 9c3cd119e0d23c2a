"""A page is written without the attributes that nobody reads."""

from multitrack.engines.html_attributes import shorter


def test_attributes_that_nobody_reads_go_and_the_rest_stays():
    page = (
        '<head><meta class="level1"></head><body>\n<span id="toc-title">C</span><a href="#a" id="toc-a">A</a>'
        '<section id="a" class="level1 unnumbered abstract" data-number="1"><h1 data-number="1">A</h1>'
        '<section id="b" class="level2" data-number="1.1">'
    )
    assert shorter(page) == (
        '<head><meta class="level1"></head><body>\n<span id="toc-title">C</span><a href="#a">A</a>'
        '<section id="a" class="abstract"><h1>A</h1><section id="b">'
    )


def test_what_only_looks_like_an_attribute_stays():
    assert shorter('<body><p>a data-number="1" &lt;b class="level1"&gt;') == (
        '<body><p>a data-number="1" &lt;b class="level1"&gt;'
    )
