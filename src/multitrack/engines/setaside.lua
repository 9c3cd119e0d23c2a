--- Sets references to figures, tables and sections aside before citeproc, which would take them for citations; a span
--- keeps what `crossref.lua` needs of each. So the citations are set once, and not for every format again.

local function is_reference(citation)
  return citation.id:match("^fig%-") or citation.id:match("^tbl%-") or citation.id:match("^sec%-")
end

local function cite(element)
  local parts = pandoc.List({})
  for _, citation in ipairs(element.citations) do
    if not is_reference(citation) then
      return nil
    end
    parts:insert(pandoc.Span(citation.prefix, { class = citation.mode, target = citation.id }))
  end
  return pandoc.Span(parts, { class = "cross-reference" })
end

return { { Cite = cite } }
