;;; compact-mode.el --- Compacts between governments, the language of engross  -*- lexical-binding: t; -*-

;; Author: The authors of engross
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: languages, text
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; `compact-mode' edits compacts: colours, indentation, an index of what is declared, and with Eglot the findings of
;; the language server.  Emacs 29 and later, with the grammar for tree-sitter installed, have `compact-ts-mode', too.
;;
;; The lists of words come from grammar/vocabulary.toml: `UPDATE=1 cargo test editors' writes them.

;;; Code:

(require 'rx)

(defgroup compact nil
  "Compacts between governments."
  :group 'languages
  :prefix "compact-")

(defcustom compact-program "engross"
  "The program that checks compacts, prints them and serves editors."
  :type 'string)

(defcustom compact-indent-offset 2
  "How many blanks a block is indented."
  :type 'natnum
  :safe #'natnump)

;;;; Words

(defconst compact--top
  '(
;; words: top
    "activity" "allow" "annex" "compact" "contribution" "data" "definition" "focus" "goal" "implementer" "include"
    "indicator" "mechanism" "objective" "participant" "place" "provision" "purpose" "recital" "responsibility"
    "selection" "strategy" "suppress" "suspension" "sustainability" "term"
;; end
    )
  "Statements of the top level.")

(defconst compact--fields
  '(
;; words: fields
    "access" "adjective" "after" "allow" "alternat" "amount" "at" "authority" "award" "baseline" "begins" "body"
    "by" "closing" "collected" "condition" "counted" "courtesy" "custodian" "data" "definition" "direction"
    "disaggregated" "duration" "during" "equivalent" "factor" "fiscal-year" "form" "frequency" "funding" "in"
    "include" "kind" "language" "languages" "law" "lead" "lead-in" "led" "level" "managed" "means" "method" "name"
    "naming" "on" "on-behalf" "operative" "out-of" "pillar" "plan" "prevails" "ready" "records" "reported" "reserve"
    "retained" "reviews" "role" "rules" "selected" "shared" "short" "signatory" "signing" "source" "status"
    "subject-to" "suppress-below" "target" "text" "tier" "title" "to-follow" "tracked" "unit" "use" "value" "valued"
    "with" "within" "word" "years"
;; end
    )
  "Statements of blocks.")

(defconst compact--declaring
  '(
;; words: declaring
    "activity" "annex" "body" "compact" "contribution" "definition" "implementer" "indicator" "lead" "mechanism"
    "objective" "participant" "place" "provision" "responsibility" "strategy"
;; end
    )
  "Statements that declare the identifier behind them.")

(defconst compact--joining
  '(
;; words: joining
    "about" "as" "at" "at-least" "before" "begins" "billion" "by" "day" "days" "due" "for" "from" "in" "million"
    "month" "months" "of" "on" "planned" "private" "thousand" "to" "up-to" "value" "year" "years"
;; end
    )
  "Words between values, and units.")

(defconst compact--choices
  '(
;; words: choices
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
;; end
    )
  "Words to choose from.")

;;;; Syntax

(defvar compact-base-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?{ "(}" table)
    (modify-syntax-entry ?} "){" table)
    (modify-syntax-entry ?- "w" table)
    (modify-syntax-entry ?' "." table)
    (modify-syntax-entry ?@ "." table)
    table)
  "Syntax table of compacts.")

(defun compact--in-text-p ()
  "Whether point stands in a text block."
  (eq (nth 3 (syntax-ppss)) t))

(defun compact--mark-text (start)
  "Fence the text block whose mark begins at START."
  (put-text-property start (1+ start) 'syntax-table (string-to-syntax "|")))

(defun compact-syntax-propertize (start end)
  "Tell text blocks between START and END from strings."
  (goto-char start)
  (while (re-search-forward "\"\"\"" end t)
    (let* ((mark (match-beginning 0))
           (state (save-excursion (syntax-ppss mark)))
           (closes (save-excursion (goto-char mark) (skip-chars-backward " \t") (bolp)))
           (opens (looking-at-p "[ \t]*\\(?:#.*\\)?$")))
      (cond
       ;; The last sign of the closing mark ends the fence; the others are words of the text.
       ((eq (nth 3 state) t) (when closes (compact--mark-text (+ mark 2))))
       ((and opens (null (nth 3 state)) (null (nth 4 state))) (compact--mark-text mark))))))

;;;; Colours

(defvar compact-font-lock-keywords
  `((,(rx-to-string `(seq bol (or ,@compact--top) symbol-end) t) . 'font-lock-keyword-face)
    (,(rx-to-string `(seq bol (* blank) (group (or ,@(append compact--top compact--fields)) symbol-end)) t)
     1 'font-lock-variable-name-face)
    (,(rx-to-string `(seq bol (* blank) (or ,@compact--declaring) (+ blank) (group alpha (* (or alnum "-")))) t)
     1 'font-lock-function-name-face)
    (,(rx bol (+ blank) (group (= 2 (any "a-z")) (? (any "a-z")) (* "-" (+ alnum))) symbol-end)
     1 'font-lock-type-face)
    (,(rx-to-string `(seq symbol-start (or ,@compact--joining) symbol-end) t) . 'font-lock-builtin-face)
    (,(rx-to-string `(seq symbol-start (or ,@compact--choices) symbol-end) t) . 'font-lock-constant-face)
    (,(rx symbol-start (= 3 (any "A-Z")) symbol-end) . 'font-lock-type-face)
    (,(rx (or bol (not (any alnum "._-"))) (group "@" (or (seq "{" (* (not (any "}\n"))) "}")
                                                           (seq alpha (* (or alnum "-" (seq "." alpha)))))))
     1 'font-lock-preprocessor-face t))
  "What is coloured in a compact.")

;;;; Indentation

(defun compact--depth ()
  "How deep the line stands by the braces around it."
  (let ((closes (save-excursion (back-to-indentation) (eq (char-after) ?}))))
    (max 0 (- (car (syntax-ppss (line-beginning-position))) (if closes 1 0)))))

(defun compact--goes-on-p ()
  "Whether the line above ends with a comma, so that this one is more of its list."
  (save-excursion
    (forward-line 0)
    (forward-comment (- (point)))
    (and (eq (char-before) ?,) (not (nth 3 (syntax-ppss))))))

(defun compact-indent-line ()
  "Indent the line by the braces around it.
The words of a text block stay as they are; a new line among them
begins below the one above."
  (interactive)
  (cond
   ((save-excursion (forward-line 0) (compact--in-text-p))
    (if (save-excursion (back-to-indentation) (eolp))
        (indent-line-to (save-excursion
                          (forward-line 0)
                          (skip-chars-backward " \t\n")
                          (current-indentation)))
      'noindent))
   (t
    (let ((column (* compact-indent-offset (+ (compact--depth) (if (compact--goes-on-p) 1 0)))))
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column)))))))

;;;; Index

(defvar compact-imenu-generic-expression
  (mapcar (lambda (keyword)
            (list (capitalize keyword)
                  (rx-to-string `(seq bol (* blank) ,keyword (+ blank) (group alpha (* (or alnum "-")))) t)
                  1))
          (remove "compact" compact--declaring))
  "What a compact declares, by kind.")

;;;; Commands

;; As the program shows a place to people: ╭─[peru.compact:31:10]
(with-eval-after-load 'compile
  (defvar compilation-error-regexp-alist)
  (defvar compilation-error-regexp-alist-alist)
  (add-to-list 'compilation-error-regexp-alist-alist
               (list 'compact (rx bol (* blank) (+ (not (any " []\n"))) "[" (group (+? (not (any "[]\n"))))
                                  ":" (group (+ digit)) ":" (group (+ digit)) "]" eol)
                     1 2 3))
  (add-to-list 'compilation-error-regexp-alist 'compact))

(defvar compilation-environment)

(defun compact--compile (&rest words)
  "Run the program with WORDS, and show what it says without colours."
  (require 'compile)
  (let ((compilation-environment (cons "NO_COLOR=1" compilation-environment)))
    (compile (mapconcat #'shell-quote-argument (cons compact-program words) " "))))

(defun compact--file ()
  "The file of the buffer."
  (or buffer-file-name (user-error "Save the compact first")))

(defun compact-build ()
  "Print the compact: PDF, HTML and Markdown, into the folder out beside it."
  (interactive)
  (compact--compile "build" (compact--file) "--out" (expand-file-name "out")))

(defun compact-check ()
  "Check the compact; `next-error' goes from finding to finding."
  (interactive)
  (compact--compile "check" "--format" "concise" (compact--file)))

(declare-function eglot-current-server "eglot")
(declare-function eglot-client-capabilities "eglot")
(declare-function eglot--TextDocumentIdentifier "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function server-running-p "server")

(defun compact-preview ()
  "Show the compact in the browser, and follow what changes.
Where the language server is connected it shows the compact, or the
one that a fragment is part of; else a program of its own does, which
follows what is saved."
  (interactive)
  (let ((file (compact--file))
        (server (and (fboundp 'eglot-current-server) (eglot-current-server))))
    (if server (compact--preview-by server) (compact--preview-alone file))))

(defun compact--preview-by (server)
  "Have SERVER begin the preview; answer its address."
  (let* ((uri (plist-get (eglot--TextDocumentIdentifier) :uri))
         (address (jsonrpc-request server :workspace/executeCommand
                                   (list :command "engross.preview" :arguments (vector uri))))
         (window (plist-get (eglot-client-capabilities server) :window)))
    ;; An Eglot that shows what it is asked to has been asked by the server.
    (unless (eq t (plist-get (plist-get window :showDocument) :support))
      (browse-url address))
    (message "The preview is at %s" address)
    address))

(defun compact--preview-alone (file)
  "Start a program that shows FILE; killing its buffer ends it."
  (let ((name (format "*engross preview: %s*" (file-name-nondirectory file)))
        (click "emacsclient --no-wait +{line}:{column} {file}"))
    (if (get-buffer-process name)
        (display-buffer name)
      (save-buffer)
      (apply #'start-process "engross preview" name compact-program "preview" file "--open"
             (when (and (fboundp 'server-running-p) (eq t (server-running-p))) (list "--editor" click)))
      (message "The preview is served until you kill the buffer %s" name))))

(defun compact-explain (rule)
  "Explain RULE: what it finds, on what authority, with examples."
  (interactive "sRule: ")
  (with-help-window "*engross explain*"
    (with-current-buffer standard-output
      (call-process compact-program nil t nil "explain" rule))))

(defvar compact-base-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-b") #'compact-build)
    (define-key map (kbd "C-c C-c") #'compact-check)
    (define-key map (kbd "C-c C-e") #'compact-explain)
    (define-key map (kbd "C-c C-v") #'compact-preview)
    map)
  "Keys of the modes for compacts.")

;;;; Modes

;;;###autoload
(define-derived-mode compact-base-mode prog-mode "Compact"
  "What the modes for compacts share.

\\{compact-base-mode-map}"
  (setq-local comment-start "# "
              comment-end ""
              comment-start-skip "#+[ \t]*"
              indent-tabs-mode nil
              tab-width compact-indent-offset
              electric-indent-chars (append "}" electric-indent-chars)
              syntax-propertize-function #'compact-syntax-propertize))

;;;###autoload
(define-derived-mode compact-mode compact-base-mode "Compact"
  "Edit a compact between governments."
  (setq-local font-lock-defaults '(compact-font-lock-keywords)
              imenu-generic-expression compact-imenu-generic-expression
              indent-line-function #'compact-indent-line))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.compact\\'" . compact-mode))

;;;###autoload
(with-eval-after-load 'eglot
  (defvar eglot-server-programs)
  (add-to-list 'eglot-server-programs
               '((compact-mode compact-ts-mode)
                 . (lambda (&rest _)
                     (list (if (boundp 'compact-program) compact-program "engross") "lsp")))))

(provide 'compact-mode)
;;; compact-mode.el ends here
