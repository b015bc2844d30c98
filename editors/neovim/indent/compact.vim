" Two blanks a level, by the braces of the lines above; what stands in a text block is left as it is.
if exists("b:did_indent")
  finish
endif
let b:did_indent = 1

setlocal indentexpr=CompactIndent(v:lnum) indentkeys=0},o,O autoindent
let b:undo_indent = "setlocal indentexpr< indentkeys< autoindent<"

if exists("*CompactIndent")
  finish
endif

function CompactIndent(line) abort
  let above = prevnonblank(a:line - 1)
  if above == 0
    return 0
  endif
  " Inside a text block the marks above are odd in number.
  let marks = 0
  for text in getline(1, a:line - 1)
    let marks += text =~# '"""\s*\(#.*\)\?$'
  endfor
  if marks % 2
    return getline(above) =~# '"""\s*\(#.*\)\?$' ? indent(above) + shiftwidth() : indent(above)
  endif
  let depth = indent(above)
  if getline(above) =~# '^\s*"""'
    " The mark that closes a text stands as deep as its words.
    let depth -= shiftwidth()
  endif
  let depth += getline(above) =~# '{\s*\(#.*\)\?$' ? shiftwidth() : 0
  let depth -= getline(a:line) =~# '^\s*}' ? shiftwidth() : 0
  return depth < 0 ? 0 : depth
endfunction
