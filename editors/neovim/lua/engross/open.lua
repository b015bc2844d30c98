--- Run by a Neovim of its own after a click in the preview: tells the one that shows the preview which place to show.
local ok, failure = pcall(function()
  local server = os.getenv("ENGROSS_NVIM_SERVER")
  local channel = vim.fn.sockconnect(server:find(":%d+$") and "tcp" or "pipe", server, { rpc = true })
  local path = vim.fn.fnamemodify(vim.fn.argv(0), ":p")
  local line, column = unpack(vim.g.engross_place)
  vim.fn.rpcrequest(channel, "nvim_exec_lua", "require('engross.preview').go(...)", { path, line, column })
end)
if not ok then
  io.stderr:write(failure, "\n")
end
vim.cmd(ok and "qall!" or "cquit!")
