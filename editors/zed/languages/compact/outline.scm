; The statements of the top level, and those in them that declare something.
(source_file
  (statement
    keyword: (keyword) @context
    .
    (word)? @name
    block: (block)) @item)

(block
  ((statement
      keyword: (keyword) @context
      .
      (word) @name) @item
    (#any-of? @context
; words: declaring
    "activity" "annex" "body" "compact" "contribution" "definition" "implementer" "indicator" "lead" "mechanism"
    "objective" "participant" "place" "provision" "responsibility" "strategy"
; end
    )))
