-- The language server for Neovim 0.11 and later; `vim.lsp.config("engross", { … })` changes what is said here.
return {
  cmd = { "engross", "lsp" },
  filetypes = { "compact" },
  -- The project's folder: that of the nearest settings, else the repository's.
  root_markers = { "engross.toml", ".git" },
  -- Commands of lenses that the plug-in knows.
  capabilities = {
    window = { showDocument = { support = true } },
    experimental = { commands = { commands = { "engross.showReferences" } } },
  },
  -- Pages of the preview, and the places that are clicked on there.
  handlers = {
    ["window/showDocument"] = function(...)
      return require("engross.preview").show_document(...)
    end,
  },
}
