# The commands of this house. `make help` lists them; `make serve` and `make test` are the two
# that a newcomer needs, and both work on a bare Debian 12 with nothing but make and git.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

# --- What can be set ------------------------------------------------------------------------
# make serve KB=~/my-articles PORT=9000

# The folder of articles to serve.
KB ?= kb-articles
# The port of 127.0.0.1 to serve them on.
PORT ?= 8080
# Where their index goes. Empty: below build/index, one folder for each knowledge base.
INDEX ?=
# Real corpora and judged queries, for benchmarks and the tests that want them. They are no part of
# this repository; what needs them says so and is skipped where they are missing.
KB_CORPUS ?= ../shared/corpora
KB_EVAL ?= ../shared/eval

# Recipes read these from the environment, so that a path may hold blanks and quotes.
export KB PORT INDEX KB_CORPUS KB_EVAL

# A clone elsewhere on the same machine finds what this one compiled: no path of ours in the keys.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

# --- Packages -------------------------------------------------------------------------------
# Every Debian package that this project uses; README.md says what for.

# Enough to build and run it: `make serve` installs no more than these.
BUILD_PACKAGES := \
    g++ make cmake ninja-build pkgconf ccache \
    libxapian-dev libcpp-httplib-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libgumbo-dev \
    libyaml-cpp-dev nlohmann-json3-dev libkainjow-mustache-dev libcli11-dev libspdlog-dev \
    libfmt-dev libssl-dev libsqlite3-dev libsodium-dev libcurl4-openssl-dev libmagic-dev \
    libre2-dev libgit2-dev libhowardhinnant-date-dev tzdata doctest-dev

# For tests and checks.
PACKAGES := $(BUILD_PACKAGES) \
    git python3 clang-format-16 clang-tidy-16 shellcheck chromium fonts-dejavu-core

# Node runs the browser tests. A machine that has one, from wherever, keeps it.
ifeq ($(and $(shell command -v node),$(shell command -v npm)),)
PACKAGES += nodejs npm
endif

# --- Commands -------------------------------------------------------------------------------

.PHONY: help
help: ## this list
	@echo 'Firstline, a knowledge-base search server for support desks'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile
	@echo
	@echo '  make serve KB=path PORT=8080 INDEX=path     another folder of articles, port, index'

.PHONY: serve
serve: build ## index kb-articles and serve them on http://127.0.0.1:8080
	@public=()
	if [[ ! -e $$KB/_kb.yml ]]; then
	    # Without settings every article would be for agents only, and the pages would stay empty.
	    echo "$$KB has no _kb.yml, so --public is passed: what does not say otherwise is public."
	    public=(--public)
	fi
	if [[ -z $$INDEX ]]; then
	    folder=$$(realpath -- "$$KB")
	    number=$$(cksum <<< "$$folder")
	    INDEX=build/index/$$(basename -- "$$folder")-$${number%% *}
	fi
	mkdir -p -- "$$INDEX"
	# 1 says that some articles have errors. The others are served.
	build/release/kb-indexer build "$$KB" --index "$$INDEX" "$${public[@]}" || [[ $$? -eq 1 ]]
	exec build/release/kb-server --index "$$INDEX" --kb "$$KB" --templates templates \
	    --host 127.0.0.1 --port "$$PORT" --watch "$${public[@]}"

.PHONY: build
build: build-deps build/release/build.ninja ## compile the two programs into build/release
	@cmake --build --preset release --target kb-indexer kb-server

# Ninja configures again by itself when a CMakeLists.txt changes.
build/release/build.ninja: CMakePresets.json
	@cmake --preset release

.PHONY: test
test: deps ## run every check and test; prints one line of sums at the end
	@.ci/test

.PHONY: bench
bench: deps build/release/build.ninja ## measure indexing and searching; BENCH_SIZES=2400,10000,100000
	@cmake --build --preset release --target index_bench speed_bench
	build/release/index_bench
	build/release/speed_bench

.PHONY: bench-insight
bench-insight: deps build/release/build.ninja ## measure how far the numbers of /insight are to be believed
	@cmake --build --preset release --target insight_bench
	build/release/insight_bench $(ARGS)

.PHONY: bench-relevance
bench-relevance: deps build/release/build.ninja ## measure the ranking on judged sets; ARGS="--per-query"
	@cmake --build --preset release --target relevance
	build/release/relevance $(ARGS)

.PHONY: bench-learning
bench-learning: deps build/release/build.ninja ## measure what learned questions are worth
	@[[ -d $$KB_EVAL ]] || { echo "no judged queries: KB_EVAL=$$KB_EVAL is not there"; exit 0; }
	cmake --build --preset release --target learning
	build/release/learning "$$KB_EVAL"

.PHONY: format
format: deps ## lay out the C++ sources
	@.ci/sources cpp h | xargs -0 -r clang-format-16 -i

.PHONY: lint
lint: deps build/release/build.ninja ## every static check over every file, clang-tidy among them
	@cmake --build --preset release
	.ci/check_layout
	.ci/check_includes.py --self-test
	.ci/check_includes.py
	.ci/check_paths.py
	.ci/tidy.py --all

.PHONY: test-bare
test-bare: ## prove `make serve` and `make test` in a fresh Debian 12 (as root; needs debootstrap)
	@.ci/test_bare

.PHONY: build-deps
build-deps:
	@.ci/install_packages $(BUILD_PACKAGES)

.PHONY: deps
deps: ## install the Debian packages that are missing
	@.ci/install_packages $(PACKAGES)

.PHONY: clean
clean: ## remove everything that was built, indexes included
	@rm -rf build tests/browser/node_modules
