; What a compact declares.
((statement
    keyword: (keyword) @_keyword
    .
    (word) @name) @definition.class
  (#any-of? @_keyword
; words: declaring
    "activity" "annex" "body" "compact" "contribution" "definition" "implementer" "indicator" "lead" "mechanism"
    "objective" "participant" "place" "provision" "responsibility" "strategy"
; end
  ))

(reference) @reference.class
