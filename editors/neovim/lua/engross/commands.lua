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

--- `:EngrossPreview`: the page in the browser follows what is saved; `:EngrossPreview!` ends it.
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
      -- The address is said once; the program opens the browser itself.
      if line:find("http://", 1, true) then
        notify(line)
      end
    end
  end
  local command = vim.list_extend({ engross.program(), "preview", path }, given.fargs)
  local ok, job = pcall(vim.fn.jobstart, command, {
    env = { NO_COLOR = "1" },
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
