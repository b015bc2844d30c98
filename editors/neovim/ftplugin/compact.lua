-- How a compact is edited: two blanks a level, `#` comments, folds and colours from the grammar where it is installed.
if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = true

vim.cmd([[
  setlocal commentstring=#\ %s comments=:# iskeyword+=- suffixesadd=.compact
  setlocal expandtab shiftwidth=2 softtabstop=2 tabstop=2
  setlocal formatoptions-=t formatoptions+=croql
  setlocal omnifunc=v:lua.vim.lsp.omnifunc
  let b:undo_ftplugin = "setlocal commentstring< comments< iskeyword< suffixesadd< expandtab< shiftwidth< softtabstop<"
    \ . " tabstop< formatoptions< omnifunc< foldmethod< foldexpr< foldtext< foldlevel<"
]])

-- Neovim 0.9 and later; without the grammar `syntax/compact.vim` colours the text.
if vim.treesitter.start and pcall(vim.treesitter.start, 0, "compact") then
  if vim.treesitter.foldexpr then
    vim.cmd("setlocal foldmethod=expr foldexpr=v:lua.vim.treesitter.foldexpr() foldlevel=99")
  end
else
  vim.cmd("setlocal foldmethod=marker foldmarker={,} foldlevel=99")
end
