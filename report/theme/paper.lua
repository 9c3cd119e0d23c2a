--- What a printed page needs and a page in a browser does not: abstracts on the title page, and what the colophon says.
--- Runs before `edition.lua`, which turns the rest into Typst.
---
---   ::: {.abstract}           a heading and an abstract: on the PDF's title page, at the top of the page in a browser

if not FORMAT:match("typst") then
  return {}
end

-- The title page and the colophon -----------------------------------------------------------------------------------

--- What the colophon says of the programs: the engine that runs this filter knows it best.
local function programs()
  local names = pandoc.List({ "Pandoc " .. tostring(PANDOC_VERSION) })
  if quarto then
    local version = quarto.version
    names:insert(1, "Quarto " .. (type(version) == "table" and table.concat(version, ".") or tostring(version)))
  end
  return table.concat(names, ", ")
end

-- What typst-show.typ takes of `words`: Pandoc would print nothing for a word that a language lacks.
local WORDS = {
  "kind", "based-on", "version", "digest", "licence", "section", "note", "cite", "cite-as", "figures", "tables",
  "colophon", "account", "rebuilding", "commands", "input", "programs", "typefaces", "fonts-licence", "standards",
  "conformance", "released", "rights", "voice", "continued", "online",
}

local function check_words(words)
  for _, key in ipairs(WORDS) do
    if not (words and words[key]) then
      error("the language's _quarto file has no words." .. key .. ": add it", 0)
    end
  end
end

--- Rows for the title page with the addresses of this page and of those in other languages, if the edition has one.
local function addresses(document_meta)
  local site, rows = document_meta["site-url"], pandoc.List({})
  if site then
    local function add(name, address)
      local row = string.format("([%s], link(\"%s\"))", name, address:gsub('[\\"]', "\\%0"))
      rows:insert(pandoc.MetaInlines({ pandoc.RawInline("typst", row) }))
    end
    local root = pandoc.utils.stringify(site):gsub("/$", "") .. "/"
    add(pandoc.utils.stringify(document_meta.words.online), root)
    for _, other in ipairs(document_meta.translations or {}) do
      add(pandoc.utils.stringify(other.name), root .. pandoc.utils.stringify(other.page):gsub("^%.%./", ""))
    end
  end
  return pandoc.MetaList(rows)
end

local function meta(document_meta)
  check_words(document_meta.words)
  document_meta.online = addresses(document_meta)
  document_meta.programs = programs()
  return document_meta
end

--- The abstracts leave the text for the title page, which is the template's.
local function take_abstracts(document)
  local abstracts = pandoc.List({})
  document.blocks = document.blocks:walk({
    Div = function(div)
      if div.classes:includes("abstract") then
        div.classes = {}
        abstracts:insert(pandoc.MetaBlocks({ div }))
        return {}
      end
    end,
  })
  document.meta.abstracts = pandoc.MetaList(abstracts)
  return document
end

return {
  { Meta = meta },
  { Pandoc = take_abstracts },
}
