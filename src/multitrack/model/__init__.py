"""The nouns of the edition: rows of data, values without a language, languages, tables and figures."""
