--- What a printed page needs and a page in a browser does not: abstracts on the title page, figures away from the
--- beginning of their chapter, and what the colophon says. Runs before `edition.lua`, which turns the rest into Typst.
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
  "conformance", "released", "rights",
}

local function check_words(words)
  for _, key in ipairs(WORDS) do
    if not (words and words[key]) then
      error("the language's _quarto file has no words." .. key .. ": add it", 0)
    end
  end
end

local function meta(document_meta)
  check_words(document_meta.words)
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

-- Figures -----------------------------------------------------------------------------------------------------------

-- A figure floats to the top of a page. After so many characters of its chapter that can no longer be the page that the
-- chapter begins on, where the figure would come above the heading.
local FAR = 2000

local function is_figure(block)
  local float = block.t == "Div"
    and (block.identifier:match("^fig%-") or block.attributes.__quarto_custom_type == "FloatRefTarget")
  if not float then
    return false
  end
  local has_table = false
  block:walk({ Table = function() has_table = true end })
  return not has_table
end

--- Figures near the beginning of a chapter wait until the text is far from it; at the chapter's end they stand there.
local function postpone_figures(document)
  local all, waiting, length = pandoc.Blocks({}), pandoc.Blocks({}), 0
  local function let_stand()
    if #waiting > 0 then
      all:insert(pandoc.RawBlock("typst", "#standing.update(true)"))
      all:extend(waiting)
      all:insert(pandoc.RawBlock("typst", "#standing.update(false)"))
      waiting = pandoc.Blocks({})
    end
  end
  for _, block in ipairs(document.blocks) do
    if is_figure(block) and length < FAR then
      waiting:insert(block)
    else
      if block.t == "Header" and block.level == 1 then
        let_stand()
        length = 0
      end
      all:insert(block)
      length = length + #pandoc.utils.stringify(block)
      if length >= FAR then
        all:extend(waiting)
        waiting = pandoc.Blocks({})
      end
    end
  end
  let_stand()
  document.blocks = all
  return document
end

return {
  { Meta = meta },
  { Pandoc = take_abstracts },
  { Pandoc = postpone_figures },
}
