// Command banner bundles the cookie banner, so that functions/site can serve it: make build.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"ordholden/infra/banner/bundle"
	"ordholden/internal/banner"
)

func main() {
	out := flag.String("out", ".build/site", "the folder beside functions/site")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "banner: "+err.Error())
		os.Exit(1)
	}
}

// run writes the two files of the bundle. It is run from the module's root.
func run(out string) error {
	b, err := bundle.Build(".")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return fmt.Errorf("make the folder for the banner: %w", err)
	}
	for name, content := range map[string]string{banner.ScriptFile: b.Script, banner.StyleFile: b.Style} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(content), 0o644); err != nil {
			return fmt.Errorf("write the banner: %w", err)
		}
	}
	return nil
}
