-- What is there before a compact is opened: the commands, and the language server of the Neovim at hand.
if vim.g.loaded_engross then
  return
end
vim.g.loaded_engross = true

local function command(name, action, options)
  vim.api.nvim_create_user_command(name, function(given)
    require("engross.commands")[action](given)
  end, options)
end

command("EngrossBuild", "build", { nargs = "*", complete = "file", desc = "Print the compact: PDF, HTML, Markdown" })
command("EngrossPreview", "preview", { nargs = "*", bang = true, desc = "Show the compact in the browser; ! stops that" })
command("EngrossExplain", "explain", { nargs = "?", desc = "Explain a rule: the one found in this line, or the one named" })

-- What the lenses of the server ask for.
vim.lsp.commands["engross.showReferences"] = function(...)
  require("engross.commands").places(...)
end

if vim.lsp.config and vim.lsp.enable then
  vim.lsp.enable("engross")
else
  vim.api.nvim_create_autocmd("FileType", {
    pattern = "compact",
    group = vim.api.nvim_create_augroup("engross", {}),
    desc = "Attach the language server",
    callback = function(event)
      require("engross").attach(event.buf)
    end,
  })
end
