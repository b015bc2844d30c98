-- A negotiator at work: Neovim drives a second Neovim by its keys, which has our plug-in and nothing else.
--
--     nvim --headless --clean -u NONE -c "luafile tests/editors/session.lua"
--
-- Environment: ENGROSS (the program), ENGROSS_PLUGIN (editors/neovim), and, if it is there, ENGROSS_GRAMMAR (a folder
-- with `parser/compact.so`). The current folder has `compact.compact`. Prints a line a step; leaves with 1 at the first
-- that fails.

local program, plugin = os.getenv("ENGROSS"), os.getenv("ENGROSS_PLUGIN")
-- Another compact, with a fragment.
vim.fn.writefile(vim.list_extend(vim.fn.readfile("compact.compact"), { 'include "part.compact"' }), "whole.compact")
vim.fn.writefile({ 'definition trafficking "The crime of which the Protocol speaks."' }, "part.compact")
vim.fn.mkdir("bin")
vim.fn.writefile({ "#!/bin/sh", [[printf '%s\n' "$1" >opened.part && mv opened.part opened]] }, "bin/xdg-open")
vim.fn.setfperm("bin/xdg-open", "rwxr-xr-x")

local child = vim.fn.jobstart({ vim.v.progpath, "--clean", "--embed", "--headless", "-n", "--cmd", "set rtp^=" .. plugin }, {
  rpc = true,
  -- The program as users have it: by its name. And no browser, but what writes down which page it should open.
  env = { PATH = vim.fn.getcwd() .. "/bin:" .. vim.fn.fnamemodify(program, ":h") .. ":" .. os.getenv("PATH") },
})

local function say(words)
  io.stdout:write(words, "\n")
  io.stdout:flush()
end

local function leave(status)
  pcall(vim.fn.rpcrequest, child, "nvim_command", "qall!")
  vim.fn.jobstop(child)
  vim.cmd(status == 0 and "qall!" or "cquit!")
end

--- Runs Lua in the editor under test.
local function lua(code, ...)
  return vim.fn.rpcrequest(child, "nvim_exec_lua", code, { ... })
end

local function command(words)
  return vim.fn.rpcrequest(child, "nvim_command", words)
end

--- Types, as a person would.
local function type_keys(keys)
  vim.fn.rpcrequest(child, "nvim_input", keys)
end

local function line(number)
  return vim.fn.rpcrequest(child, "nvim_buf_get_lines", 0, number - 1, number, true)[1]
end

local function whole()
  return table.concat(vim.fn.rpcrequest(child, "nvim_buf_get_lines", 0, 0, -1, true), "\n")
end

--- Puts the cursor on the first letter of some words, and gives back their line.
local function go_to(words)
  local found = lua([[
    local words = ...
    for number, text in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, true)) do
      local column = text:find(words, 1, true)
      if column then
        vim.api.nvim_win_set_cursor(0, { number, column - 1 })
        return number
      end
    end
    return 0
  ]], words)
  assert(found > 0, ("the compact has no `%s`"):format(words))
  return found
end

--- Waits until something holds, for a while, and gives back what it gave.
local function until_it(what, holds)
  local answer
  local came = vim.wait(20000, function()
    local ok, found = pcall(holds)
    answer = found
    -- What is nothing over there comes as `vim.NIL`.
    return ok and found and found ~= vim.NIL
  end, 10)
  assert(came, ("%s; last: %s"):format(what, vim.inspect(answer)))
  return answer
end

--- The rules of the findings of the compact, in order of place.
local function findings()
  return lua([[
    local found = vim.diagnostic.get(0)
    table.sort(found, function(one, other) return one.lnum < other.lnum end)
    return vim.tbl_map(function(one)
      return one.code or one.user_data.lsp.code
    end, found)
  ]])
end

local function same(found, wanted, what)
  assert(vim.deep_equal(found, wanted), ("%s: found %s, wanted %s"):format(what, vim.inspect(found), vim.inspect(wanted)))
end

--- Whether the server says that it can do something.
local function offers(capability)
  return lua([[
    for _, client in pairs(vim.lsp.buf_get_clients and vim.lsp.buf_get_clients(0) or vim.lsp.get_clients({ bufnr = 0 })) do
      if client.server_capabilities[...] then
        return true
      end
    end
    return false
  ]], capability)
end

local steps = {}

local function step(name, action)
  table.insert(steps, { name = name, action = action })
end

step("the file is known as a compact, and the server attaches", function()
  command("edit compact.compact")
  same(lua("return vim.bo.filetype"), "compact", "the file's type")
  same(lua("return vim.bo.commentstring"), "# %s", "how a line is commented out")
  until_it("no server attaches", function()
    return offers("definitionProvider")
  end)
end)

step("words have colours", function()
  local number = go_to("objective")
  local colour = lua([[return vim.fn.synIDattr(vim.fn.synIDtrans(vim.fn.synID(..., 1, 1)), "name")]], number)
  same(colour, "Statement", "the colour of a statement")
end)

step("a clean compact has no finding; a slip is found while it is typed, and goes when it is mended", function()
  vim.wait(300)
  same(findings(), {}, "findings of the clean compact")
  go_to("pillar prosecution")
  type_keys("Aw<Esc>")
  local found = until_it("the slip is not found", function()
    local found = findings()
    return #found > 0 and found
  end)
  same(found, { "SYN002" }, "what is found")
  type_keys("x")
  until_it("the finding stays", function()
    return #findings() == 0
  end)
end)

step("a finding names the rule, and :EngrossExplain shows its page", function()
  go_to("pillar prosecution")
  type_keys("Aw<Esc>")
  until_it("the slip is not found", function()
    return #findings() == 1
  end)
  type_keys(":EngrossExplain<CR>")
  until_it("no page opens", function()
    return whole():find("SYN002") and line(1) ~= ""
  end)
  type_keys("q")
  until_it("`q` does not close the page", function()
    return lua("return vim.bo.filetype") == "compact"
  end)
  type_keys("u")
  until_it("the finding stays", function()
    return #findings() == 0
  end)
end)

step("from a name one goes to where it is declared", function()
  local declared = go_to("objective protect")
  go_to("protect, prevent {")
  lua("vim.lsp.buf.definition()")
  until_it("the cursor stays", function()
    return lua("return vim.api.nvim_win_get_cursor(0)[1]") == declared
  end)
end)

step("what is declared is listed", function()
  command("lua vim.lsp.buf.document_symbol()")
  local listed = until_it("no list opens", function()
    local items = lua("return vim.tbl_map(function(item) return item.text end, vim.fn.getloclist(0)[1] and vim.fn.getloclist(0) or vim.fn.getqflist())")
    return #items > 3 and items
  end)
  assert(table.concat(listed, "\n"):find("protect"), vim.inspect(listed))
  command("cclose | lclose")
end)

step("a name is changed everywhere it stands", function()
  local before = whole()
  go_to("objective protect")
  type_keys("w")
  lua([[vim.lsp.buf.rename("shelter")]])
  until_it("nothing is renamed", function()
    return line(go_to("objective shelter"))
  end)
  local after = whole()
  assert(not after:find("%f[%w]for protect") and after:find("for prosecute, shelter, prevent"), "a use keeps the old name")
  vim.wait(200)
  same(findings(), {}, "findings once it is renamed")
  type_keys("u")
  until_it("one `u` does not take all of it back", function()
    return whole() == before
  end)
end)

step("hovering tells what a word means", function()
  if not offers("hoverProvider") then
    return "not offered yet"
  end
  go_to("pillar prosecution")
  lua("vim.lsp.buf.hover()")
  local words = until_it("no window opens", function()
    return lua([[
      for _, window in ipairs(vim.api.nvim_list_wins()) do
        if vim.api.nvim_win_get_config(window).relative ~= "" then
          return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), "\n")
        end
      end
    ]])
  end)
  assert(words:find("pillar"), words)
end)

step("typing a statement's first letters completes it", function()
  if not offers("completionProvider") then
    return "not offered yet"
  end
  local before = whole()
  go_to("duration")
  type_keys("obeg<C-x><C-o>")
  local words = until_it("nothing is offered", function()
    local items = lua([[return vim.tbl_map(function(item) return item.word end, vim.fn.complete_info({ "items" }).items)]])
    local typed = lua("return vim.api.nvim_get_current_line()")
    return (#items > 0 and items) or (typed:find("begins") and { typed })
  end)
  assert(table.concat(words, "\n"):find("begins"), vim.inspect(words))
  type_keys("<C-e><Esc>u")
  until_it("what was typed is not taken back", function()
    return whole() == before
  end)
end)

step("formatting lays the text out", function()
  if not offers("documentFormattingProvider") then
    return "not offered yet"
  end
  local before = whole()
  go_to("pillar prosecution")
  type_keys("I        <Esc>")
  vim.wait(100)
  lua("if vim.lsp.buf.format then vim.lsp.buf.format() else vim.lsp.buf.formatting_sync() end")
  same(whole(), before, "the text as it was laid out")
end)

step("a certain mistake is mended by a code action", function()
  if not offers("codeActionProvider") then
    return "not offered yet"
  end
  local before = whole()
  go_to("pillar prosecution")
  type_keys("ea:<Esc>")
  until_it("the slip is not found", function()
    return #findings() == 1
  end)
  lua([[
    vim.ui.select = function(items, options, choose)
      chosen = vim.tbl_map(options.format_item or tostring, items)
      choose(items[1], 1)
    end
  ]])
  go_to(": prosecution")
  lua("vim.lsp.buf.code_action()")
  until_it("nothing is mended", function()
    assert(#findings() == 0, "offered: " .. vim.inspect(lua("return chosen")))
    return #findings() == 0 and line(go_to("pillar ")):find("pillar%s+prosecution$")
  end)
  lua("vim.lsp.buf.format = vim.lsp.buf.format or vim.lsp.buf.formatting_sync; vim.lsp.buf.format()")
  same(whole(), before, "the text as it was, once it is laid out")
end)

step(":EngrossBuild prints the instrument beside the compact", function()
  command("EngrossBuild --format html")
  until_it("nothing is printed", function()
    return vim.fn.filereadable("out/compact.html") == 1
  end)
end)

--- What was said in the message line since the last time, as one text.
local function said()
  return vim.fn.rpcrequest(child, "nvim_exec", "messages\nmessages clear", true)
end

step(":EngrossBuild of a text with errors goes to the first, and lists errors before warnings", function()
  go_to("pillar prosecution")
  type_keys("2jdd")
  until_it("no line goes", function()
    return line(go_to("pillar prosecution") + 2) == "}"
  end)
  local slip = go_to("pillar prevention")
  type_keys("Aw<Esc>")
  until_it("no letter comes", function()
    return line(slip):find("preventionw")
  end)
  said()
  command("call setqflist([])")
  command("EngrossBuild --format html")
  local found = until_it("nothing is listed", function()
    local found = lua([[return vim.tbl_map(function(item) return { item.type, item.lnum } end, vim.fn.getqflist())]])
    return #found > 1 and found
  end)
  same(found[1], { "E", slip }, "the first of the list: " .. vim.inspect(found))
  assert(found[#found][1] ~= "E" and found[#found][2] < slip, vim.inspect(found))
  same(lua("return { vim.fn.expand('%:t'), vim.api.nvim_win_get_cursor(0) }"), { "compact.compact", { slip, 9 } }, "the cursor")
  local words = said()
  assert(words:find("compact.compact` is not printed: 1 error stands in the way", 1, true), words)
  type_keys("uu")
  vim.wait(100)
  command("EngrossBuild --format html")
  until_it("the list stays", function()
    return #lua("return vim.fn.getqflist()") == 0
  end)
end)

step("a fragment is not built, and one is told what to build; its preview is that of the compact around it, as it is typed", function()
  command("edit part.compact")
  said()
  command("EngrossBuild")
  local words = until_it("nothing is said", function()
    local words = said()
    return words:find("engross:") and words
  end)
  assert(words:find("it is a fragment; build the compact that includes it", 1, true), words)
  command("EngrossPreview!")
  assert(said():find("no preview was begun", 1, true))
  until_it("no server attaches", function()
    return offers("executeCommandProvider")
  end)
  vim.wait(500)
  command("EngrossPreview")
  local page = until_it("no page is opened", function()
    return vim.fn.filereadable("opened") == 1 and vim.fn.readfile("opened")[1]
  end)
  local address, secret = page:match("^http://([%d.:]+)(/%x+/)$")
  -- As the browser does it: it looks at the page, and a click there posts the place.
  local answer = ""
  local function told(_, pieces)
    answer = answer .. table.concat(pieces, "\n")
  end
  local events = vim.fn.sockconnect("tcp", address, { on_data = told })
  vim.fn.chansend(events, ("GET %sevents HTTP/1.1\r\nHost: %s\r\n\r\n"):format(secret, address))
  until_it("it is not the whole compact", function()
    return answer:find("whole.compact", 1, true) and answer:find("part.compact", 1, true)
  end)
  type_keys("A # typed<Esc>")
  until_it("it does not show what is typed", function()
    return answer:find('"unsaved":["part.compact"]', 1, true)
  end)
  vim.fn.chanclose(events)
  local place = '{"file":0,"line":7,"column":3}'
  local click = vim.fn.sockconnect("tcp", address)
  local head = "POST %sopen HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
  vim.fn.chansend(click, head:format(secret, address, address, #place, place))
  until_it("the click leads nowhere", function()
    return lua("return vim.fn.expand('%:t')") == "whole.compact"
  end)
  same(lua("return vim.api.nvim_win_get_cursor(0)"), { 7, 0 }, "the place of the click")
  vim.fn.chanclose(click)
  command("buffer part.compact")
  command("write")
  said()
  command("EngrossPreview!")
  assert(said():find(page, 1, true), "it is not said how the preview ends")
  command("buffer compact.compact")
end)

step("a click in the preview comes to its line, whatever the file is called", function()
  -- A program that does as `engross preview` does at a click: it runs the command that it was given.
  local words = lua([[
    local words
    local jobstart = vim.fn.jobstart
    vim.fn.jobstart = function(command, options)
      words = vim.tbl_extend("force", { command = command }, { server = options.env.ENGROSS_NVIM_SERVER })
      return 1
    end
    vim.cmd("EngrossPreview --port 0")
    vim.fn.jobstart = jobstart
    return words
  ]])
  same(words.command[2], "preview", "what is run")
  same({ words.command[#words.command - 1], words.command[#words.command] }, { "--port", "0" }, "what is passed on")
  local name = "it's | \"quoted\" $HOME.compact"
  vim.fn.writefile({ "# ça", "# là, ici" }, name)
  local editor = words.command[6]:gsub("{line}", "2"):gsub("{column}", "5")
  editor = editor:gsub("'{file}'", vim.fn.shellescape(vim.fn.getcwd() .. "/" .. name))
  -- As the program, but with a shell to part the words.
  local job = vim.fn.jobstart({ "sh", "-c", editor }, { env = { ENGROSS_NVIM_SERVER = words.server } })
  same(vim.fn.jobwait({ job }, 5000), { 0 }, "how it ended")
  same(lua("return vim.fn.expand('%:t')"), name, "the file")
  -- The fifth letter of a line with letters of two bytes.
  same(lua("return vim.api.nvim_win_get_cursor(0)"), { 2, 5 }, "the place")
  command("buffer compact.compact")
end)

step("the grammar reads the compact, and Neovim its queries", function()
  local grammar = os.getenv("ENGROSS_GRAMMAR")
  if not grammar then
    return "no grammar"
  end
  command("set rtp^=" .. grammar)
  local found = lua([[
    local tree = vim.treesitter.get_parser(0, "compact"):parse()[1]
    local query = (vim.treesitter.query.get or vim.treesitter.query.get_query)
    local counts = { error = tree:root():has_error() }
    for _, name in ipairs({ "highlights", "folds", "injections", "indents" }) do
      counts[name] = 0
      for _ in query("compact", name):iter_captures(tree:root(), 0, 0, -1) do
        counts[name] = counts[name] + 1
      end
    end
    return counts
  ]])
  assert(not found.error, "the tree has an error")
  assert(found.highlights > 100 and found.folds > 10 and found.indents > 10, vim.inspect(found))
  -- From 0.9 on our file-type plug-in starts it.
  if lua("return vim.treesitter.start ~= nil") then
    command("write | edit")
    assert(lua("return vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] ~= nil"), "it does not colour")
    same(lua("return vim.wo.foldmethod"), "expr", "how it folds")
    assert(lua("return vim.fn.foldlevel(...) > 0", go_to("pillar prosecution")), "a block does not fold")
  end
end)

step("the end of the session ends the server", function()
  command("write")
  lua("for _, client in pairs(vim.lsp.get_active_clients and vim.lsp.get_active_clients() or vim.lsp.get_clients()) do client.stop() end")
  until_it("the server works on", function()
    return lua("return vim.tbl_count(vim.lsp.get_active_clients and vim.lsp.get_active_clients() or vim.lsp.get_clients()) == 0")
  end)
end)

for _, one in ipairs(steps) do
  local ok, told = pcall(one.action)
  if not ok then
    say(("FAILED %s\n  %s"):format(one.name, told))
    local log = lua("return vim.lsp.get_log_path()")
    say(table.concat(vim.fn.filereadable(log) == 1 and vim.fn.readfile(log, "", -20) or {}, "\n"))
    leave(1)
    return
  end
  say(("%s: %s"):format(told or "done", one.name))
end
leave(0)
