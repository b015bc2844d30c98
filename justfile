# The recipes of this repository; `just` lists them. Each is one command that can also be typed.

set shell := ["bash", "-euo", "pipefail", "-c"]

_default:
    @just --list --unsorted

# --- every day ---

# Build the program as people get it
build:
    cargo build --release

# All tests
test *FILTER:
    cargo test {{ FILTER }}

# Tests without Typst: everything but PDF, in seconds
fast *FILTER:
    cargo test --no-default-features {{ FILTER }}

# Format the sources
fmt:
    cargo fmt

# What must hold before a change is offered, but for the tests
lint:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    cargo clippy --no-default-features --all-targets -- -D warnings

# Licences, sources and banned crates (`cargo install cargo-deny --locked`)
deny:
    cargo deny check bans licenses sources

# --- to look at ---

# Print the examples into out/
examples:
    cargo run -- build examples --out out

# The library's documentation, every warning an error
doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# The extension for VS Code, as a package in editors/vscode/out
vscode:
    npm --prefix editors/vscode ci --ignore-scripts --no-audit --no-fund
    npm --prefix editors/vscode run package

# --- how fast ---

# How long each stage takes, in this process
bench *FILTER:
    cargo bench --bench stages -- {{ FILTER }}

# How long the program takes as a whole, and beside `typst compile`
compare:
    benches/compare

# What a keystroke costs in an editor, beside servers for TOML (TAPLO=…, TOMBI=…)
keystroke:
    benches/editor

# --- before a release ---

# What CI runs, but for installing tools
ci: lint doc test deny
