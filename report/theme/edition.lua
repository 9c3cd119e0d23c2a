--- What the report's pages may say beyond plain Markdown, for HTML and Typst alike.
---
--- Runs in Quarto and in the embedded engine, before either makes figures and tables out of `#fig-` and `#tbl-` divs.
--- The embedded engine keeps chapters as they were written. So what a filter makes of a chapter may depend on the chapter,
--- on the headings and the ids of figures and tables of the others, on the metadata but for `edition`, and on generated
--- files that the chapter or the metadata name, but not on the file of numbers; what it adds for the whole page, it puts
--- at the end.
---
---   ::: {.edition-note}       what the edition adds to the study, labelled as such
---   ::: {.float-subtitle}     in a figure or a table, between its title and the picture or the rows
---   ::: {.float-note}         below them: what to mind; so are .float-source and .float-code, which is to be cited
---   ::: {.comparison}        cells beside each other, each a paragraph: of an item's heading, text and record
---   [Words]{.group}           in a row's first cell: the row is a heading over all columns
---   [words]{.unseen}          what a sign stands for, to be heard and not seen
---   [Sentence.]{holds="{a} > {b}"}   true as long as the condition is, which is checked before
---   ::: {.contents-here}     where paper has its contents and lists; at the front without it
---   ::: {.item-line}          an item's facts under its heading
---   ::: {.exhibit-bar}        the link under a figure or a table, which paper does without
---   ::: {.figure-data src="…"}   a figure's data as HTML: on the page alone
---   ![](x.svg){fig-alt="…"}   a picture with its alternative text: placed in Typst, put inside the page in HTML
---   ::: {.abstract lang="fr"} another language's abstract: on paper, and on the page a link to it
---   {#tbl-x widths="20,80"}   the columns' shares of the text's width, in percent
---   [D048]{#D048}             a place to link to, under the same name in both
---   [mot juste]{lang=fr}      a language, which Pandoc keeps in HTML and drops in Typst

local is_html = FORMAT:match("html") ~= nil
local is_typst = FORMAT:match("typst") ~= nil

local note_label = ""
local translations = {}

local function typst_string(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("%s+", " ") .. '"'
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local bytes = file:read("a")
  file:close()
  return bytes
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
  if element.attributes.holds then
    return element.content
  end
  if not is_typst then
    return nil
  end
  if element.classes:includes("unseen") then
    return {}
  end
  if element.classes:includes("mark") then
    return enclosed(pandoc.RawInline, "#sign[", element.content, "]")
  end
  if element.identifier ~= "" then
    element.content:insert(1, pandoc.RawInline("typst", "#place-name(" .. typst_string(element.identifier) .. ")"))
    element.identifier = ""
    return element
  end
  if element.attributes.lang then
    return enclosed(pandoc.RawInline, "#text(" .. typst_language(element.attributes.lang) .. ")[", element.content, "]")
  end
end

-- Hyphens ------------------------------------------------------------------------------------------------------------

local SOFT_HYPHEN = "\u{ad}"

--- The words that the metadata's `hyphens` names a file of, with soft hyphens; only Typst takes them, in text that it
--- justifies: that of pages, but for headings, tables, captions, notes and references.
local function part_words(document)
  if not document.meta.hyphens then
    return nil
  end
  local words = {}
  for word in read(pandoc.utils.stringify(document.meta.hyphens)):gmatch("%S+") do
    -- For f and t the typefaces have one letter, which could not be searched as two with a soft hyphen between them.
    words[word:gsub("-", "")] = word:gsub("f%-t", "ft"):gsub("-", SOFT_HYPHEN)
  end
  local part = {
    traverse = "topdown",
    Span = function(span) return span, not span.attributes.lang end,
    Str = function(str) return pandoc.Str((str.text:gsub("[%w\x80-\xff]+", words))) end,
  }
  local function part_within(block)
    return block:walk(part), false
  end
  local function leave(element)
    return element, false
  end
  document.blocks = document.blocks:walk({
    traverse = "topdown",
    Header = leave,
    Table = leave,
    Div = function(div)
      local is_float = div.identifier:match("^%l%l%l%-") or div.attributes.__quarto_custom_type
      local is_apart = div.identifier == "refs" or div.attributes.lang
      return div, not (is_float or is_apart or div.classes:includes("edition-note") or div.classes:includes("item-line"))
    end,
    Para = part_within,
    Plain = part_within,
  })
  return document
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

--- Tests a list of blocks for one of some kinds; most lists are left as they are, which saves handing them over.
local function holds(blocks, kinds)
  for _, block in ipairs(blocks) do
    if kinds[block.t] then
      return true
    end
  end
  return false
end

--- The kind of a float, fig or tbl; nil for any other block.
local function kind_of_float(block)
  if not (block and block.t == "Div") then
    return nil
  end
  local kind = block.identifier:match("^(%l%l%l)%-")
  if not kind and block.attributes.__quarto_custom_type == "FloatRefTarget" then
    kind = "fig"
    block:walk({ Table = function() kind = "tbl" end })
  end
  return (kind == "fig" or kind == "tbl") and kind or nil
end

-- A paragraph of no more characters than this is not parted from the note that follows it.
local SHORT = 280

--- Whether a block is a float or stands below one on the page.
local function is_floated(block)
  return kind_of_float(block) or block.t == "Div"
    and (block.classes:includes("figure-data") or block.classes:includes("exhibit-bar"))
end

--- Typst is told which paragraphs to keep with the note that they are followed by, and which go on with a text that a
--- figure or table stands in: these are indented as if it were not there.
local function mark_paragraphs(blocks)
  if not holds(blocks, { Div = true }) then
    return nil
  end
  local all, goes_on, floated = pandoc.Blocks({}), false, false
  for place, block in ipairs(blocks) do
    local after, is_par = blocks[place + 1], block.t == "Para"
    local is_noted = is_par and after and after.t == "Div" and after.classes:includes("edition-note")
    if is_noted and #pandoc.utils.stringify(block) <= SHORT then
      local open = "#before-note(first: " .. tostring(not goes_on) .. ")["
      all:extend(enclosed(pandoc.RawBlock, open, { block }, "]"))
    elseif is_par and goes_on and floated then
      all:extend(enclosed(pandoc.RawBlock, "#indented[", { block }, "]"))
    else
      all:insert(block)
    end
    floated = is_floated(block)
    goes_on = is_par or goes_on and floated
  end
  return all
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

--- What stands between the quotes of a string in CSS.
local function escape_css(text)
  return (text:gsub("[\\']", "\\%0"):gsub("%s+", " "))
end

--- The names of the columns, from which the page puts one before each value where a row is a card.
local function name_columns(tbl)
  local names = pandoc.List({})
  for _, row in ipairs(tbl.head.rows) do
    for place, cell in ipairs(row.cells) do
      names:insert("--c" .. place .. ":'" .. escape_css(pandoc.utils.stringify(cell.contents)) .. "'")
    end
  end
  tbl.attributes.style = table.concat(names, ";")
end

--- Rows of a table that are headings, over all columns.
local function set_groups(tbl)
  local function is_heading(row)
    local first = row.cells[1] and row.cells[1].contents[1]
    local span = first and first.content and first.content[1]
    return span and span.t == "Span" and span.classes:includes("group")
  end
  local function spread(row)
    if not is_heading(row) then
      return row
    end
    local cell = row.cells[1]
    cell.col_span = #tbl.colspecs
    local words = cell.contents[1].content[1].content
    cell.contents = { pandoc.Plain({ is_typst and pandoc.Strong(words) or pandoc.Span(words, { class = "group" }) }) }
    return pandoc.Row({ cell }, { class = "group" })
  end
  for _, body in ipairs(tbl.bodies) do
    body.body = pandoc.List(body.body):map(spread)
  end
  return tbl
end

--- A cell of a column of numbers, so that what is copied of it is the number as the language writes it: the style
--- sheet makes the spaces that align it on its decimal sign, and prints its hyphen as a minus sign.
local function bare_number(cell)
  local pad = ""
  cell.contents = cell.contents:walk({
    Str = function(str)
      local text = str.text
      while text:sub(-3) == "\u{2007}" or text:sub(-3) == "\u{2008}" do
        text, pad = text:sub(1, -4), text:sub(-3) .. pad
      end
      local before, after = text:match("^(.-)\u{2212}(.*)$")
      return before and { pandoc.Str(before), pandoc.Span("-", { class = "minus" }), pandoc.Str(after) } or pandoc.Str(text)
    end,
  })
  if pad ~= "" and is_html then
    cell.attr.attributes["data-pad"] = pad
  end
  return cell
end

local function bare_numbers(tbl)
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      for place, cell in ipairs(row.cells) do
        if tbl.colspecs[place][1] == pandoc.AlignRight then
          row.cells[place] = bare_number(cell)
        end
      end
    end
  end
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
      if is_html then
        name_columns(tbl)
      end
      if not is_typst then
        bare_numbers(tbl)
      end
      for column, share in ipairs(shares) do
        local align = tbl.colspecs[column][1]
        -- To the left goes without saying; said, it would stand in every cell of the page.
        tbl.colspecs[column] = { align == pandoc.AlignLeft and pandoc.AlignDefault or align, share }
      end
      return set_groups(tbl)
    end,
  })
end

--- In a browser the abstract of another language stands on that language's page alone.
local function link_abstract(div)
  for _, other in ipairs(translations) do
    if pandoc.utils.stringify(other.lang):match("^%a+") == div.attributes.lang:match("^%a+") then
      local address = pandoc.utils.stringify(other.page) .. "#sec-abstract"
      local heading = div.content[1].t == "Header" and div.content[1].content or pandoc.Inlines(address)
      div.content = { pandoc.Para({ pandoc.Link(heading, address, "", { hreflang = div.attributes.lang }) }) }
      return div
    end
  end
end

local function div(element)
  if element.classes:includes("abstract") and element.attributes.lang and is_html then
    return link_abstract(element)
  end
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
  if element.classes:includes("comparison") and is_typst then
    local cells = pandoc.List({ pandoc.RawBlock("typst", "#comparison(") })
    for _, cell in ipairs(element.content) do
      cells:extend(enclosed(pandoc.RawBlock, "[", { cell }, "],"))
    end
    cells:insert(pandoc.RawBlock("typst", ")"))
    return cells
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

-- Tables in Typst ----------------------------------------------------------------------------------------------------

local ALIGNMENTS = { AlignRight = "right", AlignCenter = "center" }

--- A row as an array of Typst's; one that heads a group is said again where its rows go on on a further page.
local function typst_row(row)
  local is_heading = row.attr.classes:includes("group")
  local inlines = pandoc.Inlines({ pandoc.RawInline("typst", is_heading and "(table.header(level: 2, " or "(") })
  for _, cell in ipairs(row.cells) do
    local spans = cell.col_span > 1 and "colspan: " .. cell.col_span .. ", " or ""
    spans = cell.row_span > 1 and spans .. "rowspan: " .. cell.row_span .. ", " or spans
    inlines:insert(pandoc.RawInline("typst", spans == "" and "[" or "table.cell(" .. spans .. ")["))
    inlines:extend(pandoc.utils.blocks_to_inlines(cell.contents, { pandoc.LineBreak() }))
    inlines:insert(pandoc.RawInline("typst", "], "))
  end
  inlines:insert(pandoc.RawInline("typst", is_heading and "),),\n" or "),\n"))
  return inlines
end

--- A table as a call of the template's, which knows its rows and can keep them together, the last ones with the blocks
--- that end it; Pandoc's own writer gives Typst a mere list of cells.
local function typst_table(tbl, ending)
  local widths, alignments, heads = pandoc.List({}), pandoc.List({}), 0
  for _, column in ipairs(tbl.colspecs) do
    widths:insert(column[2] and string.format("%.4g%%", 100 * column[2]) or "auto")
    alignments:insert(ALIGNMENTS[column[1]] or "left")
  end
  local inlines = pandoc.Inlines({})
  for _, row in ipairs(tbl.head.rows) do
    inlines:extend(typst_row(row))
    heads = heads + 1
  end
  for _, body in ipairs(tbl.bodies) do
    for _, row in ipairs(body.body) do
      inlines:extend(typst_row(row))
    end
  end
  local open = string.format(
    "#data-table((%s,), (%s,), %d,\n", table.concat(widths, ", "), table.concat(alignments, ", "), heads)
  inlines:insert(1, pandoc.RawInline("typst", open))
  inlines:insert(pandoc.RawInline("typst", "ending: ["))
  local blocks = pandoc.List({ pandoc.Plain(inlines) })
  blocks:extend(ending)
  blocks:insert(pandoc.RawBlock("typst", "])"))
  return blocks
end

local CALLS = {
  ["float-subtitle"] = true, ["float-note"] = true, ["float-source"] = true, ["float-code"] = true, ["item-line"] = true,
}

--- A division that the template has a function for, as a call of it; nil for any other block.
local function typst_call(block)
  for _, name in ipairs(block and block.t == "Div" and block.classes or {}) do
    if CALLS[name] then
      return enclosed(pandoc.RawBlock, "#" .. name .. "[", block.content, "]")
    end
  end
end

local function typst_blocks(blocks)
  if not holds(blocks, { Div = true, Table = true }) then
    return nil
  end
  local all, place = pandoc.Blocks({}), 1
  while blocks[place] do
    local block, ending = blocks[place], pandoc.List({})
    local call = typst_call(block)
    place = place + 1
    while block.t == "Table" and typst_call(blocks[place]) do
      ending:extend(typst_call(blocks[place]))
      place = place + 1
    end
    if block.t == "Table" then
      all:extend(typst_table(block, ending))
    elseif call then
      all:extend(call)
    else
      all:insert(block)
    end
  end
  return all
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

--- An entry of a list is not parted, but for a long one: Typst loses the structure of a list that a figure on top of a
--- page comes into, and a PDF without it is refused.
local LONG = 1500

local function typst_list(list)
  for place, entry in ipairs(list.content) do
    if #pandoc.utils.stringify(pandoc.Blocks(entry)) <= LONG then
      list.content[place] = enclosed(pandoc.RawBlock, "#block(breakable: false)[", entry, "]")
    end
  end
  return list
end

-- Text in Typst ------------------------------------------------------------------------------------------------------

-- Pandoc writes these as straight ones, of which Typst makes what its rules for quotation say.
local QUOTES = { ["\u{2018}"] = true, ["\u{2019}"] = true, ["\u{201c}"] = true, ["\u{201d}"] = true }

-- Codes, in which no line breaks: of items, and of figures and tables with and without a version.
local CODES = { "%u%d+%-%d+", "fig%-[%w@.+-]*%w", "tbl%-[%w@.+-]*%w" }

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
  for _, code in ipairs(CODES) do
    for place, found in text:gmatch("%f[%w]()(" .. code .. ")%f[%W]") do
      for within = place, place + #found - 1 do
        places[within] = nil
      end
      places[place] = { "#box(" .. typst_string(found) .. ");", #found }
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
  local text = element.text -- most words have none of the characters that could be misread
  return text:find("[=+/.\xe2-]") and next(misread(text)) and typst_inlines(text) or nil
end

-- Text of the metadata ------------------------------------------------------------------------------------------------

-- What the frames print, in Typst as content and in HTML also within the quotes of attributes, where Pandoc leaves a
-- quotation mark as it is. The embedded engine gives these as mere text.
local PRINTED = is_typst and { "title", "subtitle", "description", "keywords", "words", "by-author" }
  or { "description", "keywords", "words", "words-in-css" }

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
  if is_html then
    local escaped = {}
    for key, value in pairs(document_meta.words or {}) do
      escaped[key] = escape_css(pandoc.utils.stringify(value))
    end
    document_meta["words-in-css"] = escaped
  end
  for _, key in ipairs(PRINTED) do
    document_meta[key] = printed(document_meta[key])
  end
  return document_meta
end

-- Order on paper ------------------------------------------------------------------------------------------------------

-- With no more characters than this between them, a figure comes after the table that follows it.
local NEAR = 800

--- No figure comes between a table's parts: the text after the table could not go on before a figure that is too high for
--- the rest of its page, and the figure therefore comes after the table.
local function put_tables_first(blocks)
  if not holds(blocks, { Div = true }) then
    return nil
  end
  for place = #blocks, 1, -1 do
    local after, length = place + 1, 0
    while kind_of_float(blocks[place]) == "fig" and blocks[after] and blocks[after].t == "Para" do
      length = length + #pandoc.utils.stringify(blocks[after])
      after = after + 1
    end
    if kind_of_float(blocks[place]) == "fig" and kind_of_float(blocks[after]) == "tbl" and length <= NEAR then
      blocks:insert(after, blocks:remove(place))
    end
  end
  return blocks
end

--- Chapters and parts are opened before their headings, whose places would else be those of the pages before.
local function open_chapter(header)
  if header.level == 1 then
    return { pandoc.RawBlock("typst", "#open-chapter(" .. typst_string(header.identifier) .. ")"), header }
  end
end

local function order_blocks(document)
  document.blocks = document.blocks:walk({ Header = open_chapter, Blocks = put_tables_first })
  return document
end

-- The whole document ------------------------------------------------------------------------------------------------

local function meta(document_meta)
  note_label = document_meta.words and document_meta.words.note or note_label
  translations = document_meta.translations or translations
end

--- What the page's script lays out, at the page's end: nobody has to wait for it. The data of the figures are a line, and
--- what the bars say is another.
local function enliven(document)
  local has_figures = false
  document.blocks:walk({ Div = function(div) has_figures = has_figures or kind_of_float(div) == "fig" end })
  if not (is_html and has_figures and document.meta.numbers) then
    return nil
  end
  local generated = pandoc.utils.stringify(document.meta.numbers):match("^(.*)/")
  local charts = io.open(generated .. "/charts.json", "rb") -- woven with the packed ones, if there are any
  if not charts then
    return nil
  end
  charts:close()
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

--- The files that `edition.attachments` lists go into the PDF, each under a name without folders: programs that save
--- attachments refuse to make any.
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
      typst_string((path:gsub("^_generated/data/", ""):gsub("/", "-"))), typst_string(path),
      typst_string(pandoc.utils.stringify(file.description)), typst_string(pandoc.utils.stringify(file.mime))
    ))
  end
  document.blocks:insert(pandoc.RawBlock("typst", table.concat(calls, "\n")))
  return document
end

return {
  { Meta = meta },
  { Pandoc = name_notes },
  { Pandoc = is_typst and part_words or nil },
  { Blocks = is_typst and mark_paragraphs or nil },
  { Div = div, Span = span, Image = image, FloatRefTarget = float },
  { BulletList = is_typst and typst_list or nil, OrderedList = is_typst and typst_list or nil },
  { Blocks = is_typst and typst_blocks or nil },
  { Pandoc = is_typst and order_blocks or nil },
  { Pandoc = enliven },
  { Pandoc = attach },
  { Str = is_typst and typst_text or nil, Meta = (is_typst or is_html) and print_meta or nil },
}
