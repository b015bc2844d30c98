" Colours where the grammar for tree-sitter is not installed. The lists of words come from grammar/vocabulary.toml:
" `UPDATE=1 cargo test editors` writes them.
if exists("b:current_syntax")
  finish
endif

syntax spell toplevel
syntax iskeyword @,48-57,192-255,-
syntax sync minlines=200

" The first word of a line; a word that is none of the language has no colour.
syntax match compactLine /^\s*\a[[:alnum:]-]*/ contains=compactTop,compactField,compactTag
syntax match compactTag /\<\l\{2,3}\%(-\w\+\)*\>/ contained
" words: fields compactField contained
syntax keyword compactField contained access adjective after allow alternat amount at authority award baseline
syntax keyword compactField contained begins body by closing collected condition counted courtesy custodian data
syntax keyword compactField contained definition direction disaggregated duration during equivalent factor
syntax keyword compactField contained fiscal-year form frequency funding in include kind language languages law lead
syntax keyword compactField contained lead-in led level managed means method name naming on on-behalf operative
syntax keyword compactField contained out-of pillar plan prevails ready records reported reserve retained reviews
syntax keyword compactField contained role rules selected shared short signatory signing source status subject-to
syntax keyword compactField contained suppress-below target text tier title to-follow tracked unit use value valued
syntax keyword compactField contained with within word years
" end
" words: top compactTop contained
syntax keyword compactTop contained activity allow annex compact contribution data definition focus goal implementer
syntax keyword compactTop contained include indicator mechanism objective participant place provision purpose
syntax keyword compactTop contained recital responsibility selection strategy suppress suspension sustainability
syntax keyword compactTop contained term
" end
" words: joining compactJoining
syntax keyword compactJoining about as at at-least before begins billion by day days due for from in million month
syntax keyword compactJoining months of on planned private thousand to up-to value year years
" end
" words: choices-inside compactChoice
syntax keyword compactChoice academic acknowledging activities age aggregate-only annually appropriation assisting
syntax keyword compactChoice at-date blank case-management cash child-protection-strategy civil-society coded
syntax keyword compactChoice concerned congressional-notification considering contract contributions cooperation
syntax keyword compactChoice cooperative-agreement coordination corruption-perceptions cumulative decrease
syntax keyword compactChoice demonstrating desiring dialogue direct disability draft evaluation every-two-years
syntax keyword compactChoice expressing final form-of-exploitation freedom-house funds general government grant
syntax keyword compactChoice impact implementation implementing-partners in-force in-kind income-level increase
syntax keyword compactChoice international-organization language law limited-competition maintain mcc-scorecard
syntax keyword compactChoice monitoring monthly named national-action-plan nationality ngo non-binding none nothing
syntax keyword compactChoice noting objectives once open-competition original outcome output oversight partner
syntax keyword compactChoice partnership per-period policy-planning political-will prevalence prevention prosecution
syntax keyword compactChoice protection provisional quarterly recognizing region related-programming
syntax keyword compactChoice responsibilities restrictions seeking semi-annually settled sex signed signing
syntax keyword compactChoice to-be-set trafficking-report world-factbook
" end

syntax match compactCurrency /\<\u\{3}\>/
syntax match compactNumber /\<\d[0-9,.-]*%\?/
syntax match compactNumber /\<\%(FY\d\+\|year-\d\+\)\>/
syntax match compactBrace /[{}]/
syntax match compactComment /#.*$/ contains=@Spell

syntax match compactReference /[[:alnum:]._-]\@1<!@\%({[^}]*}\|\a\%([[:alnum:]-]\|\.\a\)*\)/ contained
syntax match compactEscape /\\\%(u{\x*}\|.\)/ contained
syntax region compactString start=/"/ skip=/\\./ end=/"/ oneline contains=compactReference,compactEscape,@Spell
syntax region compactString start=/“/ skip=/\\./ end=/”/ oneline contains=compactReference,compactEscape,@Spell
syntax region compactText start=/"""\ze\s*\%(#.*\)\?$/ end=/^\s*"""/ contains=compactReference,@Spell

highlight default link compactTop Statement
highlight default link compactField Identifier
highlight default link compactTag Type
highlight default link compactJoining Keyword
highlight default link compactChoice Constant
highlight default link compactCurrency Type
highlight default link compactNumber Number
highlight default link compactBrace Delimiter
highlight default link compactComment Comment
highlight default link compactString String
highlight default link compactText String
highlight default link compactReference Special
highlight default link compactEscape SpecialChar

let b:current_syntax = "compact"
