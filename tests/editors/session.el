;;; session.el --- A negotiator at work in Emacs, with Eglot  -*- lexical-binding: t; -*-

;;; Commentary:

;; emacs --batch -L editors/emacs -l tests/editors/session.el
;;
;; Environment: ENGROSS (the program).  The current folder has `compact.compact'.  Prints a line a step; leaves with 1
;; at the first that fails.

;;; Code:

(require 'cl-lib)
(package-initialize)
(require 'compact-mode)
(require 'eglot)
(require 'flymake)
(require 'imenu)

(setq compact-program (getenv "ENGROSS")
      eglot-sync-connect 10
      eglot-confirm-server-initiated-edits nil
      make-backup-files nil
      inhibit-message t)

(defun session-say (words &rest values)
  "Print a line of WORDS with VALUES."
  (princ (concat (apply #'format words values) "\n")))

(defun session-text ()
  "The words of the buffer, without colours."
  (buffer-substring-no-properties (point-min) (point-max)))

(defun session-colour ()
  "Colour the buffer, which a batch does not by itself."
  (font-lock-set-defaults)
  (font-lock-fontify-region (point-min) (point-max)))

(defun session-until (what holds)
  "Wait until HOLDS answers, for a while; else fail with WHAT."
  (let ((end (+ (float-time) 20)) answer)
    (while (not (or (setq answer (funcall holds)) (> (float-time) end)))
      (accept-process-output nil 0.01))
    (or answer (error "%s" what))))

(defun session-go-to (words)
  "Put point before WORDS."
  (goto-char (point-min))
  (search-forward words)
  (goto-char (match-beginning 0)))

(defun session-findings ()
  "The texts of the findings."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun session-same (found wanted)
  "Fail unless FOUND is WANTED."
  (unless (equal found wanted)
    (error "Found %S, wanted %S" found wanted)))

(defmacro session-step (name &rest body)
  "Do BODY, the step NAME; it may answer a string, why it was not done."
  (declare (indent 1))
  `(condition-case failure
       (let ((told (progn ,@body)))
         (session-say "%s: %s" (if (stringp told) told "done") ,name))
     (error (session-say "FAILED %s\n  %s" ,name (error-message-string failure))
            (kill-emacs 1))))

(find-file "compact.compact")

(session-step "the file is known as a compact"
  (session-same major-mode 'compact-mode))

(session-step "words have colours, and so have references in a text"
  (session-colour)
  (session-go-to "objective protect")
  (session-same (get-text-property (point) 'face) 'font-lock-keyword-face)
  (session-same (get-text-property (+ (point) 10) 'face) 'font-lock-function-name-face)
  (session-go-to "pillar prosecution")
  (session-same (get-text-property (point) 'face) 'font-lock-variable-name-face)
  (session-same (get-text-property (+ (point) 7) 'face) 'font-lock-constant-face)
  (with-temp-buffer
    (compact-mode)
    (insert "data {\n  text \"\"\"\n    Under \"@us\", no # comment.\n    \"\"\" # one\n  law \"x\"\n}\n")
    (session-colour)
    (session-go-to "Under")
    (session-same (get-text-property (point) 'face) 'font-lock-string-face)
    (session-go-to "@us")
    (session-same (get-text-property (point) 'face) 'font-lock-preprocessor-face)
    (session-go-to "comment.")
    (session-same (get-text-property (point) 'face) 'font-lock-string-face)
    (session-go-to "# one")
    (session-same (get-text-property (+ (point) 2) 'face) 'font-lock-comment-face)
    (session-go-to "law")
    (session-same (get-text-property (point) 'face) 'font-lock-variable-name-face)))

(session-step "an indented compact stays as it is, and one that is not is indented"
  (let ((whole (session-text)))
    (indent-region (point-min) (point-max))
    (session-same (session-text) whole)
    (goto-char (point-min))
    (while (re-search-forward "^ +" nil t)
      (unless (compact--in-text-p)
        (replace-match "")))
    (indent-region (point-min) (point-max))
    (session-same (session-text) whole)
    (set-buffer-modified-p nil)))

(session-step "what is declared is in the index"
  (let ((objectives (cdr (assoc "Objective" (imenu--make-index-alist t)))))
    (unless (assoc "protect" objectives)
      (error "No `protect' in %S" objectives))))

(session-step "a line is commented out and in again"
  (let ((whole (session-text)))
    (session-go-to "pillar prosecution")
    (comment-region (line-beginning-position) (line-end-position))
    (forward-line 0)
    (unless (looking-at-p " *# pillar") (error "It is no comment"))
    (uncomment-region (line-beginning-position) (line-end-position))
    (session-same (session-text) whole)))

(defun session-compiled ()
  "Wait until what was begun by `compile' has ended."
  (let ((buffer (get-buffer "*compilation*")))
    (session-until "it does not end" (lambda () (null (get-buffer-process buffer))))))

(session-step "checking finds a slip, and `next-error' goes to its line"
  (setq compilation-ask-about-save nil)
  (dolist (command (list (key-binding (kbd "C-c C-c")) (key-binding (kbd "C-c C-b"))))
    (find-file "compact.compact")
    (session-go-to "pillar prosecution")
    (end-of-line)
    (insert "w")
    (let ((slip (line-number-at-pos)))
      (save-buffer)
      (funcall command)
      (session-compiled)
      (goto-char (point-min))
      (next-error 1 t)
      (session-same (list (buffer-name) (line-number-at-pos) (current-column)) (list "compact.compact" slip 9)))
    (end-of-line)
    (delete-char -1)
    (save-buffer))
  (compact-check)
  (session-compiled)
  (with-current-buffer "*compilation*"
    (goto-char (point-min))
    (unless (search-forward "Compilation finished" nil t) (error "It fails: %s" (session-text))))
  (find-file "compact.compact"))

(session-step "the server attaches"
  (apply #'eglot--connect (eglot--guess-contact))
  (session-until "no server attaches" (lambda () (and (eglot-current-server) (eglot-managed-p))))
  ;; Nobody is idle in a batch: what waits for idleness is done at once.
  (flymake-start))

(defun session-changed ()
  "Tell the server what was typed, as it is told when Emacs is idle."
  (eglot--signal-textDocument/didChange))

(session-step "a slip is found while it is typed, and goes when it is mended"
  (session-go-to "pillar prosecution")
  (end-of-line)
  (insert "w")
  (session-changed)
  (session-until "the slip is not found"
                 (lambda () (flymake-start) (cl-some (lambda (text) (string-match-p "prosecutionw" text)) (session-findings))))
  (delete-char -1)
  (session-changed)
  (session-until "the finding stays" (lambda () (flymake-start) (null (session-findings)))))

(session-step "from a name one goes to where it is declared"
  (session-go-to "protect, prevent {")
  (let* ((found (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot))))
         (line (xref-location-line (xref-item-location found))))
    (session-go-to "objective protect")
    (session-same line (line-number-at-pos))))

(session-step "a name is changed everywhere it stands"
  (let ((whole (session-text)))
    (session-go-to "objective protect")
    (forward-word 1)
    (forward-char 1)
    (eglot-rename "shelter")
    (session-go-to "objective shelter")
    (session-go-to "for prosecute, shelter, prevent")
    (erase-buffer)
    (insert whole)
    (session-changed)))

(session-step "hovering tells what a word means"
  (if (not (eglot--server-capable :hoverProvider))
      "not offered yet"
    (session-go-to "pillar prosecution")
    (let ((told (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                 (eglot--TextDocumentPositionParams))))
      (unless (string-match-p "pillar" (eglot--hover-info (plist-get told :contents)))
        (error "Hovering says %S" told)))))

(session-step "typing a statement's first letters completes it"
  (if (not (eglot--server-capable :completionProvider))
      "not offered yet"
    (session-go-to "duration")
    (forward-line 0)
    (insert "  beg\n")
    (forward-char -1)
    (session-changed)
    (pcase-let* ((`(,_ ,_ ,table . ,_) (eglot-completion-at-point))
                 (offered (all-completions "beg" table)))
      (unless (cl-some (lambda (word) (string-match-p "begins" word)) offered)
        (error "Offered is %S" offered)))
    (delete-region (line-beginning-position) (line-beginning-position 2))))

(session-step "formatting lays the text out"
  (if (not (eglot--server-capable :documentFormattingProvider))
      "not offered yet"
    (let ((whole (session-text)))
      (session-go-to "pillar prosecution")
      (insert "        ")
      (session-changed)
      (eglot-format-buffer)
      (session-same (session-text) whole))))

(session-step "a certain mistake is mended by a code action"
  (if (not (eglot--server-capable :codeActionProvider))
      "not offered yet"
    (let ((whole (session-text)))
      (session-go-to "pillar prosecution")
      (forward-word 1)
      (insert ":")
      (session-changed)
      (session-until "the slip is not found" (lambda () (flymake-start) (session-findings)))
      (backward-char 1)
      (let ((first (cl-find "quickfix" (eglot-code-actions (point) (1+ (point)))
                            :key (lambda (action) (plist-get action :kind)) :test #'equal)))
        (eglot--apply-workspace-edit (plist-get first :edit)))
      (session-changed)
      (session-until "nothing is mended" (lambda () (flymake-start) (null (session-findings))))
      (eglot-format-buffer)
      (session-same (session-text) whole))))

(session-step "the preview of the server opens in the browser"
  (let* (opened
         (browse-url-browser-function (lambda (address &rest _) (setq opened address)))
         (address (funcall (key-binding (kbd "C-c C-v")))))
    (unless (string-prefix-p "http://127.0.0.1:" address) (error "Its address is %S" address))
    (session-same opened address)))

(session-step "the end of the session ends the server"
  (eglot-shutdown (eglot-current-server))
  (when (eglot-current-server) (error "It works on")))

;;; session.el ends here
