# Thin on purpose: what each target does stands in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run dev build site test e2e

help: ## この一覧
	@awk -F ':.*## ' '/^[a-z0-9]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

run: ## 無いものを入れ、最適化して組み立て、起動し、アドレスを出す（SQLite、./data）
	@scripts/run.sh

dev: ## 速く組み立てて起動する（最適化なし。開発用）
	@scripts/run.sh --dev

build: ## 最適化して組み立てるだけ
	@scripts/build.sh

site: ## ブラウザーの部分（WASM・CSS・画像）だけ組み立てる
	@scripts/build-site.sh

test: ## CI と同じ検査をすべて（書式、lint、試験 2 データベース、ブラウザー、依存、大きさ、文書）
	@scripts/test.sh

e2e: ## ブラウザーの試験だけ（組み立ては済んでいるものを使う）
	@scripts/e2e.sh
