"""Words and spaces as one element of Pandoc's tree."""

from multitrack.engines.pandoc_tree import join_words


def word(text):
    return {"t": "Str", "c": text}


SPACE = {"t": "Space"}


def paragraph(*inlines):
    return {"t": "Para", "c": list(inlines)}


def test_words_and_the_spaces_between_them_become_one():
    blocks = [paragraph(word("one"), SPACE, word("two"), {"t": "SoftBreak"}, word("three"))]
    join_words(blocks)
    assert blocks == [paragraph(word("one two three"))]


def test_what_parts_words_stays_between_them_and_is_looked_into():
    stressed = {"t": "Emph", "c": [word("of"), SPACE, word("it")]}
    blocks = [paragraph(word("both"), SPACE, stressed, word("."), {"t": "LineBreak"}, word("End"), word("."))]
    join_words(blocks)
    joined = {"t": "Emph", "c": [word("of it")]}
    assert blocks == [paragraph(word("both "), joined, word("."), {"t": "LineBreak"}, word("End."))]


def test_attributes_numbers_and_code_stay_as_they_are():
    attributes = ["id", ["class"], [["key", "a  b"]]]
    blocks = [
        {"t": "Header", "c": [1, attributes, [word("A"), SPACE, word("b")]]},
        {"t": "CodeBlock", "c": [attributes, "a  b\n"]},
        {"t": "HorizontalRule"},
    ]
    join_words(blocks)
    assert blocks == [
        {"t": "Header", "c": [1, attributes, [word("A b")]]},
        {"t": "CodeBlock", "c": [attributes, "a  b\n"]},
        {"t": "HorizontalRule"},
    ]


def test_a_page_is_written_the_same_with_one_word_in_each_element(report, monkeypatch):
    body = (
        "# Of *two*\nwords\n\nOne, [two\nthree](#a) – “four” \\[5\\] \\#6 -- 7. 8\n- 9 + 10 / = 11.\n\n"
        "[A *b*\nc]{#a} le mot\njuste, (mot juste), bon mot.\n\n+ 12\n13\n\n| a b | c |\n|:--|--:|\n| d  e | 1 2 |\n"
    )
    documents = []
    for join in (join_words, lambda *_, **__: None):
        monkeypatch.setattr("multitrack.engines.rendering.join_words", join)
        documents.append((report.html(body), report.pdf(body).read_bytes()))
    assert documents[0] == documents[1]
    assert documents[0][0].count('<span lang="fr">mot juste</span>') == 2
    assert documents[0][0].count('<span lang="fr">mot</span>') == 1
