; `mat` takes a statement with its block and `mit` the block, `mae` any statement, `mia` a value, `mac` comments.
(statement
  block: (block) @class.inside) @class.around

(statement) @entry.around

(statement
  [(word) (number) (percent) (date) (month_day) (range) (string) (text_block)] @parameter.inside)

(comment) @comment.inside
(comment)+ @comment.around
