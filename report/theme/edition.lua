--- What the report's pages may say beyond plain Markdown, for HTML and Typst alike.
---
--- Runs in Quarto and in the embedded engine, before either makes figures and tables out of `#fig-` and `#tbl-` divs.
---
---   ::: {.edition-note}       what the edition adds to the study, labelled as such
---   ::: {.provenance}         the line of sources under a table; in a figure's caption a span of that class
---   [Title.]{.float-title}    what a list of figures or tables takes of a caption
---   [Text.]{.float-text}      and what it leaves out
---   ::: {.contents-here}     where paper has its contents and lists; at the front without it
---   ::: {.item-line}          an item's facts under its heading
---   ::: {.exhibit-bar}        the link under a figure or a table, which paper does without
---   ::: {.figure-data src="…"}   a figure's data as HTML: on the page alone
---   ![](x.svg){fig-alt="…"}   a picture with its alternative text: placed in Typst, put inside the page in HTML
---   {#tbl-x widths="20,80"}   the columns' shares of the text's width, in percent
---   [mot juste]{lang=fr}      a language, which Pandoc keeps in HTML and drops in Typst

local is_html = FORMAT:match("html") ~= nil
local is_typst = FORMAT:match("typst") ~= nil

local note_label = ""
local generated = nil

local function typst_string(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("%s+", " ") .. '"'
end

--- A pair of raw Typst inlines or blocks around content.
local function enclosed(raw, before, content, after)
  local all = pandoc.List({ raw("typst", before) })
  all:extend(content)
  all:insert(raw("typst", after))
  return all
end

-- Languages ---------------------------------------------------------------------------------------------------------

local function typst_language(tag)
  local lang, region = tag:match("^(%a+)%-(%a%a)$")
  if region then
    return "lang: " .. typst_string(lang) .. ", region: " .. typst_string(region)
  end
  -- Without the region that the document's own language has.
  return "lang: " .. typst_string(tag:match("^%a+")) .. ", region: none"
end

local function span(element)
  if not is_typst then
    local for_lists = element.classes:includes("float-title") or element.classes:includes("float-text")
    -- Quarto puts the label before them as bare text, which only they tell apart from the caption.
    return for_lists and not quarto and element.content or nil
  end
  for _, name in ipairs({ "float-title", "float-text", "provenance" }) do
    if element.classes:includes(name) then
      return enclosed(pandoc.RawInline, "#" .. name .. "[", element.content, "]")
    end
  end
  if element.attributes.lang then
    return enclosed(pandoc.RawInline, "#text(" .. typst_language(element.attributes.lang) .. ")[", element.content, "]")
  end
end

-- Divs --------------------------------------------------------------------------------------------------------------

--- Every edition note can be linked to: it is called after the section that it stands in.
local function name_notes(document)
  local section, seen = "", {}
  local function name_in(blocks)
    for _, block in ipairs(blocks) do
      if block.t == "Header" then
        section = block.identifier
      elseif block.t == "Div" then
        if block.classes:includes("edition-note") and block.identifier == "" then
          seen[section] = (seen[section] or 0) + 1
          local place = section ~= "" and "-" .. section or ""
          block.identifier = "note" .. place .. (seen[section] > 1 and "-" .. seen[section] or "")
        end
        block.content = name_in(block.content)
      end
    end
    return blocks
  end
  document.blocks = name_in(document.blocks)
  return document
end

local function edition_note(div)
  local label = pandoc.Span(note_label, { class = "edition-note-label" })
  if is_typst then
    local open = "#edition-note([#" .. typst_string(pandoc.utils.stringify(note_label)) .. "])["
    return enclosed(pandoc.RawBlock, open, div.content, "] <" .. div.identifier .. ">")
  end
  local first = div.content[1]
  if first and (first.t == "Para" or first.t == "Plain") then
    first.content:insert(1, pandoc.Space())
    first.content:insert(1, label)
    div.content[1] = first
  else
    div.content:insert(1, pandoc.Para({ label }))
  end
  div.attributes.role = "note"
  return div
end

local function set_widths(blocks, widths)
  local shares = pandoc.List({})
  for share in widths:gmatch("[%d.]+") do
    shares:insert(tonumber(share) / 100)
  end
  return blocks:walk({
    Table = function(tbl)
      if #tbl.colspecs ~= #shares then
        error("a table has " .. #tbl.colspecs .. " columns, but widths=\"" .. widths .. "\"")
      end
      for column, share in ipairs(shares) do
        local align = tbl.colspecs[column][1]
        -- To the left goes without saying; said, it would stand in every cell of the page.
        tbl.colspecs[column] = { align == pandoc.AlignLeft and pandoc.AlignDefault or align, share }
      end
      return tbl
    end,
  })
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
end

local function div(element)
  if element.classes:includes("exhibit-bar") and is_typst then
    return {}
  end
  if element.classes:includes("contents-here") then
    return is_typst and pandoc.RawBlock("typst", "#lists-here()") or {}
  end
  if element.classes:includes("figure-data") then
    return is_html and pandoc.RawBlock("html", read(element.attributes.src)) or {}
  end
  if element.classes:includes("edition-note") then
    return edition_note(element)
  end
  for _, name in ipairs({ "provenance", "item-line" }) do
    if element.classes:includes(name) and is_typst then
      return enclosed(pandoc.RawBlock, "#" .. name .. "[", element.content, "]")
    end
  end
  if element.attributes.widths then
    element.content = set_widths(element.content, element.attributes.widths)
    element.attributes.widths = nil
    return element
  end
  if element.attributes.lang and is_typst then
    return enclosed(pandoc.RawBlock, "#[#set text(" .. typst_language(element.attributes.lang) .. ")", element.content, "]")
  end
end

--- Quarto has made its own node out of a `#fig-` or `#tbl-` div before this filter sees it, and has given it the
--- picture's attributes as well: of an element that is no picture HTML knows no alternative text.
local function float(node)
  local attributes = node.attributes
  if not attributes then
    return nil
  end
  attributes["fig-alt"] = nil
  if attributes.widths then
    node.content = set_widths(pandoc.Blocks(node.content), attributes.widths)
    attributes.widths = nil
  end
  return node
end

-- Pictures ----------------------------------------------------------------------------------------------------------

local function html_attribute(text)
  return (text:gsub("&", "&amp;"):gsub('"', "&quot;"):gsub("<", "&lt;"))
end

--- An SVG as a part of the page, so that it takes the page's letters and colours and needs no other file. If the same
--- picture is there in a form for the inside of a page, that is taken.
local function inline_svg(path, alt)
  local box = '<span class="picture" role="img" aria-label="' .. html_attribute(alt) .. '">'
  local inside = path:gsub("%.svg$", ".inside.html")
  local file = io.open(inside, "rb")
  if file then
    file:close()
    generated = path:match("^(.*)/")
    return pandoc.RawInline("html", box .. read(inside) .. "</span>")
  end
  local root, rest = read(path):match("<svg(%s[^>]*)>(.*)$")
  assert(root, path .. " is no SVG picture")
  for _, name in ipairs({ "xmlns", "role", "class", "width", "height", "aria%-[%a]+" }) do
    root = root:gsub("%s" .. name .. '="[^"]*"', "")
  end
  return pandoc.RawInline("html", box .. "<svg" .. root .. ">" .. rest:gsub("%s+$", "") .. "</span>")
end

local function image(element)
  local alt = element.attributes["fig-alt"] or element.attributes.alt or pandoc.utils.stringify(element.caption)
  if is_typst then
    return pandoc.RawInline("typst", "#picture(" .. typst_string(element.src) .. ", alt: " .. typst_string(alt) .. ")")
  end
  if is_html and element.src:match("%.svg$") then
    return inline_svg(element.src, alt)
  end
end

-- Text in Typst ------------------------------------------------------------------------------------------------------

-- Pandoc writes these as straight ones, of which Typst makes what its rules for quotation say.
local QUOTES = { ["\u{2018}"] = true, ["\u{2019}"] = true, ["\u{201c}"] = true, ["\u{201d}"] = true }

--- Where characters stand that Typst would take for markup or another sign though Pandoc leaves them as they are: what
--- begins headings and lists, wherever it stands, since a cell or a caption begins a line; dots, hyphens and quotation
--- marks that become others. Each place with what Typst reads as the character itself, and its length.
local function misread(text)
  local places = {}
  local start = text:match("^%s*()[=%-+/]") or text:match("^%s*%d+()%.")
  if start then
    places[start] = { "\\" .. text:sub(start, start), 1 }
  end
  for place, character in text:gmatch("()([-.])") do
    local behind = text:sub(place + 1, place + 2)
    if character == "-" and behind:match("^[?%d]") or character == "." and behind == ".." then
      places[place] = { "\\" .. character, 1 }
    end
  end
  for place, character in text:gmatch("()(\xe2\x80.)") do
    if QUOTES[character] then
      places[place] = { character, 3 }
    end
  end
  return places
end

--- Text as inlines of which Typst makes that text.
local function typst_inlines(text)
  local inlines, from, places = pandoc.Inlines({}), 1, misread(text)
  for place = 1, #text do
    if places[place] then
      if place > from then
        inlines:insert(pandoc.Str(text:sub(from, place - 1)))
      end
      inlines:insert(pandoc.RawInline("typst", places[place][1]))
      from = place + places[place][2]
    end
  end
  if from <= #text then
    inlines:insert(pandoc.Str(text:sub(from)))
  end
  return inlines
end

local function typst_text(element)
  return next(misread(element.text)) and typst_inlines(element.text) or nil
end

-- Text of the metadata ------------------------------------------------------------------------------------------------

-- What the frames print, in Typst as content and in HTML also within the quotes of attributes, where Pandoc leaves a
-- quotation mark as it is. The embedded engine gives these as mere text.
local PRINTED = is_typst and { "title", "subtitle", "description", "keywords", "words", "by-author" }
  or { "description", "keywords", "words" }

local function html_inlines(text)
  local inlines = pandoc.Inlines({})
  for before, quote in text:gmatch('([^"]*)("?)') do
    if before ~= "" then
      inlines:insert(pandoc.Str(before))
    end
    if quote ~= "" then
      inlines:insert(pandoc.RawInline("html", "&quot;"))
    end
  end
  return inlines
end

local function printed(value)
  local kind, inlines = pandoc.utils.type(value), is_typst and typst_inlines or html_inlines
  if kind == "string" then
    return pandoc.MetaInlines(inlines(value))
  elseif kind == "Inlines" and is_html then
    return value:walk({ Str = function(element) return html_inlines(element.text) end })
  elseif kind == "List" or kind == "table" then
    for key, entry in pairs(value) do
      value[key] = printed(entry)
    end
  end
  return value
end

local function print_meta(document_meta)
  for _, key in ipairs(PRINTED) do
    document_meta[key] = printed(document_meta[key])
  end
  return document_meta
end

-- The whole document ------------------------------------------------------------------------------------------------

local function meta(document_meta)
  note_label = document_meta.words and document_meta.words.note or note_label
end

--- What the page's script lays out, at the page's end: nobody has to wait for it. The data of the figures are a line, and
--- what the bars say is another.
local function enliven(document)
  if not (is_html and generated) then
    return nil
  end
  local packed = read(generated .. "/charts.b64")
  local bars = io.open(generated .. "/bars.b64", "rb") -- woven only where each figure and table has a folder of its own
  if bars then
    packed = packed .. bars:read("a")
    bars:close()
  end
  document.blocks:insert(
    pandoc.RawBlock("html", '<script type="application/gzip" id="charts">' .. packed .. "</script>"))
  return document
end

--- The data go into the PDF; so do the files that `edition.attachments` lists.
local function attach(document)
  local edition = document.meta.edition
  if not (is_typst and edition and edition.attachments) then
    return nil
  end
  local calls = pandoc.List({})
  for _, file in ipairs(edition.attachments) do
    local path = pandoc.utils.stringify(file.path)
    calls:insert(string.format(
      "#pdf.attach(%s, read(%s, encoding: none), description: %s, mime-type: %s, relationship: \"data\")",
      typst_string(path:gsub("^_generated/", "")), typst_string(path),
      typst_string(pandoc.utils.stringify(file.description)), typst_string(pandoc.utils.stringify(file.mime))
    ))
  end
  document.blocks:insert(pandoc.RawBlock("typst", table.concat(calls, "\n")))
  return document
end

return {
  { Meta = meta },
  { Pandoc = name_notes },
  { Div = div, Span = span, Image = image, FloatRefTarget = float },
  { Pandoc = enliven },
  { Pandoc = attach },
  { Str = is_typst and typst_text or nil, Meta = (is_typst or is_html) and print_meta or nil },
}
