--- `{{< n ID >}}` prints a number of the edition in the document's language.
---
--- Quarto takes it as a shortcode; the embedded engine puts the same numbers in before Pandoc reads the page. The
--- configuration names the file of a language's numbers, which holds each as Markdown without any markup.

local numbers

local function fail(message)
  io.stderr:write("ERROR: ", message, "\n")
  os.exit(1) -- Quarto's `error` only writes a line, and the page would go out
end

local function read(path)
  local file = path and io.open(pandoc.utils.stringify(path), "rb")
  if not file then
    fail("there are no numbers: render the whole project in one language, as with --profile en")
  end
  local content = file:read("a")
  file:close()
  return pandoc.json.decode(content, false)
end

return {
  n = function(args, _, meta)
    numbers = numbers or read(meta.numbers)
    local id = args[1] and pandoc.utils.stringify(args[1]) or ""
    local number = numbers[id]
    if not number then
      fail("{{< n " .. id .. " >}} names nothing; take an id that `multitrack list numbers` prints")
    end
    return pandoc.Inlines((number:gsub("\\(%p)", "%1")))
  end,
}
