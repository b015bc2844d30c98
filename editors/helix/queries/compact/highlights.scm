; What is written, coloured. The lists of words come from grammar/vocabulary.toml: `UPDATE=1 cargo test editors` writes
; them, and the queries of Neovim, Helix and Zed from this file. Where two patterns fit, the later one counts.

(comment) @comment

(string) @string
(text_block) @string
(escape_sequence) @constant.character.escape
(link ["[" "](" ")"] @punctuation.special)
(reference) @markup.link.text

[(number) (percent) (date) (month_day)] @constant.numeric
(range ".." @operator)
["{" "}"] @punctuation.bracket
"," @punctuation.delimiter

; A language: the entry of a text that has several.
((keyword) @attribute
  (#match? @attribute "^[a-z][a-z][a-z]?(-[A-Za-z0-9]+)*$"))

; Statements at top level, and those of a block. A word that is none of the language has no colour.
(source_file
  (statement
    keyword: (keyword) @keyword
    (#any-of? @keyword
; words: top
    "activity" "allow" "annex" "compact" "contribution" "data" "definition" "focus" "goal" "implementer" "include"
    "indicator" "mechanism" "objective" "participant" "place" "provision" "purpose" "recital" "responsibility"
    "selection" "strategy" "suppress" "suspension" "sustainability" "term"
; end
    )))

(block
  (statement
    keyword: (keyword) @variable.other.member
    (#any-of? @variable.other.member
; words: fields
    "access" "adjective" "after" "allow" "alternat" "amount" "at" "authority" "award" "baseline" "begins" "body"
    "by" "closing" "collected" "condition" "counted" "courtesy" "custodian" "data" "definition" "direction"
    "disaggregated" "duration" "during" "equivalent" "factor" "fiscal-year" "form" "frequency" "funding" "in"
    "include" "kind" "language" "languages" "law" "lead" "lead-in" "led" "level" "managed" "means" "method" "name"
    "naming" "on" "on-behalf" "operative" "out-of" "pillar" "plan" "prevails" "ready" "records" "reported" "reserve"
    "retained" "reviews" "role" "rules" "selected" "shared" "short" "signatory" "signing" "source" "status"
    "subject-to" "suppress-below" "target" "text" "tier" "title" "to-follow" "tracked" "unit" "use" "value" "valued"
    "with" "within" "word" "years"
; end
    )))

; Words that join values, words to choose from, and units.
((word) @keyword.operator
  (#any-of? @keyword.operator
; words: joining
    "about" "as" "at" "at-least" "before" "begins" "billion" "by" "day" "days" "due" "for" "from" "in" "million"
    "month" "months" "of" "on" "planned" "private" "thousand" "to" "up-to" "value" "year" "years"
; end
  ))

((word) @constant.builtin
  (#any-of? @constant.builtin
; words: choices
    "academic" "acknowledging" "activities" "age" "aggregate-only" "annually" "appropriation" "assisting" "at-date"
    "blank" "case-management" "cash" "child-protection-strategy" "civil-society" "coded" "concerned"
    "congressional-notification" "considering" "contract" "contributions" "cooperation" "cooperative-agreement"
    "coordination" "corruption-perceptions" "cumulative" "data" "decrease" "demonstrating" "desiring" "dialogue"
    "direct" "disability" "draft" "evaluation" "every-two-years" "expressing" "final" "form-of-exploitation"
    "freedom-house" "funds" "general" "goal" "government" "grant" "impact" "implementation" "implementing-partners"
    "in-force" "in-kind" "income-level" "increase" "international-organization" "language" "law"
    "limited-competition" "maintain" "mcc-scorecard" "monitoring" "monthly" "named" "national-action-plan"
    "nationality" "ngo" "non-binding" "none" "nothing" "noting" "objectives" "once" "open-competition" "original"
    "outcome" "output" "oversight" "partner" "partnership" "per-period" "policy-planning" "political-will"
    "prevalence" "prevention" "prosecution" "protection" "provisional" "purpose" "quarterly" "recognizing" "region"
    "related-programming" "responsibilities" "restrictions" "seeking" "semi-annually" "settled" "sex" "signed"
    "signing" "suspension" "sustainability" "term" "to-be-set" "trafficking-report" "world-factbook"
; end
  ))

; Currencies, fiscal and program years.
((word) @type.builtin
  (#match? @type.builtin "^[A-Z][A-Z][A-Z]$"))

((word) @constant.numeric
  (#match? @constant.numeric "^(FY[0-9]+|year-[0-9]+)$"))

; The identifier that a statement declares.
((statement
    keyword: (keyword) @_keyword
    .
    (word) @label)
  (#any-of? @_keyword
; words: declaring
    "activity" "annex" "body" "compact" "contribution" "definition" "implementer" "indicator" "lead" "mechanism"
    "objective" "participant" "place" "provision" "responsibility" "strategy"
; end
  ))
