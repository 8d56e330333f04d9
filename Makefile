# Names only; what they do is in xtask/src. `cargo xtask help` tells the same list.
.PHONY: run test bench fuzz corpora screenshots install deps

run: ; @cargo xtask run
test: ; @cargo xtask test
bench: ; @cargo xtask bench $(BENCH)
fuzz: ; @cargo xtask fuzz $(if $(TIME),--time $(TIME)) $(TARGET)
corpora: ; @CORPORA='$(CORPORA)' cargo xtask corpora $(SETS)
screenshots: ; @cargo xtask screenshots
install: ; @cargo xtask install $(if $(PREFIX),--prefix '$(PREFIX)')
deps: ; @cargo xtask deps
