--- Running the program for a command, and showing what it says.
local program = {}

local engross = require("engross")

--- Says something in the message line.
function program.notify(words, level)
  vim.notify("engross: " .. words, level or vim.log.levels.INFO)
end

--- Shows lines in a window of their own, which `q` closes.
function program.show(title, lines, filetype)
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

--- Says that the program is not there.
function program.missing(name)
  program.notify(("`%s` is not found: docs/editors.md says how to get it"):format(name), vim.log.levels.ERROR)
end

--- Runs the program; what it prints goes to `done` with its status.
function program.run(arguments, done)
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
    program.missing(command[1])
  end
end

--- The saved file of the buffer at hand.
function program.file()
  local path = vim.api.nvim_buf_get_name(0)
  if path == "" then
    program.notify("save the compact first", vim.log.levels.ERROR)
    return nil
  end
  vim.cmd("silent update")
  return path
end

return program
