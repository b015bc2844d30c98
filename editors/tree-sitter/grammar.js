/**
 * The compact language of engross for editors: words and values, no keywords, as in `grammar/compact.pest`.
 *
 * A statement ends at the end of its line. What needs to look ahead is read in `src/scanner.c`: where a text block
 * ends and how far it is indented, and what in a text is a reference.
 */

/// <reference types="tree-sitter-cli/dsl" />
// @ts-check

const LETTER = "\\p{L}";
const INNER = "\\p{L}\\p{M}0-9-";
const NAME = new RegExp(`[${LETTER}][${INNER}]*`);
const NUMBER = /[0-9]+([,.][0-9]+)*/;
const DATE = /[0-9]{4}-[0-9]{2}-[0-9]{2}/;

/** What stands between quotes of one kind; `stops` are the signs that end its plain words. */
const quoted = ($, open, close, stops) =>
  seq(
    open,
    repeat(
      choice(
        // An `@` in the middle of a word or an address begins no reference.
        token.immediate(prec(1, new RegExp(`([^${stops}\\\\@\\[\\n]|[\\p{L}\\p{N}._-]@)+`))),
        // One that begins nothing, and a bracket that opens no reference.
        token.immediate(prec(1, /[@\[]/)),
        $.escape_sequence,
        $.reference,
        $.link,
      ),
    ),
    token.immediate(close),
  );

module.exports = grammar({
  name: "compact",

  externals: ($) => [
    $._text_open,
    $._text_close,
    $._text_end,
    $._text_words,
    $.indentation,
    $.reference,
    $._link_open,
    $._error_sentinel,
  ],

  // All that Unicode calls white space, and the mark that some programs put before a file; a line's end is no blank.
  extras: ($) => [
    /[ \t\r\f\v\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]/,
    $.comment,
  ],

  word: ($) => $._name,

  rules: {
    // The last line may lack its end.
    source_file: ($) => seq(repeat($._line), optional($.statement)),

    _line: ($) => seq(optional($.statement), "\n"),

    statement: ($) =>
      seq(
        field("keyword", $.keyword),
        optional(choice($._values, seq(optional($._values), choice($.text_block, field("block", $.block))))),
      ),

    keyword: ($) => $._name,

    // A line that ends with a comma goes on in the next that says something.
    _values: ($) => seq($._value, repeat(seq(optional(seq(",", repeat("\n"))), $._value))),

    _value: ($) => choice($.string, $.word, $.number, $.percent, $.date, $.month_day, $.range),

    block: ($) => seq("{", optional(seq("\n", repeat($._line))), "}"),

    string: ($) => choice(quoted($, '"', '"', '"'), quoted($, "“", "”", "“”")),

    escape_sequence: (_) => token.immediate(prec(2, /\\(u\{[0-9A-Fa-f]*\}|[^\n])/)),

    link: ($) =>
      seq(
        alias($._link_open, "["),
        optional(alias(token.immediate(prec(1, /([^\[\]"“”\\\n]|\\[^\n])+/)), $.link_text)),
        token.immediate("]("),
        $.reference,
        token.immediate(")"),
      ),

    // The marks stand at the end of a line and on a line of their own. What a line has before the indentation of the
    // closing mark is no part of the text.
    text_block: ($) =>
      seq(
        alias($._text_open, '"""'),
        choice(seq("\n", optional($.text), choice(alias($._text_close, '"""'), $._text_end)), $._text_end),
      ),

    text: ($) => repeat1(choice($._text_words, $.indentation, $.reference)),

    // Both ends are of one kind; which kinds may stand where is the vocabulary's business.
    range: ($) =>
      seq(
        choice($.number, $.date, $.word),
        token.immediate(".."),
        choice(
          alias(token.immediate(NUMBER), $.number),
          alias(token.immediate(DATE), $.date),
          alias(token.immediate(NAME), $.word),
        ),
      ),

    _name: (_) => NAME,
    word: ($) => $._name,
    number: (_) => NUMBER,
    percent: (_) => /[0-9]+([,.][0-9]+)*%/,
    date: (_) => DATE,
    month_day: (_) => /[0-9]{2}-[0-9]{2}/,

    comment: (_) => /#[^\n]*/,
  },
});
