; Text blocks are Markdown. What is cut out of them, indentation and references, is no part of it.
((text) @injection.content
  (#set! injection.language "markdown"))
