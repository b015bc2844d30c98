autocmd BufNewFile,BufRead *.compact setfiletype compact
