# Everything that is done with Latchkey's source. `make` alone lists it.
# Needs Go, make and git; whatever else a target needs, it installs or names.

# The next release's number stands in FyneApp.toml; a tag on the commit overrides it, VERSION=… overrides both.
base    := $(shell sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)
VERSION ?= $(shell git describe --tags --exact-match --match 'v*' 2>/dev/null | sed 's/^v//' | grep . \
             || echo "$(base)-dev$$(git rev-parse --short HEAD 2>/dev/null | sed 's/^/+/')")

# One set of flags for building, vetting and linting: another set would compile Fyne's C once more, which takes minutes.
# -buildvcs=false: the version is given below, and git refuses to answer in a folder that another user owns.
flags   := -trimpath -buildvcs=false
ldflags := -s -w -X main.version=$(VERSION)

# `make build DESKTOP_TAGS=migrated_fynedo` is for releases: it turns Fyne's checks for wrong threads off, which every
# other build wants to have.
DESKTOP_TAGS ?=

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build bin/latchkey bin/latchkey-desktop demo test test-parts bench simulate lint fix vulncheck screenshots cross clean

help: ## Lists the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

build: bin/latchkey bin/latchkey-desktop ## Builds the command line (bin/latchkey) and the window (bin/latchkey-desktop)

bin/latchkey:
	CGO_ENABLED=0 go build $(flags) -tags nogui -ldflags "$(ldflags)" -o $@ .

bin/latchkey-desktop:
	CGO_ENABLED=1 go build $(flags) -tags "$(DESKTOP_TAGS)" -ldflags "$(ldflags)" -o $@ .

demo: ## Shows Latchkey with a built-in identity server: the window, or a tour in the terminal where there is no screen
	@VERSION="$(VERSION)" .ci/demo

test: export LATCHKEY_REQUIRE_PARTS = 1
test: export LATCHKEY_BIN = $(CURDIR)/bin/latchkey
test: export LATCHKEY_DESKTOP_BIN = $(CURDIR)/bin/latchkey-desktop
test: export LATCHKEY_WINDOWS_BIN = $(CURDIR)/bin/windows-amd64/latchkey.exe
test: export LATCHKEY_FIGURES = $(CURDIR)/bin/figures.txt
test: test-parts build cross lint ## Installs what the tests need, then builds, lints and runs every test
	go test $(flags) -count=1 ./app/launch
	@rm -f bin/figures.txt
	go test -race -buildvcs=false -tags nogui -count=1 -timeout 25m ./... ./.ci/simulate
	@cat bin/figures.txt

test-parts:
	@.ci/install-test-parts

bench: build ## Measures start, token, resets, rights, size and window against their baselines; prints medians and ratios beside the targets
	@.ci/bench

simulate: ## Shows what renewals a provider gets from 100,000 computers that wake at 8:00, with and without jitter
	@go run $(flags) -tags nogui ./.ci/simulate

lint: ## Checks formatting, golangci-lint and go vet in every flavour
	.ci/lint

fix: ## Formats, and applies the linters' own repairs
	.ci/lint --fix

vulncheck: ## Looks up known vulnerabilities; the only target that asks the Go vulnerability database, so it needs the network
	@echo "govulncheck asks the Go vulnerability database over the network; without it, it fails and says nothing about the code."
	go tool govulncheck -tags nogui ./...

screenshots: ## Draws the window's pages, light and dark, into docs/screenshots (no screen needed)
	@mkdir -p docs/screenshots
	LATCHKEY_SCREENSHOTS="$(CURDIR)/docs/screenshots" go test -buildvcs=false -tags nogui -count=1 -run '^TestScreenshots$$' ./app

cross: ## Compiles the command line for Windows and macOS
	GOOS=windows GOARCH=amd64 CGO_ENABLED=0 go build $(flags) -tags nogui -ldflags "$(ldflags)" -o bin/windows-amd64/latchkey.exe .
	GOOS=darwin  GOARCH=arm64 CGO_ENABLED=0 go build $(flags) -tags nogui -ldflags "$(ldflags)" -o bin/darwin-arm64/latchkey .
	GOOS=darwin  GOARCH=amd64 CGO_ENABLED=0 go build $(flags) -tags nogui -ldflags "$(ldflags)" -o bin/darwin-amd64/latchkey .

clean: ## Removes what was built, and what the tests fetched from the npm registry
	rm -rf bin cover.out app/endtoend/testdata/node/node_modules
