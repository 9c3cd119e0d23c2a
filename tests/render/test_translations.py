"""Every page leads to the same document in the other languages."""

import json

from multitrack.render.page_assets import make_translation_files


def test_each_language_gets_the_others_by_their_own_names(project, languages):
    files = make_translation_files(project.profiles, languages)
    assert json.loads(files["id/languages.yml"]) == {
        "translations": [{"name": "English", "lang": "en-GB", "page": "../en/canada-asean.html"}]
    }
    assert [entry["name"] for entry in json.loads(files["en/languages.yml"])["translations"]] == ["Bahasa Indonesia"]
