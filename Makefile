# ordholden: make help

# Where build puts the functions.
BUILD ?= .build

FUNCTIONS = consent rights site holding desk inbox outbox expiry clock feedback

# How every bootstrap is built: no RPC mode, no paths, no symbols, the same bytes each time.
GOBUILD = CGO_ENABLED=0 go build -buildvcs=false -tags lambda.norpc -trimpath -ldflags='-s -w -buildid='

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2

.PHONY: help run test check build bench promises package tools generate

help: ## What can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: tools build ## Run everything on this machine; FRESH=1 starts empty
	@go build -o .build/local ./infra/local && exec .build/local

test: tools chromium ## Run every test, on real engines
	go test -race -shuffle=on -timeout=20m ./...

check: ## Formatting, vet, staticcheck, module files, generated files
	@test -z "$$(gofmt -l functions internal infra)" || { echo "gofmt these files:"; gofmt -l functions internal infra; exit 1; }
	go mod tidy -diff
	go vet ./...
	go run $(STATICCHECK) ./...
	go run ./infra/controllers/compile -check

build: $(FUNCTIONS:%=$(BUILD)/%/bootstrap) $(BUILD)/site/banner.js ## Build the functions for this machine

bench: tools build ## Measure every figure that has a bound
	@go run ./infra/bench

promises: tools chromium ## Which promises of the statements are kept, and which tests show it
	@go run ./infra/promises

package: ## Build for AWS with sam
	SAM_CLI_TELEMETRY=0 sam build

generate: ## Compile the declarations, publish the notices, forms and banners
	go generate ./infra/controllers

tools: infra/local/node_modules/.package-lock.json

infra/local/node_modules/.package-lock.json: infra/local/package.json infra/local/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 18 or newer"; exit 1; }
	@cd infra/local && npm ci --silent --no-audit --no-fund

.PHONY: chromium
chromium:
	@command -v chromium >/dev/null || { \
	  echo "installing Chromium for the browser tests"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null \
	  || { echo "Chromium is missing and could not be installed: install the package chromium"; exit 1; }; }

# go build finds out by itself what has changed.
.PHONY: $(FUNCTIONS:%=$(BUILD)/%/bootstrap)
$(FUNCTIONS:%=$(BUILD)/%/bootstrap): $(BUILD)/%/bootstrap:
	@$(GOBUILD) -o $@ ./functions/$*

# The cookie banner, which functions/site serves from beside its executable.
.PHONY: $(BUILD)/site/banner.js
$(BUILD)/site/banner.js: infra/local/node_modules/.package-lock.json
	@go run ./infra/banner -out $(BUILD)/site

# What sam build calls for each function.
LOGICAL = Consent Rights Site Holding Desk Inbox Outbox Expiry Clock Feedback
.PHONY: $(LOGICAL:%=build-%)
$(LOGICAL:%=build-%): build-%:
	GOOS=linux GOARCH=arm64 $(GOBUILD) -o '$(ARTIFACTS_DIR)/bootstrap' ./functions/$(shell echo $* | tr A-Z a-z)
	$(if $(filter Site,$*),$(MAKE) tools && go run ./infra/banner -out '$(ARTIFACTS_DIR)')
