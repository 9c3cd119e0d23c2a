--- Reads parts of a page, each by itself, and prints the tree of each on a line. Standard input has a zero byte after
--- each part; nothing else is read. The metadata tell how many `notes` of citations Pandoc has counted in a part.
---
--- References to figures, tables and sections are set aside before citeproc, which would take them for citations; a span
--- keeps what `crossref.lua` needs of each. So the citations are set once, and not for every format again.

local MARKDOWN = "markdown-yaml_metadata_block" -- with raw HTML and TeX, so that a message can refuse them
local OPTIONS = pandoc.ReaderOptions({ columns = 72 }) -- as on the command line; columns of longer tables have widths
local NO_FILES = {}

local function is_reference(citation)
  return citation.id:match("^fig%-") or citation.id:match("^tbl%-") or citation.id:match("^sec%-")
end

local function set_aside(element)
  local parts = pandoc.List({})
  for _, citation in ipairs(element.citations) do
    if not is_reference(citation) then
      return nil
    end
    parts:insert(pandoc.Span(citation.prefix, { class = citation.mode, target = citation.id }))
  end
  return pandoc.Span(parts, { class = "cross-reference" })
end

--- How many notes Pandoc has counted: each is one, and each citation outside them may become one.
local function count_notes(document)
  local notes = 0
  local function count(element)
    notes = notes + 1
    return element, false
  end
  document:walk({ traverse = "topdown", Note = count, Cite = count })
  return notes
end

for text in io.read("a"):gmatch("([^\0]*)\0") do
  local read = pandoc.read(text, MARKDOWN, OPTIONS, NO_FILES)
  read.meta.notes = tostring(count_notes(read))
  read = read:walk({ Cite = set_aside })
  print(pandoc.write(read, "json"))
end
