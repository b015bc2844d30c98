// What of the compact language cannot be told from the signs at hand: where a text block ends, how far its lines are
// indented, and which `@` or `[` in a text begins a reference. Reads as `src/syntax/block.rs` and
// `src/model/reference.rs` do, but for the vocabulary, which it does not know.

#include "tree_sitter/alloc.h"
#include "tree_sitter/parser.h"

#include <string.h>

enum Token {
    TEXT_OPEN,
    TEXT_CLOSE,
    TEXT_END,
    TEXT_WORDS,
    INDENTATION,
    REFERENCE,
    LINK_OPEN,
    ERROR_SENTINEL,
};

typedef struct {
    // Whether a text block is open.
    bool in_text;
    // Whether a line of it begins here.
    bool line_start;
    // Whether the next that is read is its closing mark.
    bool closing;
    // Whether nothing closes it: then it has `lines` more lines.
    bool unclosed;
    // The columns that are no part of the text.
    uint32_t indent;
    uint32_t lines;
} Scanner;

static bool is_line_end(const TSLexer *lexer) { return lexer->lookahead == '\n' || lexer->eof(lexer); }

static bool is_blank(int32_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

// The C library's answer hangs on the locale. Beyond ASCII all is a letter or a mark but blanks and punctuation.
static bool is_letter(int32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    bool punctuation = c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) || (c >= 0x20A0 && c <= 0x20CF) ||
                       (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0x3000 && c <= 0x3004) ||
                       (c >= 0x3008 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF0F) || c == 0x060C || c == 0x061B ||
                       c == 0x061F || c == 0x0964 || c == 0x0965 || c == 0xFEFF;
    return !punctuation && !is_blank(c);
}

static void advance(TSLexer *lexer) { lexer->advance(lexer, false); }

static void pass_blanks(TSLexer *lexer) {
    while (is_blank(lexer->lookahead)) advance(lexer);
}

// The width of the blanks that follow; a tab counts two, as deep as one level.
static uint32_t columns(TSLexer *lexer, uint32_t most, bool skip) {
    uint32_t width = 0;
    while (width < most && is_blank(lexer->lookahead) && lexer->lookahead != '\r') {
        width += lexer->lookahead == '\t' ? 2 : 1;
        lexer->advance(lexer, skip);
    }
    return width;
}

// Passes `"""` if it follows.
static bool pass_mark(TSLexer *lexer) {
    for (int i = 0; i < 3; i++) {
        if (lexer->lookahead != '"') return false;
        advance(lexer);
    }
    return true;
}

// A line of a text, as far as it tells whether the text ends there.
typedef struct {
    uint32_t indent;
    bool blank, marked_first, marked_last, opens_text, opens_block;
} Line;

static Line read_line(TSLexer *lexer) {
    Line line = {.indent = columns(lexer, UINT32_MAX, false)};
    int32_t first = lexer->lookahead, last = 0, before_quotes = 0;
    uint32_t quotes = 0, leading = 0;
    bool only_quotes = true, empty = true;
    while (!is_line_end(lexer)) {
        int32_t c = lexer->lookahead;
        if (c == '"') {
            if (last != '"') {
                before_quotes = last;
                quotes = 0;
            }
            quotes++;
            if (only_quotes) leading++;
        } else {
            only_quotes = false;
        }
        // Blanks at the end of a line are nothing.
        if (!is_blank(c)) {
            empty = false;
            last = c;
            advance(lexer);
        } else {
            pass_blanks(lexer);
            if (!is_line_end(lexer)) last = ' ';
        }
    }
    line.blank = empty;
    line.marked_first = leading >= 3;
    line.marked_last = last == '"' && quotes >= 3;
    line.opens_text = line.marked_last && !line.marked_first && before_quotes == ' ' && is_letter(first);
    line.opens_block = last == '{' && first >= 'a' && first <= 'z';
    if (lexer->lookahead == '\n') advance(lexer);
    return line;
}

// Looks for the end of a text from the line behind its opening mark: at its closing mark, or, where another text or
// block opens before one, where the lines are less deep than its first.
static void measure(Scanner *scanner, TSLexer *lexer) {
    uint32_t first = UINT32_MAX, count = 0, ends = UINT32_MAX;
    *scanner = (Scanner){.in_text = true, .line_start = true};
    while (!lexer->eof(lexer)) {
        Line line = read_line(lexer);
        bool shallower = !line.blank && (first == UINT32_MAX ? line.opens_text : line.indent < first);
        if ((shallower && line.opens_text) || (first != UINT32_MAX && first > 0 && !line.indent && line.opens_block)) {
            if (ends == UINT32_MAX) ends = count;
            break;
        }
        if (line.marked_first || line.marked_last) {
            scanner->closing = line.marked_first && count == 0;
            scanner->indent = line.marked_first ? line.indent : first == UINT32_MAX ? line.indent : first;
            return;
        }
        if (shallower && ends == UINT32_MAX) ends = count;
        if (!line.blank && first == UINT32_MAX) first = line.indent;
        count++;
    }
    scanner->unclosed = true;
    scanner->indent = first == UINT32_MAX ? 0 : first;
    scanner->lines = ends == UINT32_MAX ? count : ends;
}

static bool text_open(Scanner *scanner, TSLexer *lexer) {
    if (!pass_mark(lexer)) return false;
    lexer->mark_end(lexer);
    pass_blanks(lexer);
    if (lexer->lookahead == '#') {
        while (!is_line_end(lexer)) advance(lexer);
    }
    if (!is_line_end(lexer)) return false;
    if (!lexer->eof(lexer)) advance(lexer);
    measure(scanner, lexer);
    lexer->result_symbol = TEXT_OPEN;
    return true;
}

// Passes an identifier with its fields; a full stop that ends a sentence is not part of it. Marks the end.
static bool pass_name(TSLexer *lexer) {
    if (!is_letter(lexer->lookahead)) return false;
    while (true) {
        while (is_letter(lexer->lookahead) || is_digit(lexer->lookahead)) advance(lexer);
        lexer->mark_end(lexer);
        while (lexer->lookahead == '-') advance(lexer);
        if (lexer->lookahead == '.') {
            advance(lexer);
            if (!is_letter(lexer->lookahead)) return true;
        } else if (!is_letter(lexer->lookahead) && !is_digit(lexer->lookahead)) {
            return true;
        }
    }
}

// Passes what follows an `@`, if it makes a reference of it, and marks its end.
static bool pass_reference(TSLexer *lexer) {
    if (lexer->lookahead != '{') return pass_name(lexer);
    advance(lexer);
    while (is_blank(lexer->lookahead)) advance(lexer);
    if (!pass_name(lexer)) return false;
    while (is_blank(lexer->lookahead)) advance(lexer);
    if (lexer->lookahead != '}') return false;
    advance(lexer);
    lexer->mark_end(lexer);
    return true;
}

// `[words](@id)`: the bracket is the token.
static bool link_open(TSLexer *lexer) {
    advance(lexer);
    lexer->mark_end(lexer);
    while (lexer->lookahead != ']') {
        int32_t c = lexer->lookahead;
        if (is_line_end(lexer) || c == '[' || c == '"' || c == 0x201C || c == 0x201D) return false;
        advance(lexer);
        if (c == '\\' && !is_line_end(lexer)) advance(lexer);
    }
    advance(lexer);
    if (lexer->lookahead != '(') return false;
    advance(lexer);
    if (lexer->lookahead != '@') return false;
    advance(lexer);
    if (!is_letter(lexer->lookahead)) return false;
    while (is_letter(lexer->lookahead) || is_digit(lexer->lookahead) || lexer->lookahead == '-' ||
           lexer->lookahead == '.') {
        advance(lexer);
    }
    lexer->result_symbol = LINK_OPEN;
    return lexer->lookahead == ')';
}

// Whether the line that begins here is a closing mark.
static bool closes(TSLexer *lexer) {
    pass_blanks(lexer);
    return pass_mark(lexer);
}

// Words up to what may be a reference, the line's end, or a closing mark behind words.
static bool text_words(Scanner *scanner, TSLexer *lexer, bool any) {
    int32_t before = 0;
    lexer->result_symbol = TEXT_WORDS;
    while (!lexer->eof(lexer)) {
        int32_t c = lexer->lookahead;
        bool in_word = is_letter(before) || is_digit(before) || before == '.' || before == '_' || before == '-';
        if (c == '\n' && scanner->unclosed && scanner->lines <= 1) {
            scanner->lines = 0;
            break;
        }
        if (c == '@' && any && !in_word) break;
        if (c == '"' && !scanner->unclosed) {
            lexer->mark_end(lexer);
            bool mark = pass_mark(lexer);
            pass_blanks(lexer);
            if (mark && is_line_end(lexer)) {
                scanner->closing = true;
                return any;
            }
            any = true;
            before = '"';
            continue;
        }
        advance(lexer);
        any = true;
        before = c;
        if (c == '\n') {
            lexer->mark_end(lexer);
            scanner->line_start = true;
            if (scanner->unclosed) scanner->lines--;
            else scanner->closing = closes(lexer);
            return true;
        }
        if (c == '\\' && !is_line_end(lexer)) {
            before = lexer->lookahead;
            advance(lexer);
        }
    }
    lexer->mark_end(lexer);
    return any;
}

static bool text_end(Scanner *scanner, TSLexer *lexer) {
    lexer->mark_end(lexer);
    *scanner = (Scanner){0};
    lexer->result_symbol = TEXT_END;
    return true;
}

static bool text(Scanner *scanner, TSLexer *lexer) {
    if (scanner->closing) {
        while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
        if (!pass_mark(lexer)) return false;
        lexer->mark_end(lexer);
        *scanner = (Scanner){0};
        lexer->result_symbol = TEXT_CLOSE;
        return true;
    }
    if (lexer->eof(lexer) || (scanner->unclosed && scanner->lines == 0)) return text_end(scanner, lexer);
    if (scanner->line_start) {
        scanner->line_start = false;
        if (columns(lexer, scanner->indent, false) > 0) {
            lexer->mark_end(lexer);
            lexer->result_symbol = INDENTATION;
            return true;
        }
    }
    bool any = false;
    if (lexer->lookahead == '@') {
        advance(lexer);
        if (pass_reference(lexer)) {
            lexer->result_symbol = REFERENCE;
            return true;
        }
        any = true;
    }
    return text_words(scanner, lexer, any) || text_end(scanner, lexer);
}

bool tree_sitter_compact_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
    Scanner *scanner = payload;
    bool recovers = valid[ERROR_SENTINEL];
    if (scanner->in_text) {
        // Behind the opening mark comes the line's end, unless the text is empty and never closed.
        if (valid[TEXT_END] && !valid[TEXT_WORDS]) {
            return scanner->unclosed && scanner->lines == 0 && text_end(scanner, lexer);
        }
        if (valid[TEXT_WORDS]) return text(scanner, lexer);
    }
    if (valid[REFERENCE] && !recovers && lexer->lookahead == '@') {
        advance(lexer);
        lexer->result_symbol = REFERENCE;
        return pass_reference(lexer);
    }
    if (valid[LINK_OPEN] && !recovers && lexer->lookahead == '[') return link_open(lexer);
    if (valid[TEXT_OPEN]) {
        while (is_blank(lexer->lookahead)) lexer->advance(lexer, true);
        return lexer->lookahead == '"' && text_open(scanner, lexer);
    }
    return false;
}

unsigned tree_sitter_compact_external_scanner_serialize(void *payload, char *buffer) {
    const Scanner *scanner = payload;
    buffer[0] = (char)(scanner->in_text | scanner->line_start << 1 | scanner->closing << 2 | scanner->unclosed << 3);
    memcpy(buffer + 1, &scanner->indent, sizeof scanner->indent);
    memcpy(buffer + 1 + sizeof scanner->indent, &scanner->lines, sizeof scanner->lines);
    return 1 + sizeof scanner->indent + sizeof scanner->lines;
}

void tree_sitter_compact_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
    Scanner *scanner = payload;
    *scanner = (Scanner){0};
    if (length == 0) return;
    scanner->in_text = buffer[0] & 1;
    scanner->line_start = buffer[0] >> 1 & 1;
    scanner->closing = buffer[0] >> 2 & 1;
    scanner->unclosed = buffer[0] >> 3 & 1;
    memcpy(&scanner->indent, buffer + 1, sizeof scanner->indent);
    memcpy(&scanner->lines, buffer + 1 + sizeof scanner->indent, sizeof scanner->lines);
}

void *tree_sitter_compact_external_scanner_create(void) { return ts_calloc(1, sizeof(Scanner)); }

void tree_sitter_compact_external_scanner_destroy(void *payload) { ts_free(payload); }
