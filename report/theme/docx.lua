--- What a document for a word processor needs: styles by name for what the edition adds, and pictures as it knows them.
--- Runs after `edition.lua`. The styles stand in `reference.docx`, where they can be changed with a word processor.

if not FORMAT:match("docx") then
  return {}
end

local DIVS = {
  abstract = "Abstract", ["edition-note"] = "Edition Note", ["item-line"] = "Item Line", ["float-subtitle"] = "Caption",
  ["float-note"] = "Provenance", ["float-source"] = "Provenance", ["float-code"] = "Provenance",
}
local SPANS = { ["edition-note-label"] = "Edition Note Label" }
local TEXT_WIDTH = "16cm"

local function style(element, styles)
  for class, name in pairs(styles) do
    if element.classes:includes(class) then
      element.attributes["custom-style"] = name
      return element
    end
  end
end

local function div(element)
  return element.classes:includes("exhibit-bar") and {} or style(element, DIVS)
end

local function span(element)
  return element.classes:includes("unseen") and {} or style(element, SPANS)
end

--- A picture as PNG, which every word processor shows; the program puts the SVG beside it afterwards.
local function image(element)
  local alt = element.attributes["fig-alt"] or pandoc.utils.stringify(element.caption)
  local path = element.src:gsub("%.svg$", ".png")
  local file = io.open(path, "rb")
  if file then
    pandoc.mediabag.insert(path, "image/png", file:read("a"))
    file:close()
    element.src = path
  end
  element.caption = pandoc.Inlines(alt)
  element.attributes = { width = TEXT_WIDTH }
  return element
end

--- What the edition is, below its title; and of the metadata only what a document has properties for.
local function front(document)
  local meta, words = document.meta, document.meta.words
  local text = pandoc.utils.stringify
  local version = text(words.version) .. " " .. text(meta.edition.version)
  local digest = text(words.digest) .. " " .. text(meta.edition.digest)
  local lines = pandoc.Blocks({})
  for _, line in ipairs({ text(words.kind), text(words["based-on"]), version .. " · " .. digest, text(words.licence) }) do
    lines:insert(pandoc.Para(pandoc.Inlines(line)))
  end
  document.blocks:insert(1, pandoc.Div(lines, { ["custom-style"] = "Provenance" }))
  for _, key in ipairs({ "by-author", "edition", "numbers", "translations", "words" }) do
    meta[key] = nil
  end
  meta.keywords = (meta.keywords or pandoc.List({})):map(function(keyword) return pandoc.Inlines(text(keyword)) end)
  return document
end

return { { Div = div, Span = span, Image = image }, { Pandoc = front } }
