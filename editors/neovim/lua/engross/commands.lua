--- The commands: build, preview, explain.
local commands = {}

local program = require("engross.program")

--- What the list of findings is called, by which ours is known.
local TITLE = "engross build"

local KINDS = { error = "E", warning = "W", note = "I" }

--- A finding as the program prints it in one line, for the list; none where it is another line.
local function finding(line)
  local path, number, column, severity, rule, words = line:match("^(.-):(%d+):(%d+): (%a+)(%b[]) (.*)$")
  if not path then
    return nil
  end
  path, number = vim.fn.fnamemodify(path, ":p"), tonumber(number)
  -- Columns are letters there, and bytes here.
  local read, text = pcall(vim.fn.readfile, path, "", number)
  local byte = read and text[number] and vim.fn.byteidx(text[number], column - 1) or column - 1
  return { filename = path, lnum = number, col = byte + 1, type = KINDS[severity] or "I", text = rule .. " " .. words }
end

--- Puts findings into the list, errors first, and goes to the first; `words` say what they stand in the way of.
local function listed(items, words)
  local sorted = {}
  for _, kind in ipairs({ "E", "W", "I" }) do
    vim.list_extend(sorted, vim.tbl_filter(function(item)
      return item.type == kind
    end, items))
  end
  vim.fn.setqflist({}, " ", { title = TITLE, items = sorted })
  vim.cmd("botright copen | silent cfirst")
  program.notify(words, vim.log.levels.ERROR)
end

--- Takes away what a build before this one has found.
local function unlisted()
  if vim.fn.getqflist({ title = 1 }).title == TITLE then
    vim.fn.setqflist({}, "r", { title = TITLE, items = {} })
    vim.cmd("cclose")
  end
end

--- The sentence by which the program says why it printed nothing.
local function verdict(printed)
  for number = #printed, 1, -1 do
    local words = printed[number]:match("^error: (.*)$")
    if words then
      return words, number
    end
  end
  return "nothing is printed", #printed
end

--- Says why nothing was printed: by the findings where they stand in the way, else as the program says it.
local function refused(path, status, printed)
  local words, number = verdict(printed)
  if status ~= 1 then
    local cure = (printed[number + 1] or ""):match("^%s*help: (.*)$")
    program.notify(words .. (cure and "; " .. cure or ""), vim.log.levels.ERROR)
    return
  end
  program.run({ "check", "--format", "concise", path }, function(_, lines)
    local items = {}
    for _, line in ipairs(lines) do
      table.insert(items, finding(line))
    end
    local stands = vim.tbl_filter(function(item)
      return item.type == "E"
    end, items)
    if #stands > 0 then
      listed(items, words)
    else
      program.show("build", printed)
    end
  end)
end

--- `:EngrossBuild [--original us …]`: what is printed goes into the current folder's `out`, if no `--out` is given.
function commands.build(given)
  local path = program.file()
  if not path then
    return
  end
  local arguments = vim.list_extend({ "build", path }, given.fargs)
  if not vim.tbl_contains(given.fargs, "--out") then
    vim.list_extend(arguments, { "--out", vim.fn.fnamemodify(path, ":p:h") .. "/out" })
  end
  program.run(arguments, function(status, printed)
    if status == 0 then
      unlisted()
      program.notify(printed[#printed] or "printed")
    else
      refused(path, status, printed)
    end
  end)
end

--- `:EngrossPreview`.
function commands.preview(given)
  require("engross.preview").preview(given)
end

--- What a lens speaks of, in the list of places.
function commands.places(command, context)
  local locations = (command.arguments or {})[3] or {}
  local client = vim.lsp.get_client_by_id(context.client_id)
  local items = vim.lsp.util.locations_to_items(locations, client and client.offset_encoding or "utf-16")
  vim.fn.setqflist({}, " ", { title = command.title, items = items })
  vim.cmd("botright copen")
end

--- The rules of the findings in the line of the cursor, each once.
local function rules_here()
  local line = vim.api.nvim_win_get_cursor(0)[1] - 1
  local rules, seen = {}, {}
  for _, finding in ipairs(vim.diagnostic.get(0, { lnum = line })) do
    -- Neovim before 0.8 keeps the code only with what the server sent.
    local sent = finding.user_data and finding.user_data.lsp or {}
    local rule = finding.code or sent.code
    if type(rule) == "string" and not seen[rule] then
      seen[rule] = true
      table.insert(rules, rule)
    end
  end
  return rules
end

--- `:EngrossExplain [RULE]`: what a rule finds, on what authority, with examples.
function commands.explain(given)
  local rules = given.args ~= "" and { given.args } or rules_here()
  if #rules == 0 then
    program.notify("nothing is found in this line; name a rule, as in `:EngrossExplain STA005`")
    return
  end
  for _, rule in ipairs(rules) do
    program.run({ "explain", rule }, function(_, printed)
      program.show("explain " .. rule, printed)
    end)
  end
end

return commands
