--- The commands: build, preview, explain.
local commands = {}

local engross = require("engross")

--- Previews by buffer, as jobs.
local previews = {}

local function notify(words, level)
  vim.notify("engross: " .. words, level or vim.log.levels.INFO)
end

--- Shows lines in a window of their own, which `q` closes.
local function show(title, lines, filetype)
  vim.cmd("botright new")
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].buftype = "nofile"
  vim.bo[buffer].bufhidden = "wipe"
  vim.bo[buffer].swapfile = false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.bo[buffer].modifiable = false
  vim.bo[buffer].filetype = filetype or ""
  pcall(vim.api.nvim_buf_set_name, buffer, ("engross://%d/%s"):format(buffer, title))
  vim.api.nvim_buf_set_keymap(buffer, "n", "q", "<Cmd>close<CR>", { nowait = true, noremap = true })
end

--- Runs the program; what it prints goes to `done` with its status.
local function run(arguments, done)
  local printed = {}
  local function keep(_, lines)
    -- What was printed ends with a line's end, and a stream that says nothing is one empty line.
    if lines[#lines] == "" then
      table.remove(lines)
    end
    vim.list_extend(printed, lines)
  end
  local command = vim.list_extend({ engross.program() }, arguments)
  local ok, job = pcall(vim.fn.jobstart, command, {
    env = { NO_COLOR = "1" },
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = keep,
    on_stderr = keep,
    on_exit = function(_, status)
      done(status, printed)
    end,
  })
  if not ok or job <= 0 then
    notify(("`%s` is not found: docs/editors.md says how to get it"):format(command[1]), vim.log.levels.ERROR)
  end
end

--- The saved file of the buffer at hand.
local function file()
  local path = vim.api.nvim_buf_get_name(0)
  if path == "" then
    notify("save the compact first", vim.log.levels.ERROR)
    return nil
  end
  vim.cmd("silent update")
  return path
end

--- `:EngrossBuild [--original us …]`: what is printed goes into the current folder's `out`, if no `--out` is given.
function commands.build(given)
  local path = file()
  if not path then
    return
  end
  local arguments = vim.list_extend({ "build", path }, given.fargs)
  if not vim.tbl_contains(given.fargs, "--out") then
    vim.list_extend(arguments, { "--out", vim.fn.fnamemodify(path, ":p:h") .. "/out" })
  end
  run(arguments, function(status, printed)
    if status == 0 then
      notify(printed[#printed] or "printed")
    else
      show("build", printed)
    end
  end)
end

--- Shows a place of a file in a window: the one that has the file, else this one.
--- @param path string
--- @param line integer from 1
--- @param column integer from 1, in characters
function commands.go(path, line, column)
  vim.cmd("silent drop " .. vim.fn.fnameescape(path))
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
  if text then
    vim.api.nvim_win_set_cursor(0, { line, vim.fn.byteidx(text, column - 1) })
  end
end

--- The command by which a click in the page comes back to this Neovim: another one that says so and ends. What a file
--- is called reaches it as an argument, and us as data; it is never part of a program.
local function opener()
  local script = vim.api.nvim_get_runtime_file("lua/engross/open.lua", false)[1]
  local words = { vim.v.progpath, "--clean", "--headless", "-n", "-R" }
  vim.list_extend(words, { "--cmd", "set nomodeline | let g:engross_place = [{line}, {column}]" })
  vim.list_extend(words, { "-c", "luafile " .. vim.fn.fnameescape(script), "--", "{file}" })
  local quoted = vim.tbl_map(function(word)
    return "'" .. word:gsub("'", "'\\''") .. "'"
  end, words)
  return table.concat(quoted, " ")
end

--- `:EngrossPreview`: the page in the browser follows what is saved, and a click in it comes to its line here;
--- `:EngrossPreview!` ends it.
function commands.preview(given)
  local buffer = vim.api.nvim_get_current_buf()
  if previews[buffer] then
    vim.fn.jobstop(previews[buffer])
    previews[buffer] = nil
  end
  if given.bang then
    return
  end
  local path = file()
  if not path then
    return
  end
  local printed = {}
  local function tell(_, lines)
    for _, line in ipairs(lines) do
      if line ~= "" then
        table.insert(printed, line)
      end
      if line:find("http://", 1, true) then
        notify(line)
      end
    end
  end
  local server = vim.v.servername ~= "" and vim.v.servername or vim.fn.serverstart()
  local command = { engross.program(), "preview", path, "--open", "--editor", opener() }
  local ok, job = pcall(vim.fn.jobstart, vim.list_extend(command, given.fargs), {
    env = { NO_COLOR = "1", ENGROSS_NVIM_SERVER = server },
    on_stdout = tell,
    on_stderr = tell,
    on_exit = function(ended, status)
      if previews[buffer] == ended then
        previews[buffer] = nil
        if status ~= 0 then
          show("preview", printed)
        end
      end
    end,
  })
  if ok and job > 0 then
    previews[buffer] = job
  else
    notify(("`%s` is not found: docs/editors.md says how to get it"):format(command[1]), vim.log.levels.ERROR)
  end
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
    notify("nothing is found in this line; name a rule, as in `:EngrossExplain STA005`")
    return
  end
  for _, rule in ipairs(rules) do
    run({ "explain", rule }, function(_, printed)
      show("explain " .. rule, printed)
    end)
  end
end

return commands
