;;; compact-ts-mode.el --- Compacts with tree-sitter  -*- lexical-binding: t; -*-

;; Author: The authors of engross
;; Version: 0.1.0
;; Package-Requires: ((emacs "29.1"))
;; Keywords: languages, text
;; SPDX-License-Identifier: MIT OR Apache-2.0

;;; Commentary:

;; `compact-ts-mode' is `compact-mode' with the colours, the indentation and the index of the grammar for tree-sitter,
;; which must be installed: docs/editors.md says how.

;;; Code:

(require 'compact-mode)
(require 'treesit nil t)

(declare-function treesit-ready-p "treesit")
(declare-function treesit-parser-create "treesit.c")
(declare-function treesit-font-lock-rules "treesit")
(declare-function treesit-major-mode-setup "treesit")
(declare-function treesit-node-child "treesit.c")
(declare-function treesit-node-child-by-field-name "treesit.c")
(declare-function treesit-node-text "treesit")
(declare-function treesit-node-type "treesit.c")

(defvar treesit-font-lock-settings)
(defvar treesit-font-lock-feature-list)
(defvar treesit-simple-indent-rules)
(defvar treesit-simple-imenu-settings)
(defvar treesit-defun-type-regexp)

(defun compact-ts--one-of (words)
  "A pattern for a node that is one of WORDS."
  (concat "\\`" (regexp-opt words) "\\'"))

(defun compact-ts--font-lock ()
  "What is coloured."
  (treesit-font-lock-rules
   :language 'compact :feature 'comment
   '((comment) @font-lock-comment-face)
   :language 'compact :feature 'string
   '((string) @font-lock-string-face (text_block) @font-lock-string-face)
   :language 'compact :feature 'keyword
   `((source_file (statement keyword: (keyword) @font-lock-keyword-face
                             (:match ,(compact-ts--one-of compact--top) @font-lock-keyword-face)))
     (block (statement keyword: (keyword) @font-lock-variable-name-face
                       (:match ,(compact-ts--one-of compact--fields) @font-lock-variable-name-face)))
     ((word) @font-lock-builtin-face
      (:match ,(compact-ts--one-of compact--joining) @font-lock-builtin-face))
     ((word) @font-lock-constant-face
      (:match ,(compact-ts--one-of compact--choices) @font-lock-constant-face))
     ((word) @font-lock-type-face (:match "\\`[A-Z][A-Z][A-Z]\\'" @font-lock-type-face)))
   :language 'compact :feature 'definition :override t
   `(((statement keyword: (keyword) @compact-ts--keyword :anchor (word) @font-lock-function-name-face)
      (:match ,(compact-ts--one-of compact--declaring) @compact-ts--keyword)))
   :language 'compact :feature 'reference :override t
   '((reference) @font-lock-preprocessor-face (escape_sequence) @font-lock-escape-face)))

(defun compact-ts--declares-p (node)
  "Whether the statement NODE declares something."
  (let ((keyword (treesit-node-child-by-field-name node "keyword"))
        (name (treesit-node-child node 1 t)))
    (and (member (treesit-node-text keyword t) compact--declaring)
         (equal (treesit-node-type name) "word"))))

(defun compact-ts--name (node)
  "What the statement NODE declares."
  (concat (treesit-node-text (treesit-node-child node 0 t) t) " "
          (treesit-node-text (treesit-node-child node 1 t) t)))

;;;###autoload
(define-derived-mode compact-ts-mode compact-base-mode "Compact"
  "Edit a compact between governments, with tree-sitter."
  (when (and (fboundp 'treesit-ready-p) (treesit-ready-p 'compact))
    (treesit-parser-create 'compact)
    (setq-local treesit-font-lock-settings (compact-ts--font-lock)
                treesit-font-lock-feature-list '((comment definition) (keyword string) (reference))
                treesit-simple-indent-rules
                `((compact
                   ((node-is "}") parent-bol 0)
                   ((parent-is "text") no-indent 0)
                   ((node-is "text") no-indent 0)
                   ((parent-is "block") parent-bol ,compact-indent-offset)
                   ((parent-is "source_file") column-0 0)
                   (catch-all no-indent 0)))
                treesit-simple-imenu-settings
                '((nil "\\`statement\\'" compact-ts--declares-p compact-ts--name))
                treesit-defun-type-regexp "\\`statement\\'")
    (treesit-major-mode-setup)))

(provide 'compact-ts-mode)
;;; compact-ts-mode.el ends here
