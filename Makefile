# Everything a newcomer needs is `make run` and `make test`.

TAGS     := sqlite_fts5
VERSION  := $(shell git describe --tags --always --dirty 2>/dev/null || echo unversioned)
LDFLAGS  := -s -w -X gremium/cmd/internal/cli.version=$(VERSION)
DEMO     ?= .demo
FUZZTIME ?= 20s
BENCH    ?= .
# Added to go test, for example TESTFLAGS=-race.
TESTFLAGS ?=
# Random tests draw the same at each run, so that a change is not failed for what was there before it; `make soak` draws anew.
export RAPID_SEED ?= 1
# How much each random test draws in a soak.
DRAWS    ?= 2000
# The tests that attack the record, and where they are.
ATTACKS  ?= Attack|Bit|Alter|Forbidden|Rewritten|Accounted|Trunc|Fork|Rollback|Deleted|Replaced|Vouching|Tied|EveryByte|Archives|Bombs|Eras|AppendOnly
ATTACKED := ./workflow/audit ./workflow/casefile ./store/... ./cmd/internal/cli

export CGO_ENABLED = 1

.DEFAULT_GOAL := help
.PHONY: help run test soak attack bench lint fuzz interop build shots

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Build, then start a round with examples (data in .demo; ARGS="--addr …")
	exec bin/gremium demo --dir $(DEMO) $(ARGS)

test: ## Run every test; GREMIUM_REQUIRE=1 forbids skipping
	@.ci/prepare
	go test -tags $(TAGS) -timeout 40m $(TESTFLAGS) ./...

soak: ## Let each random test draw DRAWS times (2000), and anew at each run
	@grep -rl 'rapid[.]Check' --include='*_test.go' cmd workflow policy store | sort | while read -r file; do \
	  tests=$$(awk '/^func Test/ {split($$2, name, "(")} /rapid[.]Check[(]/ {print name[1]}' "$$file" | sort -u | paste -sd '|' -); \
	  echo "$$tests in $$(dirname "$$file")"; \
	  RAPID_SEED=0 RAPID_CHECKS=$(DRAWS) go test -tags $(TAGS) -count=1 -timeout 6h -run "^($$tests)\$$" "./$$(dirname "$$file")" || exit 1; \
	done

attack: ## Attack the record in full, and count what is found (GREMIUM_ATTACK_SEED=n)
	@rm -f .attack; touch .attack
	@status=0; GREMIUM_ATTACK=full GREMIUM_ATTACK_REPORT=$(CURDIR)/.attack \
	  go test -tags $(TAGS) -count=1 -timeout 6h -run '$(ATTACKS)' $(TESTFLAGS) $(ATTACKED) || status=$$?; \
	  sort .attack | awk -F '\t' 'BEGIN {f = "%-52s %8s %8s %8s  %s\n"; printf f, "attack", "tries", "found", "missed", "control"} {printf f, $$1, $$2, $$3, $$4, $$5}'; \
	  exit $$status

bench: build ## Measure the engine, then the parts
	bin/gremium bench
	go test -tags $(TAGS) -run '^$$' -bench '$(BENCH)' -benchmem ./...

lint: bin/golangci-lint ## Check formatting, rules and imports
	bin/golangci-lint fmt --diff
	bin/golangci-lint run

interop: build ## Let other transparency logs' programs check a running server
	GREMIUM=$(CURDIR)/bin/gremium go test -C .interop -count=1 ./...

fuzz: ## Run each fuzz target for FUZZTIME (20s)
	@grep -srlE '^func Fuzz' --include='*_test.go' cmd workflow policy store | sort | while read -r file; do \
	  for target in $$(sed -nE 's/^func (Fuzz[A-Za-z0-9_]*).*/\1/p' "$$file"); do \
	    echo "$$target in $$(dirname "$$file")"; \
	    go test -tags $(TAGS) -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x "./$$(dirname "$$file")" || exit 1; \
	  done; \
	done

build: ## Build bin/gremium
	go build -tags $(TAGS) -trimpath -ldflags '$(LDFLAGS)' -o bin/gremium ./cmd/gremium

shots: ## Keep pictures of the pages the browser tests visit, in .shots
	@.ci/prepare
	GREMIUM_SHOTS=$(CURDIR)/.shots go test -tags $(TAGS) -count=1 -run Browser ./cmd/...

# The linters have a module of their own, so that the program's module names only what it uses.
bin/golangci-lint: .lint/go.mod .lint/go.sum
	go build -C .lint -ldflags '-s -w' -o $(CURDIR)/bin/ tool
	@touch $@
