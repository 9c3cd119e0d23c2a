--- Marks words and names of other languages wherever they stand, in the pages and in what is woven for them, as
--- `[mot juste]{lang=fr}` does by hand.
---
--- The metadata list them under `words.foreign`: the language's tag, and the words as they are written. A paragraph,
--- cell or heading is taken apart only if it says one: taking apart takes most of the time.

local terms = {}
local written = {}

local function split(text)
  local parts = {}
  for part in text:gmatch("%S+") do
    table.insert(parts, part)
  end
  return parts
end

--- Terms by their first word; of two that begin alike the longer comes first.
local function meta(document_meta)
  local foreign = document_meta.words and document_meta.words.foreign or {}
  for lang, list in pairs(foreign) do
    for _, term in ipairs(list) do
      local parts = split(pandoc.utils.stringify(term))
      table.insert(written, table.concat(parts, " "))
      terms[parts[1]] = terms[parts[1]] or {}
      table.insert(terms[parts[1]], { lang = lang, parts = parts })
    end
  end
  for _, alike in pairs(terms) do
    table.sort(alike, function(one, other) return #one.parts > #other.parts end)
  end
end

--- A word without what leads it in, such as a bracket.
local function bare(inline)
  if inline.t == "Str" then
    return inline.text:match("^(%p*)(.-)(%p*)$")
  end
end

--- Words and spaces one by one: an engine may hand several on as one.
local function apart(inlines)
  local all = pandoc.Inlines({})
  for _, inline in ipairs(inlines) do
    local text = inline.t == "Str" and inline.text:find(" ", 1, true) and inline.text
    if text then
      for gap, word in text:gmatch("( *)([^ ]*)") do
        if gap ~= "" then
          all:insert(pandoc.Space())
        end
        if word ~= "" then
          all:insert(pandoc.Str(word))
        end
      end
    else
      all:insert(inline)
    end
  end
  return all
end

--- What closes a term's last word, if its words stand from this inline on.
local function closing(inlines, start, parts)
  for place, part in ipairs(parts) do
    local at = start + 2 * (place - 1)
    local inline, gap = inlines[at], inlines[at - 1]
    local lead, word, rest = bare(inline or {})
    local joined = place == 1 or gap and (gap.t == "Space" or gap.t == "SoftBreak")
    local alone = (place == 1 or lead == "") and (place == #parts or rest == "")
    if word ~= part or not joined or not alone then
      return nil
    end
    if place == #parts then
      return rest
    end
  end
end

local function marked(inlines, start, term, rest)
  local content = pandoc.Inlines({})
  for place, part in ipairs(term.parts) do
    if place > 1 then
      content:insert(pandoc.Space())
    end
    content:insert(pandoc.Str(part))
  end
  local lead = bare(inlines[start])
  local all = pandoc.Inlines({ pandoc.Str(lead), pandoc.Span(content, { lang = term.lang }), pandoc.Str(rest) })
  return all:filter(function(inline) return inline.text ~= "" end)
end

local function find(inlines, start)
  local _, word = bare(inlines[start])
  for _, term in ipairs(word and terms[word] or {}) do
    local rest = closing(inlines, start, term.parts)
    if rest then
      return term, rest
    end
  end
end

local function mark(given)
  local inlines = apart(given)
  local all, place, changed = pandoc.Inlines({}), 1, false
  while place <= #inlines do
    local term, rest = find(inlines, place)
    if term then
      all:extend(marked(inlines, place, term, rest))
      place = place + 2 * #term.parts - 1
      changed = true
    else
      all:insert(inlines[place])
      place = place + 1
    end
  end
  return changed and all or nil
end

local function mark_within(block)
  local text = pandoc.utils.stringify(block)
  for _, term in ipairs(written) do
    if text:find(term, 1, true) then
      return block:walk({ Inlines = mark })
    end
  end
end

return {
  { Meta = meta },
  { Para = mark_within, Plain = mark_within, Header = mark_within },
}
