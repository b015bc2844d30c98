--- The language server where Neovim has no `vim.lsp.config` yet: 0.7 to 0.10. Later ones read `lsp/engross.lua`.
local engross = {}

--- What is passed to the client; `setup` changes it.
local options = require("engross.client")

--- Clients by the folder that they work in.
local clients = {}

--- Changes the client: `cmd`, `on_attach`, `capabilities`, `settings`, as `vim.lsp.start_client` takes them.
--- @param given table
function engross.setup(given)
  options = vim.tbl_deep_extend("force", options, given or {})
  if vim.lsp.config and vim.lsp.enable then
    vim.lsp.config("engross", options)
  end
end

--- The program that the server and the commands are started with.
--- @return string
function engross.program()
  local given = vim.lsp.config and vim.lsp.config.engross
  return (given and type(given.cmd) == "table" and given.cmd or options.cmd)[1]
end

--- The folder of a file's project: that of the nearest `engross.toml`, else of the repository, else the file's own.
--- @param path string
--- @return string
function engross.root(path)
  local folder = vim.fn.fnamemodify(path, ":p:h")
  local settings = vim.fn.findfile("engross.toml", vim.fn.escape(folder, " ,;") .. ";")
  if settings ~= "" then
    return vim.fn.fnamemodify(settings, ":p:h")
  end
  local repository = vim.fn.finddir(".git", vim.fn.escape(folder, " ,;") .. ";")
  if repository ~= "" then
    return vim.fn.fnamemodify(repository, ":p:h:h")
  end
  return folder
end

--- Attaches the server to a buffer, and starts it where none works in that folder.
--- @param buffer integer
function engross.attach(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == "" or vim.bo[buffer].buftype ~= "" then
    return
  end
  if vim.fn.executable(options.cmd[1]) == 0 then
    vim.notify_once(("`%s` is not found: docs/editors.md says how to get it"):format(options.cmd[1]), vim.log.levels.WARN)
    return
  end
  local root = engross.root(path)
  local config = vim.tbl_extend("force", {
    name = "engross",
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = root } },
  }, options)
  config.capabilities = vim.tbl_deep_extend("force", vim.lsp.protocol.make_client_capabilities(), options.capabilities)
  if vim.lsp.start then
    vim.lsp.start(config, { bufnr = buffer })
    return
  end
  local client = clients[root]
  if not client or not vim.lsp.get_client_by_id(client) then
    client = vim.lsp.start_client(config)
    clients[root] = client
  end
  if client then
    vim.lsp.buf_attach_client(buffer, client)
  end
end

return engross
