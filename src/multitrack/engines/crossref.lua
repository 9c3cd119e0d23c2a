--- What Quarto does by itself and Pandoc does not: numbers for figures, tables and sections, references to them in
--- the document's language, and content for one format alone.
---
--- The document's metadata hold Quarto's words under `quarto-language`, the mark after a number under `title-delim`, and
--- the place of a figure's caption under `fig-cap-location`.
--- That every reference leads somewhere has been checked before.

local format = FORMAT:match("html") and "html" or FORMAT

local nbsp = "\u{00a0}"
local numbers = {}
local words = {}
local title_delim = ":"
local caption_on_top = { tbl = true }

local function kind_of(identifier)
  return identifier:match("^(%l%l%l)%-")
end

-- Content for one format --------------------------------------------------------------------------------------------

local function is_meant(div)
  local attributes = div.attributes
  if attributes["when-format"] then
    return attributes["when-format"] == format
  end
  return attributes["unless-format"] ~= format
end

local function choose(div)
  local visible = div.classes:includes("content-visible")
  if visible or div.classes:includes("content-hidden") then
    return is_meant(div) == visible and div.content or {}
  end
end

-- Numbers -----------------------------------------------------------------------------------------------------------

local function number_parts(document)
  local sections, floats = {}, { fig = 0, tbl = 0 }
  document.blocks:walk({
    traverse = "topdown",
    Header = function(header)
      if header.classes:includes("unnumbered") then
        return nil
      end
      for level = 1, header.level do
        sections[level] = sections[level] or 0
      end
      sections[header.level] = sections[header.level] + 1
      for level = #sections, header.level + 1, -1 do
        sections[level] = nil
      end
      numbers[header.identifier] = table.concat(sections, ".")
    end,
    Div = function(div)
      local kind = kind_of(div.identifier)
      if floats[kind] then
        floats[kind] = floats[kind] + 1
        numbers[div.identifier] = tostring(floats[kind])
      end
    end,
  })
end

-- Figures and tables ------------------------------------------------------------------------------------------------

--- As Quarto's, with no more classes and ids than the page's style and script ask for.
local function html_float(identifier, kind, content, caption)
  local on_top = caption_on_top[kind]
  local label = pandoc.Span(words["crossref-" .. kind .. "-title"] .. nbsp .. numbers[identifier] .. title_delim, { class = "float-label" })
  local figcaption = pandoc.Plain({
    pandoc.RawInline("html", "<figcaption>"), label, pandoc.Space(),
  })
  figcaption.content:extend(caption)
  figcaption.content:insert(pandoc.RawInline("html", "</figcaption>"))
  local body = pandoc.Div(content)
  return pandoc.Div({
    pandoc.RawBlock("html", "<figure>"),
    on_top and figcaption or body,
    on_top and body or figcaption,
    pandoc.RawBlock("html", "</figure>"),
  }, { id = identifier, class = "quarto-float" })
end

local function typst_float(identifier, kind, content, caption)
  local blocks = pandoc.List({ pandoc.RawBlock("typst", "#figure([") })
  blocks:extend(content)
  local open = string.format("], caption: figure.caption(position: %s, [", caption_on_top[kind] and "top" or "bottom")
  local close = string.format(
    "]), kind: \"quarto-float-%s\", supplement: \"%s\") <%s>", kind, words["crossref-" .. kind .. "-title"], identifier)
  local inlines = pandoc.List({ pandoc.RawInline("typst", open) })
  inlines:extend(caption)
  inlines:insert(pandoc.RawInline("typst", close))
  blocks:insert(pandoc.Plain(inlines))
  return blocks
end

--- As Pandoc has figures and tables, for any other format.
local function plain_float(identifier, kind, content, caption)
  local label = words["crossref-" .. kind .. "-title"] .. nbsp .. numbers[identifier] .. title_delim
  local inlines = pandoc.Inlines({ pandoc.Strong(label), pandoc.Space() })
  inlines:extend(caption)
  local long = { long = { pandoc.Plain(inlines) } }
  if kind == "fig" then
    return pandoc.Figure(content, long, { id = identifier })
  end
  return pandoc.Div(content:walk({
    Table = function(tbl)
      tbl.caption = long
      return tbl
    end,
  }), { id = identifier })
end

local function float(div)
  local kind = kind_of(div.identifier)
  if kind ~= "fig" and kind ~= "tbl" then
    return nil
  end
  local content, caption = div.content, {}
  local last = content[#content]
  if #content > 1 and last.t == "Para" then
    caption = content:remove().content
  end
  local build = ({ html = html_float, typst = typst_float })[format] or plain_float
  return build(div.identifier, kind, content, caption)
end

-- References --------------------------------------------------------------------------------------------------------

local function reference(part)
  local identifier = part.attributes.target
  local prefix = words["crossref-" .. kind_of(identifier) .. "-prefix"]
  if #part.content > 0 then
    prefix = pandoc.utils.stringify(part.content)
  end
  local alone = part.classes:includes("SuppressAuthor")
  if format == "typst" then
    return pandoc.RawInline("typst", string.format("#ref(<%s>, supplement: [%s])", identifier, alone and "" or prefix))
  end
  local text = alone and numbers[identifier] or prefix .. nbsp .. numbers[identifier]
  return pandoc.Link({ pandoc.Str(text) }, "#" .. identifier)
end

--- What `read.lua` has made of a reference.
local function span(element)
  if not element.classes:includes("cross-reference") then
    return nil
  end
  local inlines = pandoc.List({})
  for _, part in ipairs(element.content) do
    if #inlines > 0 then
      inlines:extend({ pandoc.Str(","), pandoc.Space() })
    end
    inlines:insert(reference(part))
  end
  return inlines
end

-- The whole document ------------------------------------------------------------------------------------------------

local function meta(document_meta)
  for key, value in pairs(document_meta["quarto-language"]) do
    words[key] = pandoc.utils.stringify(value)
  end
  title_delim = pandoc.utils.stringify(document_meta["title-delim"])
  caption_on_top.fig = pandoc.utils.stringify(document_meta["fig-cap-location"]) == "top"
  -- Some writers would keep them as properties of the document.
  for _, key in ipairs({ "quarto-language", "title-delim", "fig-cap-location" }) do
    document_meta[key] = nil
  end
  return document_meta
end

return {
  { Meta = meta },
  { Div = choose },
  { Pandoc = number_parts },
  { Div = float, Span = span },
}
