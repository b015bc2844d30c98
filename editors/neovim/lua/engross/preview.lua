--- The preview: by the language server, which knows what is typed and what a fragment is part of, or by a program alone.
local preview = {}

local engross = require("engross")
local program = require("engross.program")

--- What the server calls it.
local COMMAND = "engross.preview"

--- Programs that serve a preview, as jobs, and the addresses of those that the server serves; by buffer.
local jobs, addresses = {}, {}

--- Opens a page in the browser; Neovim before 0.10 does not know how.
local function open(address)
  if vim.ui.open then
    vim.ui.open(address)
    return
  end
  for _, opener in ipairs({ { "xdg-open" }, { "open" }, { "rundll32", "url.dll,FileProtocolHandler" } }) do
    if vim.fn.executable(opener[1]) == 1 then
      vim.fn.jobstart(vim.list_extend(opener, { address }), { detach = true })
      return
    end
  end
end

--- Shows a place of a file in a window: the one that has the file, else this one.
--- @param path string
--- @param line integer from 1
--- @param column integer from 1, in characters
function preview.go(path, line, column)
  vim.cmd("silent drop " .. vim.fn.fnameescape(path))
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
  if text then
    vim.api.nvim_win_set_cursor(0, { line, vim.fn.byteidx(text, column - 1) })
  end
end

--- Does what the server asks for: to open the page of a preview, or to show the place that was clicked on there.
--- @param params table as `window/showDocument` has it
function preview.show_document(_, params)
  if params.external then
    open(params.uri)
  else
    -- The server names lines, and their beginnings: no encoding is to be minded.
    local start = params.selection and params.selection.start or { line = 0, character = 0 }
    preview.go(vim.uri_to_fname(params.uri), start.line + 1, start.character + 1)
  end
  return { success = true }
end

--- The client of a server that previews the buffer's compact.
local function client_of(buffer)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = buffer }) or vim.lsp.buf_get_clients(buffer)
  for _, client in pairs(clients) do
    local provider = client.server_capabilities.executeCommandProvider
    if provider and vim.tbl_contains(provider.commands or {}, COMMAND) then
      return client
    end
  end
end

--- Has the server begin the preview; it asks to have the page opened.
local function served(client, buffer)
  local params = { command = COMMAND, arguments = { vim.uri_from_bufnr(buffer) } }
  local function told(failure, address)
    if failure then
      program.notify("there is no preview: " .. (failure.message or tostring(failure)), vim.log.levels.ERROR)
    else
      addresses[buffer] = address
      program.notify("the preview is at " .. address)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request("workspace/executeCommand", params, told, buffer)
  else
    client.request("workspace/executeCommand", params, told, buffer)
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

--- Starts a program that serves the buffer's file as it is saved.
local function alone(buffer, arguments)
  local path = program.file()
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
        program.notify(line)
      end
    end
  end
  local server = vim.v.servername ~= "" and vim.v.servername or vim.fn.serverstart()
  local command = { engross.program(), "preview", path, "--open", "--editor", opener() }
  local ok, job = pcall(vim.fn.jobstart, vim.list_extend(command, arguments), {
    env = { NO_COLOR = "1", ENGROSS_NVIM_SERVER = server },
    on_stdout = tell,
    on_stderr = tell,
    on_exit = function(ended, status)
      if jobs[buffer] == ended then
        jobs[buffer] = nil
        if status ~= 0 then
          program.show("preview", printed)
        end
      end
    end,
  })
  if ok and job > 0 then
    jobs[buffer] = job
  else
    program.missing(command[1])
  end
end

--- Ends the preview of a buffer, as far as that can be done.
local function ended(buffer)
  if jobs[buffer] then
    vim.fn.jobstop(jobs[buffer])
    jobs[buffer] = nil
    program.notify("the preview has ended")
  elseif addresses[buffer] then
    program.notify(("close the page %s: the language server serves it until it ends"):format(addresses[buffer]))
  else
    program.notify("no preview was begun from this buffer")
  end
end

--- `:EngrossPreview`: the page in the browser follows the text, and a click in it comes to its line here.
--- `:EngrossPreview!` ends it. With arguments, which only a program of its own takes, that follows what is saved.
function preview.preview(given)
  local buffer = vim.api.nvim_get_current_buf()
  if given.bang then
    ended(buffer)
    return
  end
  if jobs[buffer] then
    vim.fn.jobstop(jobs[buffer])
    jobs[buffer] = nil
  end
  local client = #given.fargs == 0 and client_of(buffer)
  if client then
    served(client, buffer)
  else
    alone(buffer, given.fargs)
  end
end

return preview
