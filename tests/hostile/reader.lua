-- Reads texts for readers.py, one after the other: a line with the format and the number of bytes, then the text.
for request in io.lines() do
  local form, length = request:match("^(%S+) (%d+)$")
  local tree = pandoc.write(pandoc.read(io.read(tonumber(length)) or "", form, nil, {}), "json")
  io.write(#tree, "\n", tree)
  io.flush()
end
