-- What the client of the language server is told, in every version of Neovim.
return {
  cmd = { "engross", "lsp" },
  -- Commands of lenses that the plug-in knows.
  capabilities = {
    window = { showDocument = { support = true } },
    experimental = { commands = { commands = { "engross.showReferences" } } },
  },
  -- Pages of the preview, and the places that are clicked on there. Neovim before 0.10 shows nothing by itself.
  handlers = {
    ["window/showDocument"] = function(...)
      return require("engross.preview").show_document(...)
    end,
  },
}
