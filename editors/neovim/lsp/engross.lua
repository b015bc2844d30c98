-- The language server for Neovim 0.11 and later; `vim.lsp.config("engross", { … })` changes what is said here.
return vim.tbl_extend("error", require("engross.client"), {
  filetypes = { "compact" },
  -- The project's folder: that of the nearest settings, else the repository's.
  root_markers = { "engross.toml", ".git" },
})
